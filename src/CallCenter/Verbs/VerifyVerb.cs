using System.CommandLine;
using System.Security.Cryptography;
using CallCenter.Composition;
using CallCenter.Data.Audit;
using CallCenter.Data.Compliance;
using CallCenter.Data.Recordings;
using CallCenter.Domain;
using CallCenter.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Verbs;

/// <summary><c>verify</c>: nothing was changed behind our back in gate log, audit log and recordings.</summary>
internal static class VerifyVerb
{
    private const int Batch = 500;

    public static Command Create()
    {
        Command command = new("verify", "Check gate log, audit log and recordings for changes. Example: callcenter verify --data ./data");
        SettingOptions options = SettingOptions.DataOnly(command);
        command.SetRecordsAction(options, async (_, services, settings, ct) =>
        {
            bool ok = await AuditAsync(services, settings, ct);
            ok &= await GateAsync(services, ct);
            ok &= await RecordingsAsync(services, settings, ct);
            return ok ? CommandLine.Ok : CommandLine.Failed;
        }, existing: true);
        return command;
    }

    private static async Task<bool> AuditAsync(IServiceProvider services, ServerSettings settings, CancellationToken ct)
    {
        AuditVerdict verdict = await services.GetRequiredService<AuditLog>().VerifyAsync(ct);
        if (verdict.BrokenAt is { } seq)
        {
            Console.WriteLine($"audit log: BROKEN at entry {seq}");
            return false;
        }

        if (AuditHeads.Newest(settings.DataFolder) is { } head && !await HoldsAsync(services, head, ct))
        {
            Console.WriteLine($"audit log: BROKEN, entry {head.Seq} written out at {head.At:u} is gone or changed");
            return false;
        }

        Console.WriteLine($"audit log: ok, {verdict.Rows} entries");
        return true;
    }

    private static async Task<bool> HoldsAsync(IServiceProvider services, AuditHead head, CancellationToken ct)
    {
        IReadOnlyList<AuditRecord> rows = await services.GetRequiredService<AuditLog>().NewestAsync(head.Seq + 1, 1, ct);
        return rows.Count == 1 && rows[0].Seq == head.Seq && string.Equals(rows[0].RowHash, head.Hash, StringComparison.Ordinal);
    }

    private static async Task<bool> GateAsync(IServiceProvider services, CancellationToken ct)
    {
        ChainCheck check = await services.GetRequiredService<GateLog>().VerifyAsync(ct);
        Console.WriteLine(check.FirstBroken is { } row ? $"gate log: BROKEN at decision {row}" : $"gate log: ok, {check.Rows} decisions");
        return check.FirstBroken is null;
    }

    private static async Task<bool> RecordingsAsync(IServiceProvider services, ServerSettings settings, CancellationToken ct)
    {
        RecordingLedger ledger = services.GetRequiredService<RecordingLedger>();
        string root = Path.Combine(settings.DataFolder, "recordings");
        long good = 0;
        long bad = 0;
        RecordingId? after = null;
        while (true)
        {
            IReadOnlyList<Recording> batch = await ledger.FinishedAfterAsync(after, Batch, ct);
            foreach (Recording recording in batch)
            {
                after = recording.Id;
                string? fault = await FaultAsync(root, recording, ct);
                if (fault is null)
                {
                    good++;
                    continue;
                }

                bad++;
                Console.WriteLine($"recording {recording.Id}: {fault}");
            }

            if (batch.Count < Batch)
            {
                Console.WriteLine(bad == 0 ? $"recordings: ok, {good} files" : $"recordings: BROKEN, {bad} of {good + bad} files");
                return bad == 0;
            }
        }
    }

    private static async Task<string?> FaultAsync(string root, Recording recording, CancellationToken ct)
    {
        if (recording.State == RecordingState.Lost || recording.Sha256 is not { } expected)
        {
            return null; // Known to be lost since its start-up check: nothing was claimed about its content.
        }

        string path = Path.GetFullPath(Path.Combine(root, recording.Path));
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
        {
            return "the file is missing";
        }

        await using FileStream file = File.OpenRead(path);
        return (await SHA256.HashDataAsync(file, ct)).AsSpan().SequenceEqual(expected) ? null : "the file was changed";
    }
}
