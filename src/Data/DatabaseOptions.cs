namespace CallCenter.Data;

/// <summary>Which database holds the records.</summary>
public enum DatabaseProvider
{
    /// <summary>One file, shared by at most a few processes of one machine.</summary>
    Sqlite,

    /// <summary>A server.</summary>
    SqlServer,
}

/// <summary>How the database is reached.</summary>
public sealed record DatabaseOptions
{
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>The SQLite file; made with mode 600 when it is missing.</summary>
    public string? Path { get; init; }

    /// <summary>The SQL Server connection string.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How long a write waits for its turn, in this process and against others; then <see cref="DatabaseUnavailableException"/>.</summary>
    public TimeSpan WriteWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Reads that run at the same time; further ones wait. 1 to 64.</summary>
    public int MaxReaders { get; init; } = 8;

    /// <summary>Paces the waiting for locks, nothing else: times that are stored are handed in by the caller.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Options for a SQLite file.</summary>
    public static DatabaseOptions ForSqlite(string path) => new() { Provider = DatabaseProvider.Sqlite, Path = path };

    /// <summary>Options for SQL Server.</summary>
    public static DatabaseOptions ForSqlServer(string connectionString)
        => new() { Provider = DatabaseProvider.SqlServer, ConnectionString = connectionString };
}
