using CallCenter.Data;
using CallCenter.Data.Calls;

namespace CallCenter.Dialer;

/// <summary>
/// Keeps this dialer's name for this process where several machines share a database server: nobody else may close its open
/// attempts. On one machine with SQLite the lock of the data folder does that already, and nothing is held here.
/// </summary>
internal sealed class NodeHold(NodeLease lease, Database database, DialerSettings settings, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    private readonly Guid _holder = Guid.NewGuid();

    /// <summary>Takes the name; waits for the lease of a process that died.</summary>
    /// <exception cref="IOException">A living process has it.</exception>
    public async Task TakeAsync(CancellationToken ct)
    {
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            return;
        }

        DateTimeOffset patience = time.GetUtcNow() + Lease + Renewal;
        while (!await lease.TryHoldAsync(settings.NodeName, _holder, time.GetUtcNow(), Lease, ct))
        {
            if (time.GetUtcNow() > patience)
            {
                throw new IOException($"Another dialer works as '{settings.NodeName}' on this database; give this one another name (Dialer:NodeName).");
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, ct);
        }
    }

    /// <summary>Renews until <paramref name="ct"/>, then gives the name back.</summary>
    /// <exception cref="IOException">Another process has it meanwhile.</exception>
    public async Task KeepAsync(CancellationToken ct)
    {
        if (database.Provider == DatabaseProvider.Sqlite)
        {
            return;
        }

        using PeriodicTimer timer = new(Renewal, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                if (!await lease.TryHoldAsync(settings.NodeName, _holder, time.GetUtcNow(), Lease, ct))
                {
                    throw new IOException($"Another dialer took the name '{settings.NodeName}' while this one could not renew it; end one of them.");
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Only an orderly end gives the name back: after a failed renewal this process still works under it.
            await lease.ReleaseAsync(settings.NodeName, _holder, CancellationToken.None);
        }
    }
}
