using CallCenter.Data.Migrations;

namespace CallCenter.Data;

/// <summary>
/// The records of the call centre; one per process. Reads run side by side; a write is one transaction and is on disk when its task
/// completes. With SQLite, writes of this process take turns, and those of other processes are waited for without holding a thread.
/// </summary>
public sealed class Database : IAsyncDisposable
{
    private static readonly AsyncLocal<bool> InWrite = new();
    private readonly DatabaseEngine _engine;

    /// <summary>Nothing is opened before the first use.</summary>
    /// <exception cref="ArgumentException">The options name no file or no connection string.</exception>
    public Database(DatabaseOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        DapperSetup.Ensure();
        Options = options;
        _engine = options.Provider == DatabaseProvider.Sqlite ? new SqliteEngine(options) : new SqlServerEngine(options);
    }

    public DatabaseOptions Options { get; }

    public DatabaseProvider Provider => Options.Provider;

    /// <summary>Runs queries on one connection; with SQLite they all see one moment of the database.</summary>
    /// <exception cref="DatabaseUnavailableException">The database cannot be reached.</exception>
    public Task<T> ReadAsync<T>(Func<DbSession, Task<T>> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        return _engine.ReadAsync(work, ct);
    }

    /// <summary>
    /// Runs <paramref name="work"/> as one transaction: committed when it returns, rolled back when it throws. It may be run again from
    /// its start (deadlock victim), so it must change nothing but the database. A write inside a write is refused.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">Nothing was stored.</exception>
    public async Task<T> WriteAsync<T>(Func<DbSession, Task<T>> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (InWrite.Value)
        {
            throw new InvalidOperationException("A write was begun inside a write: hand the session on instead.");
        }

        InWrite.Value = true;
        return await _engine.WriteAsync(work, ct);
    }

    /// <summary>As above, for work without a result.</summary>
    public Task WriteAsync(Func<DbSession, Task> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        return WriteAsync<bool>(
            async session =>
            {
                await work(session);
                return true;
            },
            ct);
    }

    /// <summary>Brings the schema up to date; repeatable, safe against another process doing the same.</summary>
    /// <exception cref="MigrationException">The database is newer than the program, or a script was changed after it ran.</exception>
    public Task<MigrationReport> MigrateAsync(CancellationToken ct) => Migrator.RunAsync(_engine, MigrationScript.ForProvider(Provider), ct);

    /// <summary>Copies a SQLite database into a new file while it is in use.</summary>
    /// <exception cref="NotSupportedException">SQL Server is backed up by its own means.</exception>
    public Task BackupAsync(string path, CancellationToken ct) => _engine.BackupAsync(path, ct);

    /// <summary>Asks the database whether its file is sound; empty when it is.</summary>
    public Task<IReadOnlyList<string>> IntegrityProblemsAsync(CancellationToken ct) => _engine.IntegrityProblemsAsync(ct);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _engine.DisposeAsync();
}
