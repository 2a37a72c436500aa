namespace CallCenter.Media;

/// <summary>A leg's quality so far; a snapshot that may be a packet old.</summary>
public sealed record LegQuality
{
    /// <summary>Valid packets received (audio and telephone events).</summary>
    public long PacketsIn { get; init; }

    /// <summary>RTP packets sent.</summary>
    public long PacketsOut { get; init; }

    /// <summary>Packets missing by sequence number (RFC 3550 A.3), never negative.</summary>
    public long Lost { get; init; }

    /// <summary>Lost in percent of the expected packets, 0..100.</summary>
    public double LossPercent { get; init; }

    /// <summary>Interarrival jitter in milliseconds (RFC 3550 6.4.1).</summary>
    public double JitterMs { get; init; }

    /// <summary>Round trip from RTCP reports in milliseconds; null until one came.</summary>
    public double? RoundTripMs { get; init; }

    /// <summary>Loss of our packets as the far end reports it, in percent; null until a report came.</summary>
    public double? RemoteLossPercent { get; init; }

    /// <summary>Estimated opinion score, 1.0..4.5 (simplified E-model, G.107).</summary>
    public double Mos { get; init; }

    /// <summary>Time of the last valid packet; null when none came.</summary>
    public DateTimeOffset? LastPacketAt { get; init; }

    /// <summary>What was refused on this leg's ports.</summary>
    public DropCounts Dropped { get; init; } = new();
}
