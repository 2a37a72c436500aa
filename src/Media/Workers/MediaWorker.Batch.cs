using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CallCenter.Media.Workers;

/// <summary>A batch of ready sockets: receive all, judge all, send all (see <see cref="Workers.Outbox"/>).</summary>
internal sealed partial class MediaWorker
{
    // How far ahead the parts of a leg are fetched, in packets: the later one needs what the earlier one brought.
    private const int FetchLegAhead = 4;
    private const int FetchPlaceAhead = 2;
    private const int LegBytes = 320;

    private readonly Outbox _outbox = new();
    private readonly (RtpLeg Leg, int Length)[] _read = new (RtpLeg, int)[PacketBuffers.BatchSize];
    private readonly ulong[] _later = new ulong[PacketBuffers.BatchSize];

    internal Outbox Outbox => _outbox;

    // What may change or close legs comes after the batch.
    [SuppressMessage("Design", "CA1031", Justification = "the owner's loop: a bug in one packet must not end all calls of this worker")]
    [MethodImpl(HotPath.Options)]
    private void ServeBatch(int from, int to, long now)
    {
        int read = 0;
        int later = 0;
        for (int i = from; i < to; i++)
        {
            if (LegOf(i + 1, to) is { } next)
            {
                HotPath.Prefetch(next, LegBytes);
            }

            ulong token = _epoll.Token(i);
            if (LegOf(i, to) is RtpLeg { IsSteady: true } leg && (token & 1) == 0)
            {
                int length = leg.Read(_buffers.OfBatch(read));
                if (length >= 0)
                {
                    _read[read++] = (leg, length);
                }
            }
            else
            {
                _later[later++] = token;
            }
        }

        Judge(read, now);
        SendKept(now);
        _packetsThisSlot += read;
        for (int i = 0; i < later; i++)
        {
            try
            {
                Serve(_later[i], now);
            }
            catch (Exception exception)
            {
                Fault(exception);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "as above: of one packet only")]
    [MethodImpl(HotPath.Options)]
    private void Judge(int count, long now)
    {
        for (int i = 0; i < count; i++)
        {
            if (i + FetchLegAhead < count)
            {
                _read[i + FetchLegAhead].Leg.PrefetchTaking();
            }

            if (i + FetchPlaceAhead < count)
            {
                _read[i + FetchPlaceAhead].Leg.PrefetchPlace();
            }

            (RtpLeg leg, int length) = _read[i];
            _outbox.Open(i);
            try
            {
                leg.OnRead(_buffers.OfBatch(i), length, now);
            }
            catch (Exception exception)
            {
                Fault(exception);
            }
        }

        _outbox.Close();
        Array.Clear(_read, 0, count);
    }

    [SuppressMessage("Design", "CA1031", Justification = "as above: of one packet only")]
    [MethodImpl(HotPath.Options)]
    private void SendKept(long now)
    {
        for (int i = 0; i < _outbox.Count; i++)
        {
            if (i + FetchPlaceAhead < _outbox.Count)
            {
                _outbox.At(i + FetchPlaceAhead).Leg.PrefetchSending();
            }

            ref readonly Outbox.Entry kept = ref _outbox.At(i);
            try
            {
                kept.Leg.PassOn(_buffers.OfBatch(kept.Datagram), kept.Packet, kept.IsEvent, kept.Restart, now);
            }
            catch (Exception exception)
            {
                Fault(exception);
            }
        }

        _outbox.Clear();
    }

    private MediaLeg? LegOf(int index, int count)
    {
        int slot = index < count ? (int)(_epoll.Token(index) >> 1) : -1;
        return (uint)slot < (uint)_legs.Count ? _legs[slot] : null;
    }
}
