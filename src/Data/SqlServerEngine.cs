using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace CallCenter.Data;

/// <summary>SQL Server through SqlClient's own pool. READ_COMMITTED_SNAPSHOT should be on, so that readers do not wait for writers.</summary>
internal sealed class SqlServerEngine : DatabaseEngine
{
    private const int Runs = 4;
    private static readonly TimeSpan DeadlockPause = TimeSpan.FromMilliseconds(20);
    private readonly DatabaseOptions _options;
    private readonly string _connectionString;

    public SqlServerEngine(DatabaseOptions options)
    {
        _options = options;
        _connectionString = string.IsNullOrWhiteSpace(options.ConnectionString)
            ? throw new ArgumentException("SQL Server needs a connection string.", nameof(options))
            : options.ConnectionString;
    }

    public override DatabaseProvider Provider => DatabaseProvider.SqlServer;

    public override async Task<T> ReadAsync<T>(Func<DbSession, Task<T>> work, CancellationToken ct)
    {
        try
        {
            await using SqlConnection connection = await OpenAsync(ct);
            return await work(new DbSession(connection, null, DatabaseProvider.SqlServer, ct));
        }
        catch (SqlException e) when (!ct.IsCancellationRequested && DbErrors.IsUnavailable(e))
        {
            throw Unavailable(e);
        }
    }

    public override async Task<T> WriteAsync<T>(Func<DbSession, Task<T>> work, CancellationToken ct)
    {
        for (int run = 1; ; run++)
        {
            try
            {
                return await WriteOnceAsync(work, ct);
            }
            catch (SqlException e) when (run < Runs && DbErrors.IsDeadlock(e))
            {
                await Task.Delay(DeadlockPause * run, _options.Clock, ct);
            }
            catch (SqlException e) when (!ct.IsCancellationRequested && DbErrors.IsUnavailable(e))
            {
                throw Unavailable(e);
            }
        }
    }

    public override Task BackupAsync(string path, CancellationToken ct)
        => throw new NotSupportedException("SQL Server is backed up by its own means (BACKUP DATABASE).");

    public override Task<IReadOnlyList<string>> IntegrityProblemsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<string>>([]);

    public override ValueTask DisposeAsync()
    {
        using SqlConnection connection = new(_connectionString);
        SqlConnection.ClearPool(connection);
        return ValueTask.CompletedTask;
    }

    private async Task<T> WriteOnceAsync<T>(Func<DbSession, Task<T>> work, CancellationToken ct)
    {
        await using SqlConnection connection = await OpenAsync(ct);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        T result = await work(new DbSession(connection, transaction, DatabaseProvider.SqlServer, ct));

        // From here on the caller cannot take it back: a cancelled commit would leave the outcome unknown.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    private async Task<SqlConnection> OpenAsync(CancellationToken ct)
    {
        SqlConnection connection = new(_connectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (InvalidOperationException e) when (!ct.IsCancellationRequested)
        {
            // The pool had no connection to give in time: its error is no SqlException.
            await connection.DisposeAsync();
            throw Unavailable(e);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static DatabaseUnavailableException Unavailable(Exception e) => new($"The database cannot be used: {e.Message}", e);
}
