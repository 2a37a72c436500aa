namespace CallCenter.Media.WebRtc;

/// <summary>Refused datagrams of the browser port; written by its worker only, read from anywhere.</summary>
internal sealed class PortCounters
{
    internal long Malformed;
    internal long Foreign;
    internal long Early;
    internal long Stun;
    internal long Handshake;

    internal PortDropCounts Snapshot() => new()
    {
        Malformed = Volatile.Read(ref Malformed),
        Foreign = Volatile.Read(ref Foreign),
        Early = Volatile.Read(ref Early),
        Stun = Volatile.Read(ref Stun),
        Handshake = Volatile.Read(ref Handshake),
    };
}
