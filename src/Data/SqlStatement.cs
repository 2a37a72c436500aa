namespace CallCenter.Data;

/// <summary>
/// One statement in both dialects. Statements live in <c>static readonly</c> fields next to the method that uses them, so that the
/// tests can list, parse and run every one of them (<see cref="SqlCatalog"/>).
/// </summary>
public sealed class SqlStatement
{
    private readonly IReadOnlyList<SqlParameterType> _sqlite;
    private readonly IReadOnlyList<SqlParameterType> _sqlServer;

    internal SqlStatement(string name, string sqlite, string sqlServer, string parameters)
    {
        Name = name;
        Sqlite = sqlite;
        SqlServer = sqlServer;
        Parameters = SqlParameterType.ParseAll(parameters);
        _sqlite = Used(sqlite);
        _sqlServer = ReferenceEquals(sqlite, sqlServer) ? _sqlite : Used(sqlServer);
    }

    /// <summary>For example "leads.claim"; unique.</summary>
    public string Name { get; }

    public string Sqlite { get; }

    public string SqlServer { get; }

    public IReadOnlyList<SqlParameterType> Parameters { get; }

    /// <summary>The text for a provider.</summary>
    public string For(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite ? Sqlite : SqlServer;

    /// <summary>Those of <see cref="Parameters"/> that a provider's text uses: a bulk statement may take rows in one dialect and JSON in the other.</summary>
    internal IReadOnlyList<SqlParameterType> ParametersOf(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite ? _sqlite : _sqlServer;

    /// <inheritdoc />
    public override string ToString() => Name;

    private IReadOnlyList<SqlParameterType> Used(string text)
    {
        SqlParameterType[] used = [.. Parameters.Where(p => Uses(text, p.Name))];
        return used.Length == Parameters.Count ? Parameters : used;
    }

    private static bool Uses(string text, string parameter)
    {
        for (int at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
        {
            int end = at + 1 + parameter.Length;
            if (text.AsSpan(at + 1).StartsWith(parameter, StringComparison.OrdinalIgnoreCase) && (end == text.Length || !(char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Declares statements.</summary>
public static class Sql
{
    /// <summary>
    /// A statement whose text differs by dialect. <paramref name="parameters"/> names every parameter with its T-SQL type, as in
    /// "@campaign bigint, @name nvarchar(200)". Types in use: bigint, int, bit, float, nvarchar(n|max), char(36) for UUIDs, varbinary(n|max).
    /// Lists are handed over as one JSON array in an nvarchar(max), read by json_each / OPENJSON.
    /// </summary>
    public static SqlStatement Define(string name, string sqlite, string sqlserver, string parameters = "") => new(name, sqlite, sqlserver, parameters);

    /// <summary>A statement that both dialects understand.</summary>
    public static SqlStatement Define(string name, string both, string parameters = "") => new(name, both, both, parameters);
}
