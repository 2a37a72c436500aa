using System.Runtime.CompilerServices;
using CallCenter.Media.Rtp;

namespace CallCenter.Media.Workers;

/// <summary>
/// Packets of one batch that were taken in and are to be passed on. While it is open they wait here, so that a batch is received, then judged and
/// recorded, then sent: the kernel's receiving and sending are each larger than the processor's nearest cache and would displace one another
/// with every packet.
/// </summary>
internal sealed class Outbox
{
    private readonly Entry[] _entries = new Entry[PacketBuffers.BatchSize];
    private int _count;
    private int _current;
    private bool _open;

    internal int Count => _count;

    /// <summary>From now on this datagram of the batch is judged.</summary>
    internal void Open(int datagram)
    {
        _open = true;
        _current = datagram;
    }

    /// <summary>What is passed on from now on is sent at once.</summary>
    internal void Close() => _open = false;

    /// <summary>Keeps what the current datagram brought, at most once per datagram. False when closed: it is to be sent at once.</summary>
    [MethodImpl(HotPath.Options)]
    internal bool TryKeep(MediaLeg leg, in RtpPacket packet, bool isEvent, bool restart)
    {
        if (!_open || _count == _entries.Length)
        {
            return false;
        }

        ref Entry entry = ref _entries[_count++];
        entry.Leg = leg;
        entry.Packet = packet;
        entry.Datagram = _current;
        entry.IsEvent = isEvent;
        entry.Restart = restart;
        return true;
    }

    internal ref readonly Entry At(int index) => ref _entries[index];

    /// <summary>All were sent; no leg is held on to.</summary>
    internal void Clear()
    {
        Array.Clear(_entries, 0, _count);
        _count = 0;
    }

    internal struct Entry
    {
        internal MediaLeg Leg;
        internal RtpPacket Packet;
        internal int Datagram;
        internal bool IsEvent;
        internal bool Restart;
    }
}
