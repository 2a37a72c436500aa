namespace CallCenter.Media;

/// <summary>How audio is stored.</summary>
public enum RecordingFormat
{
    /// <summary>WAV format 7, 8 kHz, left = agent, right = customer: 16 kB a second.</summary>
    StereoMulaw,
}

/// <summary>What hinders a recording.</summary>
public enum RecordingTroubleKind
{
    /// <summary>No space on the volume; writing is tried again every second.</summary>
    DiskFull,

    /// <summary>Another I/O error; writing is tried again every second.</summary>
    IoError,

    /// <summary>The writer is more than two seconds behind: audio was dropped.</summary>
    Lagging,

    /// <summary>Writing works again; the time between is silence in the file.</summary>
    Recovered,
}

/// <summary>A recording in trouble, or out of it.</summary>
public sealed record RecordingTrouble(string Path, RecordingTroubleKind Kind, string Reason, DateTimeOffset At);

/// <summary>A stretch of the file that is silence on purpose, for want of disk or because the writer lagged.</summary>
/// <param name="From">Offset from the start of the recording.</param>
/// <param name="To">End of the stretch.</param>
/// <param name="Reason">paused, disk or lagging.</param>
public sealed record RecordingGap(TimeSpan From, TimeSpan To, string Reason);

/// <summary>A finished recording.</summary>
public sealed record RecordingResult(
    string Path, TimeSpan Duration, long Bytes, string Sha256, IReadOnlyList<RecordingGap> Gaps)
{
    /// <summary>False when the end of the file could not be written; what is there can be played.</summary>
    public bool Complete { get; init; } = true;
}

/// <summary>What <see cref="RecordingRepair.Repair"/> found and did.</summary>
/// <param name="Playable">False when the file holds no audio at all or is not a recording.</param>
/// <param name="Changed">The header was corrected.</param>
/// <param name="Duration">Length by the number of stored samples.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Sha256">Lower-case hex; empty when the file is not playable.</param>
/// <param name="Reason">Why it is not playable; empty otherwise.</param>
public sealed record RepairResult(bool Playable, bool Changed, TimeSpan Duration, long Bytes, string Sha256, string Reason);
