using System.Globalization;
using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Live;
using CallCenter.Domain;
using CallCenter.Media;
using Microsoft.Extensions.Logging;

namespace CallCenter.Dialer.Recording;

/// <summary>Starts recordings and watches their trouble: a full disk raises an alarm, and calls go on (hardening R7).</summary>
public sealed class RecordingRoom(MediaEngine media, DialerSettings settings, CallJournal journal, AlarmBoard alarms, TimeProvider time, ILogger<RecordingRoom> log)
{
    private const string DiskAlarm = "recordingDisk";
    private const string StartAlarm = "recordingNotStarted";

    /// <summary>
    /// Creates the file (it and its folder are on disk then), taps both legs, and lets the row be written. Null, and an alarm, when
    /// the file cannot be made: the call goes on without.
    /// </summary>
    internal Task<CallRecorder?> StartAsync(CallId call, DateTimeOffset answeredAt, MediaLeg customer, MediaLeg agent)
        => Task.Run(() => Start(call, answeredAt, customer, agent));

    /// <summary>Turns troubles of the writer into alarms until <paramref name="ct"/>.</summary>
    public async Task WatchAsync(CancellationToken ct)
    {
        await foreach (RecordingTrouble trouble in media.Recordings.Troubles.ReadAllAsync(ct))
        {
            RecordingLog.Trouble(log, Path.GetFileName(trouble.Path), trouble.Kind, trouble.Reason);
            if (trouble.Kind == RecordingTroubleKind.Recovered)
            {
                alarms.Clear(DiskAlarm);
            }
            else
            {
                alarms.Raise(DiskAlarm, $"Recordings cannot be written ({trouble.Reason}); calls go on, what is written stays. Free space in the data folder.");
            }
        }
    }

    /// <summary>A recording is whole: whatever troubled the disk before, it takes audio again.</summary>
    internal void Closed(RecordingResult result)
    {
        if (result is { Complete: true, Gaps: var gaps } && !gaps.Any(g => g.To >= result.Duration && g.Reason is "disk"))
        {
            alarms.Clear(DiskAlarm);
        }
    }

    private CallRecorder? Start(CallId call, DateTimeOffset answeredAt, MediaLeg customer, MediaLeg agent)
    {
        RecordingId id = RecordingId.New(time.GetUtcNow());
        string relative = Path.Combine(
            answeredAt.UtcDateTime.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture), $"{call}.wav");
        string path = Path.Combine(settings.RecordingsFolder, relative);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            RecordingHandle file = media.Recordings.Start(path, RecordingFormat.StereoMulaw, call.ToString());
            IDisposable customerTap = customer.Tap(file.CustomerTap);
            IDisposable agentTap = agent.Tap(file.AgentTap);
            journal.RecordingOpened(id, call, relative, answeredAt);
            alarms.Clear(StartAlarm);
            return new CallRecorder(id, call, file, agentTap, customerTap, this, journal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            RecordingLog.NotStarted(log, call, e);
            alarms.Raise(StartAlarm, $"A recording could not be started ({e.Message}); calls go on without. Free space in the data folder.");
            return null;
        }
    }
}
