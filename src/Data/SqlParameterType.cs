using System.Data;
using System.Globalization;

namespace CallCenter.Data;

/// <summary>A declared parameter of a statement: its name without the at sign, and its T-SQL type.</summary>
/// <param name="Name">As written in the statement, without "@".</param>
/// <param name="TypeText">The T-SQL type, for example "nvarchar(100)".</param>
/// <param name="DbType">What the client is told.</param>
/// <param name="Size">Characters or bytes; -1 for (max); 0 where the type has none.</param>
public sealed record SqlParameterType(string Name, string TypeText, DbType DbType, int Size)
{
    /// <summary>Reads "@campaign bigint, @name nvarchar(200)".</summary>
    /// <exception cref="ArgumentException">A type is not one of those the catalogue uses.</exception>
    public static IReadOnlyList<SqlParameterType> ParseAll(string declarations)
    {
        ArgumentNullException.ThrowIfNull(declarations);
        return [.. declarations.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];
    }

    private static SqlParameterType Parse(string declaration)
    {
        int space = declaration.IndexOf(' ', StringComparison.Ordinal);
        if (space < 2 || declaration[0] != '@')
        {
            throw new ArgumentException($"'{declaration}' is not of the form '@name type'.", nameof(declaration));
        }

        string name = declaration[1..space];
        string type = declaration[(space + 1)..].Trim();
        (string word, int size) = Split(type);
        DbType dbType = word switch
        {
            "bigint" => DbType.Int64,
            "int" => DbType.Int32,
            "bit" => DbType.Boolean,
            "float" => DbType.Double,
            "nvarchar" => DbType.String,
            "char" => DbType.AnsiStringFixedLength,
            "varbinary" => DbType.Binary,
            _ => throw new ArgumentException($"The catalogue has no parameter type '{type}'.", nameof(declaration)),
        };
        return new SqlParameterType(name, type, dbType, size);
    }

    private static (string Word, int Size) Split(string type)
    {
        int open = type.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return (type, 0);
        }

        string size = type[(open + 1)..^1];
        return (type[..open], string.Equals(size, "max", StringComparison.Ordinal) ? -1 : int.Parse(size, CultureInfo.InvariantCulture));
    }
}
