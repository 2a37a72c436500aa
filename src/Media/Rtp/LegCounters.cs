namespace CallCenter.Media.Rtp;

/// <summary>A leg's refused packets; written by its worker only, read from anywhere.</summary>
internal sealed class LegCounters
{
    internal long Malformed;
    internal long Foreign;
    internal long Unsolicited;
    internal long PayloadType;
    internal long Sequence;
    internal long Unsent;
    internal long Unauthenticated;

    internal DropCounts Snapshot() => new()
    {
        Malformed = Volatile.Read(ref Malformed),
        Foreign = Volatile.Read(ref Foreign),
        Unsolicited = Volatile.Read(ref Unsolicited),
        PayloadType = Volatile.Read(ref PayloadType),
        Sequence = Volatile.Read(ref Sequence),
        Unsent = Volatile.Read(ref Unsent),
        Unauthenticated = Volatile.Read(ref Unauthenticated),
    };
}
