using System.Reflection;

namespace CallCenter.Data;

/// <summary>Every statement that the program can send.</summary>
public static class SqlCatalog
{
    /// <summary>All statements of an assembly, by name.</summary>
    /// <exception cref="InvalidOperationException">Two statements share a name.</exception>
    public static IReadOnlyList<SqlStatement> All(Assembly? assembly = null)
    {
        List<SqlStatement> statements = [];
        foreach (Type type in (assembly ?? typeof(SqlCatalog).Assembly).GetTypes().Where(t => !t.ContainsGenericParameters))
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (field.FieldType == typeof(SqlStatement))
                {
                    statements.Add((SqlStatement)field.GetValue(null)!);
                }
            }
        }

        string? twice = statements.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
        return twice is null
            ? [.. statements.OrderBy(s => s.Name, StringComparer.Ordinal)]
            : throw new InvalidOperationException($"Two statements are called '{twice}'.");
    }
}
