namespace CallCenter.Data;

/// <summary>
/// One statement in both dialects. Statements live in <c>static readonly</c> fields next to the method that uses them, so that the
/// tests can list, parse and run every one of them (<see cref="SqlCatalog"/>).
/// </summary>
public sealed class SqlStatement
{
    internal SqlStatement(string name, string sqlite, string sqlServer, string parameters)
    {
        Name = name;
        Sqlite = sqlite;
        SqlServer = sqlServer;
        Parameters = SqlParameterType.ParseAll(parameters);
    }

    /// <summary>For example "leads.claim"; unique.</summary>
    public string Name { get; }

    public string Sqlite { get; }

    public string SqlServer { get; }

    public IReadOnlyList<SqlParameterType> Parameters { get; }

    /// <summary>The text for a provider.</summary>
    public string For(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite ? Sqlite : SqlServer;

    /// <inheritdoc />
    public override string ToString() => Name;
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
