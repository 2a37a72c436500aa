using System.Globalization;
using CallCenter.Data;
using CallCenter.Data.Recordings;
using CallCenter.Domain;
using CallCenter.Media;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Recording;

/// <summary>
/// At start-up: recordings that an earlier run left open are made whole, and files whose row was never written are linked to
/// their call by their name (hardening R3).
/// </summary>
public sealed class RecordingReconciler(RecordingLedger ledger, DialerSettings settings, TimeProvider time, ILogger<RecordingReconciler> log)
{
    public async Task RunAsync(CancellationToken ct)
    {
        int repaired = 0, lost = 0, orphans = 0;
        HashSet<string> known = new(StringComparer.Ordinal);
        foreach (Data.Recordings.Recording open in await ledger.OpenOnesAsync(ct))
        {
            known.Add(Path.GetFullPath(Path.Combine(settings.RecordingsFolder, open.Path)));
            if (await CarefullyAsync(open.Path, () => FinishAsync(open.Id, open.Path, ct)))
            {
                repaired++;
            }
            else
            {
                lost++;
            }
        }

        foreach (string file in YoungFiles())
        {
            if (!known.Contains(file) && Guid.TryParse(Path.GetFileNameWithoutExtension(file), out Guid id)
                && (await ledger.ByCallAsync(CallId.From(id), ct)).Count == 0)
            {
                orphans += await CarefullyAsync(file, () => AdoptAsync(CallId.From(id), file, ct)) ? 1 : 0;
            }
        }

        if (repaired + lost + orphans > 0)
        {
            RecordingLog.Reconciled(log, repaired, lost, orphans);
        }
    }

    /// <summary>One file that cannot be read, or belongs to no call of this database, must not keep the dialer from starting.</summary>
    private async Task<bool> CarefullyAsync(string file, Func<Task<bool>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is not (OperationCanceledException or DatabaseUnavailableException))
        {
            RecordingLog.LeftAsItIs(log, Path.GetFileName(file), e);
            return false;
        }
    }

    private async Task<bool> FinishAsync(RecordingId id, string relative, CancellationToken ct)
    {
        string path = Path.Combine(settings.RecordingsFolder, relative);
        RepairResult? result = File.Exists(path) ? RecordingRepair.Repair(path) : null;
        bool playable = result is { Playable: true };
        await ledger.CloseAsync(
            id,
            playable ? RecordingState.Repaired : RecordingState.Lost,
            result?.Duration ?? TimeSpan.Zero,
            result?.Bytes ?? 0,
            playable ? Convert.FromHexString(result!.Sha256) : null,
            time.GetUtcNow(),
            ct);
        return playable;
    }

    private async Task<bool> AdoptAsync(CallId call, string file, CancellationToken ct)
    {
        RecordingId id = RecordingId.New(time.GetUtcNow());
        string relative = Path.GetRelativePath(settings.RecordingsFolder, file).Replace('\\', '/');
        await ledger.OpenAsync(id, call, relative, "wav-mulaw-8k-stereo", new DateTimeOffset(File.GetLastWriteTimeUtc(file)), ct);
        return await FinishAsync(id, relative, ct);
    }

    /// <summary>Files of the last three days: older ones were looked at by an earlier start.</summary>
    private IEnumerable<string> YoungFiles()
    {
        DateTimeOffset now = time.GetUtcNow();
        for (int back = 0; back < 3; back++)
        {
            string folder = Path.Combine(settings.RecordingsFolder, now.AddDays(-back).UtcDateTime.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture));
            foreach (string file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.wav") : [])
            {
                yield return Path.GetFullPath(file);
            }
        }
    }
}
