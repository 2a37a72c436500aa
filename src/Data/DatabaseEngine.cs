namespace CallCenter.Data;

/// <summary>What differs between the two databases in opening, locking and ending.</summary>
internal abstract class DatabaseEngine : IAsyncDisposable
{
    public abstract DatabaseProvider Provider { get; }

    public abstract Task<T> ReadAsync<T>(Func<DbSession, Task<T>> work, CancellationToken ct);

    public abstract Task<T> WriteAsync<T>(Func<DbSession, Task<T>> work, CancellationToken ct);

    public abstract Task BackupAsync(string path, CancellationToken ct);

    public abstract Task<IReadOnlyList<string>> IntegrityProblemsAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}
