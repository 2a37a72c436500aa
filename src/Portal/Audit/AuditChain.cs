using CallCenter.Data.Audit;

namespace CallCenter.Portal.Audit;

/// <summary>The audit log's chain.</summary>
/// <param name="Rows">Entries there are now.</param>
/// <param name="Head">Hash of the last one; null when there is none.</param>
/// <param name="CheckedAt">When the whole chain was last checked since the program started; null: not yet.</param>
/// <param name="CheckedRows">Entries that were right then.</param>
/// <param name="BrokenAt">The first entry that is missing, changed or out of order; null when all were right.</param>
public sealed record AuditChainView(long Rows, string? Head, DateTimeOffset? CheckedAt, long? CheckedRows, long? BrokenAt);

/// <summary>Checks the chain on demand, one check at a time: it reads everything.</summary>
public sealed class AuditChain(AuditLog log, TimeProvider time)
{
    private readonly Lock _lock = new();
    private Task<(DateTimeOffset At, AuditVerdict Verdict)>? _check;
    private (DateTimeOffset At, AuditVerdict Verdict)? _last;

    /// <summary>As it is now, with the last check's result.</summary>
    public async Task<AuditChainView> StateAsync(CancellationToken ct)
    {
        AuditRecord? head = await log.HeadAsync(ct);
        (DateTimeOffset At, AuditVerdict Verdict)? last;
        lock (_lock)
        {
            last = _last;
        }

        return new AuditChainView(head?.Seq ?? 0, head?.RowHash, last?.At, last?.Verdict.Rows, last?.Verdict.BrokenAt);
    }

    /// <summary>Checks it; who asks while a check runs waits for that one.</summary>
    public async Task<AuditChainView> VerifyAsync(CancellationToken ct)
    {
        Task<(DateTimeOffset, AuditVerdict)> check;
        lock (_lock)
        {
            check = _check is { IsCompleted: false } running ? running : _check = CheckAsync();
        }

        await check.WaitAsync(ct);
        return await StateAsync(ct);
    }

    private async Task<(DateTimeOffset, AuditVerdict)> CheckAsync()
    {
        await Task.Yield();
        (DateTimeOffset, AuditVerdict) result = (time.GetUtcNow(), await log.VerifyAsync(CancellationToken.None));
        lock (_lock)
        {
            _last = result;
        }

        return result;
    }
}
