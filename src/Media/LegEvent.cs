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

/// <summary>A browser's path is up: its handshake is done, audio flows both ways from now on. After a reload: the new page has taken over.</summary>
public sealed record PeerUp(DateTimeOffset At) : LegEvent;

/// <summary>A browser that should send has sent nothing valid for the leg's <see cref="MediaLeg.MediaTimeout"/>. Reported once until <see cref="PeerBack"/>.</summary>
public sealed record PeerSilent(TimeSpan SilentFor) : LegEvent;

/// <summary>Packets arrive again after <see cref="PeerSilent"/>.</summary>
public sealed record PeerBack(DateTimeOffset At) : LegEvent;

/// <summary>
/// The leg has no browser any more, and none is on its way. The leg itself, its bridge and its taps stay: <see cref="BrowserLeg.Accept"/> brings the
/// next one.
/// </summary>
public sealed record PeerClosed(PeerEnd Reason) : LegEvent;
