namespace CallCenter.Media;

/// <summary>What a leg reports to its owner.</summary>
public abstract record LegEvent;

/// <summary>The first valid audio packet since the leg was opened.</summary>
public sealed record FirstPacket(DateTimeOffset At) : LegEvent;

/// <summary>A key pressed at the far end (RFC 4733), reported once, at its end.</summary>
/// <param name="Digit">0-9, *, #, A-D.</param>
/// <param name="DurationMs">Length of the event in milliseconds.</param>
public sealed record DtmfDigit(char Digit, int DurationMs) : LegEvent;

/// <summary>Nothing valid came for the leg's media timeout. Reported once until <see cref="MediaBack"/>.</summary>
/// <param name="SilentFor">Time since the last packet, or since <see cref="RtpLeg.SetRemote"/> when none ever came.</param>
public sealed record MediaLost(TimeSpan SilentFor) : LegEvent
{
    /// <summary>False when the leg never heard anything: before the answer that is ordinary.</summary>
    public bool HeardBefore { get; init; } = true;
}

/// <summary>Packets arrive again after <see cref="MediaLost"/>.</summary>
public sealed record MediaBack(DateTimeOffset At) : LegEvent;
