namespace CallCenter.Media;

/// <summary>Datagrams refused, by reason. What the kernel refuses after a leg is locked to its peer is not seen here.</summary>
public sealed record DropCounts
{
    /// <summary>Not RTP or RTCP: version, lengths, padding, extension.</summary>
    public long Malformed { get; init; }

    /// <summary>From another source than the one the leg is locked to or learns.</summary>
    public long Foreign { get; init; }

    /// <summary>Before any SDP named a far end.</summary>
    public long Unsolicited { get; init; }

    /// <summary>A payload type that was not negotiated.</summary>
    public long PayloadType { get; init; }

    /// <summary>A second copy, or a sequence jump not yet confirmed by a second packet.</summary>
    public long Sequence { get; init; }

    /// <summary>Relayed packets that came too late for a changed route, or could not be sent.</summary>
    public long Unsent { get; init; }

    /// <summary>SRTP that was not made with the page's keys, or changed on the way.</summary>
    public long Unauthenticated { get; init; }

    /// <summary>All reasons together.</summary>
    public long Total => Malformed + Foreign + Unsolicited + PayloadType + Sequence + Unsent + Unauthenticated;

    internal static DropCounts Sum(DropCounts a, DropCounts b) => new()
    {
        Malformed = a.Malformed + b.Malformed,
        Foreign = a.Foreign + b.Foreign,
        Unsolicited = a.Unsolicited + b.Unsolicited,
        PayloadType = a.PayloadType + b.PayloadType,
        Sequence = a.Sequence + b.Sequence,
        Unsent = a.Unsent + b.Unsent,
        Unauthenticated = a.Unauthenticated + b.Unauthenticated,
    };
}
