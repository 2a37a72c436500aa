using System.Runtime.CompilerServices;
using CallCenter.Media.Audio;
using CallCenter.Media.Native;
using CallCenter.Media.Srtp;

namespace CallCenter.Media.Rtp;

/// <summary>
/// What a leg sends: one SSRC, one sequence and one clock for its whole life, whoever speaks. Speakers in order of precedence: DTMF of ours,
/// a clip, a mix of several voices, the bridge's route, comfort silence. The peer's worker (relay) and the own worker (grid) both write, so a spin lock guards everything,
/// the send call included: a closed descriptor is never used.
/// </summary>
internal sealed partial class RtpOut
{
    private const int FrameSamples = AudioClip.FrameBytes;
    private const int ClockJumpSamples = 8000;
    private const int MaxProtectedBytes = 1500;
    private const ushort FirstHalf = 0x7FFF;

    private readonly uint _ssrc;
    private readonly DtmfSender _dtmf = new();
    private readonly UdpSocket _socket;
    private readonly bool _secure;
    private SrtpContext? _protection;
    private int _lock;
    private bool _closed;
    private bool _connected;
    private NativeEndPoint _target;
    private bool _hasTarget;
    private bool _held;
    private bool _eventUnderWay; // mirrors the sender, so that a relayed packet need not touch it
    private AudioCodec _codec;
    private int _payloadType;
    private int _eventPayloadType = -1;
    private bool _silence = true;
    private ClipPlayback? _clip;
    private Route? _route;

    private ushort _lastSequence;
    private uint _lastTimestamp;
    private long _lastTimestampAt;
    private long _lastSlot = -1;
    private long _packets;
    private long _octets;
    private uint _eventTimestamp;

    private bool _rebase = true;
    private bool _rebaseSequence;
    private ushort _sequenceOffset;
    private ushort _baseSequence;
    private uint _timestampOffset;
    private uint _lastInTimestamp;
    private long _lastInAt;

    /// <param name="secure">Nothing leaves without protection (<see cref="SetProtection"/>).</param>
    internal RtpOut(UdpSocket socket, bool secure, uint ssrc, ushort firstSequence, uint firstTimestamp, long now)
    {
        _socket = socket;
        _secure = secure;
        _ssrc = ssrc;
        _lastSequence = firstSequence;
        _lastTimestamp = firstTimestamp;
        _lastTimestampAt = now;
    }

    internal enum Sent
    {
        Yes,

        /// <summary>It is heard as a part of the mix.</summary>
        Mixed,
        NotCurrent,
        Failed,
    }

    internal uint Ssrc => _ssrc;

    internal long Packets => Volatile.Read(ref _packets);

    internal AudioCodec Codec => _codec;

    private bool CanSend => _hasTarget && !_held;

    /// <summary>Something other than a bridge is to be sent on the grid.</summary>
    internal bool NeedsGrid
    {
        get
        {
            Enter();
            bool needs = !_closed && (_dtmf.IsBusy || _clip is not null || _mix is not null || (_route is null && _silence && CanSend));
            Exit();
            return needs;
        }
    }

    /// <summary>Nothing can be sent: no SDP yet, or old-style hold.</summary>
    internal bool IsStopped => !_hasTarget;

    /// <summary>What an SDP says takes effect at once; the address too when there is none yet, so that sending need not wait for the worker.</summary>
    internal void SetFormat(AudioCodec codec, int payloadType, int? eventPayloadType, in NativeEndPoint signalled, bool held)
    {
        Enter();
        _codec = codec;
        _payloadType = payloadType;
        _eventPayloadType = eventPayloadType ?? -1;
        _held = held;
        if (!_hasTarget && !_secure)
        {
            _target = signalled;
            _hasTarget = !signalled.IsNone;
            _connected = false;
        }

        Exit();
    }

    internal void SetTarget(in NativeEndPoint target, bool connected)
    {
        Enter();
        _target = target;
        _hasTarget = !target.IsNone;
        _connected = connected;
        Exit();
    }

    /// <summary>
    /// Another page with keys of its own; null = none, nothing is sent. It has heard no packet yet, so the numbers go on in the lower half of their
    /// range: a roll-over before its first packet would leave it with the wrong counter for good (RFC 3711 3.3.1).
    /// </summary>
    internal void SetProtection(SrtpContext? protection, in NativeEndPoint target)
    {
        Enter();
        SrtpContext? old = _protection;
        _protection = protection;
        _target = target;
        _hasTarget = protection is not null && !target.IsNone;
        _connected = false;
        _lastSequence &= FirstHalf;
        _rebase = true;
        _lastSlot = -1;
        Exit();
        old?.Dispose();
    }

    internal void SetSilence(bool on)
    {
        Enter();
        _silence = on;
        Exit();
    }

    internal bool TryDtmf(string digits)
    {
        Enter();
        bool taken = !_closed && _eventPayloadType >= 0 && _dtmf.TryEnqueue(digits);
        Exit();
        return taken;
    }

    /// <summary>The route takes over at once; a clip that plays ends.</summary>
    internal void SetRoute(Route route)
    {
        Enter();
        _route = route;
        _rebase = true;
        ClipPlayback? ended = _clip;
        _clip = null;
        Exit();
        ended?.End(PlayEnd.Replaced);
    }

    /// <summary>Takes the route away if it still is the current one.</summary>
    internal void ClearRoute(Route route)
    {
        Enter();
        if (_route == route)
        {
            _route = null;
        }

        Exit();
    }

    /// <summary>A packet of the route's source is not passed on, but it was not lost either.</summary>
    internal void SkipOne(Route route)
    {
        Enter();
        _rebaseSequence |= _route == route;
        Exit();
    }

    /// <summary>Puts a clip in front of everything but DTMF; false when the leg is closed.</summary>
    internal bool SetClip(ClipPlayback clip)
    {
        Enter();
        bool taken = !_closed;
        ClipPlayback? ended = taken ? _clip : null;
        _clip = taken ? clip : _clip;
        Exit();
        ended?.End(PlayEnd.Replaced);
        return taken;
    }

    internal void ClearClip(ClipPlayback clip, PlayEnd end)
    {
        Enter();
        if (_clip == clip)
        {
            _clip = null;
        }

        Exit();
        clip.End(end);
    }

    /// <summary>No packet leaves after this; the descriptor may be closed.</summary>
    internal void Close()
    {
        Enter();
        _closed = true;
        _route = null;
        _mix = null;
        _mixing = false;
        _dtmf.Clear();
        _eventUnderWay = false;
        ClipPlayback? ended = _clip;
        _clip = null;
        Exit();
        ended?.End(PlayEnd.LegClosed);
    }

    internal RtcpSendState ReportState(long now)
    {
        Enter();
        uint timestamp = _lastTimestamp + (uint)MonotonicClock.ToSamples(now - _lastTimestampAt);
        RtcpSendState state = new(_ssrc, timestamp, _packets, _octets);
        Exit();
        return state;
    }

    /// <summary>
    /// Sends a packet received by another leg. <paramref name="room"/> is the payload with 12 writable bytes in front of it. Gaps in the sequence
    /// are kept, so that the far end conceals real loss; a change of the source is re-based on our clock and marked.
    /// </summary>
    [MethodImpl(HotPath.Options)]
    internal Sent Relay(Route route, Span<byte> room, in RtpPacket packet, AudioCodec codec, bool isEvent, bool restart, long now)
    {
        Enter();
        try
        {
            if (_closed || _route != route || !CanSend)
            {
                _rebaseSequence |= _held; // what was held back is not missed afterwards
                return Sent.NotCurrent;
            }

            if (_clip is not null || _eventUnderWay || _mixing || (isEvent && _eventPayloadType < 0))
            {
                if (_clip is null && !_eventUnderWay && _mixing)
                {
                    return RelayBesideMix(room, packet, isEvent, now);
                }

                // Something of ours speaks, or the far end knows no events: the number is not missed afterwards.
                _rebaseSequence = true;
                _rebase |= restart;
                return Sent.NotCurrent;
            }

            bool marker = Align(packet, isEvent, restart, now) || packet.Marker;
            if ((short)(packet.Sequence - _baseSequence) < 0)
            {
                return Sent.NotCurrent;
            }

            ushort sequence = (ushort)(packet.Sequence + _sequenceOffset);
            uint timestamp = packet.Timestamp + _timestampOffset;
            if ((short)(sequence - _lastSequence) > 0)
            {
                _lastSequence = sequence;
                if (!isEvent)
                {
                    _lastTimestamp = timestamp;
                    _lastTimestampAt = now;
                    _lastSlot = -1;
                    _lastInTimestamp = packet.Timestamp;
                    _lastInAt = now;
                }
            }

            Span<byte> payload = room[RtpPacket.HeaderBytes..];
            if (!isEvent && codec != _codec)
            {
                Translate(payload, codec == AudioCodec.Pcmu ? Mulaw.ToAlaw : Alaw.ToMulaw);
            }

            return Send(room, marker, isEvent ? _eventPayloadType : _payloadType, sequence, timestamp);
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>One slot of the 20 ms grid. Returns true while there is more to send on the grid.</summary>
    /// <param name="mixed">The slot's frame of <see cref="Mix"/>; empty without one.</param>
    [MethodImpl(HotPath.Options)]
    internal bool OnGrid(long slot, long now, Span<byte> buffer, ReadOnlySpan<short> mixed, out long sent, out long failed)
    {
        sent = 0;
        failed = 0;
        ClipPlayback? finished = null;
        Enter();
        try
        {
            if (_closed)
            {
                return false;
            }

            // A clip runs in real time whether or not it can be heard at the moment.
            ReadOnlySpan<byte> frame = default;
            bool hasFrame = false;
            if (_clip is { } clip)
            {
                hasFrame = clip.TryTake(_codec, out frame);
                if (!hasFrame)
                {
                    finished = clip;
                    _clip = null;
                }
            }

            if (!CanSend)
            {
                return _clip is not null || _dtmf.IsBusy || _mix is not null;
            }

            bool hasMix = TakesOver(mixed, now, out bool pauses);
            if (_dtmf.IsBusy && SendEvent(buffer, now) is { } eventSent)
            {
                Count(eventSent, ref sent, ref failed);
                return true;
            }

            if (hasFrame || (hasMix && !pauses) || (_route is null && _silence && !hasMix))
            {
                Span<byte> payload = buffer.Slice(RtpPacket.HeaderBytes, FrameSamples);
                if (hasFrame)
                {
                    frame.CopyTo(payload);
                }
                else if (hasMix)
                {
                    Encode(mixed, payload);
                }
                else
                {
                    payload.Fill(_codec == AudioCodec.Pcmu ? Mulaw.Silence : Alaw.Silence);
                }

                Count(SendFrame(buffer[..(RtpPacket.HeaderBytes + FrameSamples)], slot, now), ref sent, ref failed);
            }

            return _clip is not null || _dtmf.IsBusy || _mix is not null || (_route is null && _silence);
        }
        finally
        {
            Exit();
            finished?.End(PlayEnd.Finished);
        }
    }

    private static void Count(Sent result, ref long sent, ref long failed)
    {
        sent += result == Sent.Yes ? 1 : 0;
        failed += result == Sent.Failed ? 1 : 0;
    }

    [MethodImpl(HotPath.Options)]
    private static void Translate(Span<byte> payload, ReadOnlySpan<byte> table)
    {
        for (int i = 0; i < payload.Length; i++)
        {
            payload[i] = table[payload[i]];
        }
    }

    // Returns true when the packet begins a new stretch and so carries the marker.
    [MethodImpl(HotPath.Options)]
    private bool Align(in RtpPacket packet, bool isEvent, bool restart, long now)
    {
        if (_rebase || restart)
        {
            _sequenceOffset = (ushort)(_lastSequence + 1 - packet.Sequence);
            _timestampOffset = NextTimestamp(now) - packet.Timestamp;
            _baseSequence = packet.Sequence;
            _lastInTimestamp = packet.Timestamp;
            _lastInAt = now;
            _rebase = false;
            _rebaseSequence = false;
            return true;
        }

        if (_rebaseSequence)
        {
            _sequenceOffset = (ushort)(_lastSequence + 1 - packet.Sequence);
            _baseSequence = packet.Sequence;
            _rebaseSequence = false;
        }

        // Some session borders stop forwarding after a jump of the timestamp within one SSRC: ours does not jump.
        long jump = (int)(packet.Timestamp - _lastInTimestamp) - MonotonicClock.ToSamples(now - _lastInAt);
        if (!isEvent && Math.Abs(jump) > ClockJumpSamples && (short)(packet.Sequence + _sequenceOffset - _lastSequence) > 0)
        {
            _timestampOffset = NextTimestamp(now) - packet.Timestamp;
            return true;
        }

        return false;
    }

    // Our clock went on since the last packet, in whole frames.
    private uint NextTimestamp(long now)
    {
        long frames = (MonotonicClock.ToSamples(now - _lastTimestampAt) + (FrameSamples / 2)) / FrameSamples;
        return _lastTimestamp + (uint)(Math.Max(1, frames) * FrameSamples);
    }

    [MethodImpl(HotPath.Options)]
    private Sent SendFrame(Span<byte> datagram, long slot, long now)
    {
        bool continues = _lastSlot >= 0;
        _lastTimestamp = continues ? _lastTimestamp + (uint)((slot - _lastSlot) * FrameSamples) : NextTimestamp(now);
        _lastTimestampAt = now;
        _lastSlot = slot;
        _rebase = true;
        return Send(datagram, !continues, _payloadType, ++_lastSequence, _lastTimestamp);
    }

    private Sent? SendEvent(Span<byte> buffer, long now)
    {
        Span<byte> datagram = buffer[..(RtpPacket.HeaderBytes + DtmfSender.PayloadBytes)];
        bool sends = _dtmf.Step(datagram[RtpPacket.HeaderBytes..], out bool first);
        _eventUnderWay = _dtmf.IsSending;
        if (!sends)
        {
            return null;
        }

        if (first)
        {
            _eventTimestamp = NextTimestamp(now);
        }

        _rebaseSequence = true;
        return Send(datagram, first, _eventPayloadType, ++_lastSequence, _eventTimestamp);
    }

    [MethodImpl(HotPath.Options)]
    private Sent Send(Span<byte> datagram, bool marker, int payloadType, ushort sequence, uint timestamp)
    {
        RtpPacket.WriteHeader(datagram, marker, payloadType, sequence, timestamp, _ssrc);
        int errno = _secure ? WriteProtected(datagram) : Write(datagram);
        if (errno == Libc.Econnrefused && !_secure)
        {
            // That tells of an earlier packet (and may be forged): this one is still to be sent. The media timeout judges a closed port.
            errno = Write(datagram);
        }

        if (errno != 0)
        {
            return Sent.Failed;
        }

        Volatile.Write(ref _packets, _packets + 1);
        _octets += datagram.Length - RtpPacket.HeaderBytes;
        return Sent.Yes;
    }

    // The copy gives room for the tag; a relayed packet's buffer is another leg's.
    [MethodImpl(HotPath.Options)]
    [SkipLocalsInit]
    private int WriteProtected(ReadOnlySpan<byte> datagram)
    {
        if (_protection is not { } protection || datagram.Length > MaxProtectedBytes)
        {
            return Libc.Einval;
        }

        Span<byte> room = stackalloc byte[MaxProtectedBytes + SrtpContext.RtpRoom];
        datagram.CopyTo(room);
        int length = protection.Protect(room, datagram.Length);
        return length < 0 ? Libc.Einval : _socket.SendTo(room[..length], _target);
    }

    private int Write(ReadOnlySpan<byte> datagram) => _connected ? _socket.Send(datagram) : _socket.SendTo(datagram, _target);

    private void Enter()
    {
        if (Interlocked.CompareExchange(ref _lock, 1, 0) == 0)
        {
            return;
        }

        SpinWait spin = default;
        do
        {
            spin.SpinOnce(HotPath.SpinsBeforeSleep);
        }
        while (Interlocked.CompareExchange(ref _lock, 1, 0) != 0);
    }

    private void Exit() => Volatile.Write(ref _lock, 0);
}
