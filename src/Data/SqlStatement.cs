namespace CallCenter.Data;

/// <summary>
/// One statement in both dialects. Statements live in <c>static readonly</c> fields next to the method that uses them, so that the
/// tests can list, parse and run every one of them (<see cref="SqlCatalog"/>).
/// </summary>
public sealed class SqlStatement
{
    internal SqlStatement(string name, string sqlite, string sqlServer, string parameters, string? sqliteParameters = null)
    {
        Name = name;
        Sqlite = sqlite;
        SqlServer = sqlServer;
        Parameters = SqlParameterType.ParseAll(parameters);
        SqliteParameters = sqliteParameters is null ? Parameters : SqlParameterType.ParseAll(sqliteParameters);
    }

    /// <summary>For example "leads.claim"; unique.</summary>
    public string Name { get; }

    public string Sqlite { get; }

    public string SqlServer { get; }

    public IReadOnlyList<SqlParameterType> Parameters { get; }

    /// <summary>The text for a provider.</summary>
    public string For(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite ? Sqlite : SqlServer;

    /// <summary>Those of SQLite's text where it takes a row and the server's a batch as JSON; else the same.</summary>
    public IReadOnlyList<SqlParameterType> SqliteParameters { get; }

    /// <summary>The parameters of a provider's text.</summary>
    public IReadOnlyList<SqlParameterType> ParametersOf(DatabaseProvider provider) => provider == DatabaseProvider.Sqlite ? SqliteParameters : Parameters;

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

    /// <summary>An insert that SQLite runs row by row (<see cref="SqliteRows"/>) and the server for a whole batch: each has its own parameters.</summary>
    internal static SqlStatement DefineRows(string name, string sqlite, string sqliteParameters, string sqlserver, string parameters)
        => new(name, sqlite, sqlserver, parameters, sqliteParameters);

    /// <summary>A statement that both dialects understand.</summary>
    public static SqlStatement Define(string name, string both, string parameters = "") => new(name, both, both, parameters);
}
