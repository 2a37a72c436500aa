using System.Runtime.CompilerServices;
using CallCenter.Media.Audio;
using CallCenter.Media.Mixing;

namespace CallCenter.Media.Rtp;

/// <summary>A mix of several voices in the place of the bridge's route. The route stays: its digits pass, and it takes over again afterwards.</summary>
internal sealed partial class RtpOut
{
    private MixOutput? _mix;
    private bool _mixing; // the mix is what is sent; before, its voices are gathered while the route still speaks

    internal MixOutput? Mix => Volatile.Read(ref _mix);

    /// <summary>From the moment on when its voices are there the mix is heard instead of the route; a mix that is replaced is heard until then.</summary>
    internal void SetMix(MixOutput mix)
    {
        Enter();
        Volatile.Write(ref _mix, _closed ? null : mix);
        Exit();
    }

    /// <summary>Takes the mix away if it still is the current one; the route's next packet is heard.</summary>
    internal void ClearMix(MixOutput mix)
    {
        Enter();
        if (_mix == mix)
        {
            Volatile.Write(ref _mix, null);
            _mixing = false;
        }

        Exit();
    }

    /// <summary>True when this slot's frame is the mix's.</summary>
    /// <param name="pauses">A digit passes: the mix goes on unheard.</param>
    private bool TakesOver(ReadOnlySpan<short> mixed, long now, out bool pauses)
    {
        pauses = false;
        if (_mix is not { } mix || mixed.IsEmpty)
        {
            return false;
        }

        _mixing |= _route is null || mix.IsReady;
        pauses = mix.Event.IsUnderWay(now);
        return _mixing;
    }

    // Audio of the route is in the mix. A digit is not: it passes with our numbers, and all its packets keep one timestamp.
    private Sent RelayBesideMix(Span<byte> room, in RtpPacket packet, bool isEvent, long now)
    {
        if (!isEvent || _mix is not { } mix)
        {
            return Sent.Mixed;
        }

        if (_eventPayloadType < 0)
        {
            return Sent.NotCurrent;
        }

        bool begins = mix.Event.Note(packet.Timestamp, NextTimestamp(now), now);
        return Send(room, packet.Marker || begins, _eventPayloadType, ++_lastSequence, mix.Event.Timestamp);
    }

    [MethodImpl(HotPath.Options)]
    private void Encode(ReadOnlySpan<short> mixed, Span<byte> payload)
    {
        if (_codec == AudioCodec.Pcmu)
        {
            Mulaw.Encode(mixed, payload);
        }
        else
        {
            Alaw.Encode(mixed, payload);
        }
    }
}
