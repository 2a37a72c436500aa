using System.Text.Json;
using CallCenter.Data.Audit;
using CallCenter.Portal.Api;

namespace CallCenter.Composition;

/// <summary>The audit log's last entry at some moment.</summary>
internal sealed record AuditHead(long Seq, string Hash, DateTimeOffset At);

/// <summary>
/// Heads of the audit chain, written out of the database, so that cutting off its end shows too (H-A4). The file is meant to be copied
/// elsewhere by whoever keeps the logs.
/// </summary>
internal static class AuditHeads
{
    private const string FileName = "audit-heads.jsonl";

    /// <summary>The head last written out; null when there is none.</summary>
    public static AuditHead? Newest(string dataFolder)
    {
        string path = Path.Combine(dataFolder, FileName);
        string? line = File.Exists(path) ? File.ReadLines(path).LastOrDefault(l => l.Length > 0) : null;
        return line is null ? null : JsonSerializer.Deserialize<AuditHead>(line, ApiJson.Options);
    }

    /// <summary>Appends the head of now, unless it is written already.</summary>
    public static async Task WriteAsync(string dataFolder, AuditLog log, TimeProvider time, CancellationToken ct)
    {
        AuditRecord? head = await log.HeadAsync(ct);
        if (head is not null && head.Seq != Newest(dataFolder)?.Seq)
        {
            string line = JsonSerializer.Serialize(new AuditHead(head.Seq, head.RowHash, time.GetUtcNow()), ApiJson.Options);
            await File.AppendAllTextAsync(Path.Combine(dataFolder, FileName), line + "\n", ct);
        }
    }
}
