using System.Runtime.CompilerServices;
using CallCenter.Media.Audio;
using CallCenter.Media.Native;
using CallCenter.Media.Recording;
using CallCenter.Media.Rtp;
using CallCenter.Media.Workers;

namespace CallCenter.Media;

/// <summary>
/// The worker's side of a leg, from an admitted RTP packet on: everything here runs on its media worker only. Which packets are admitted is
/// decided by the kind of leg; nothing on this way is virtual.
/// </summary>
public abstract partial class MediaLeg
{
    private const int ComfortNoise = 13;
    private const int EventPayloadBytes = 4;

    private readonly RtpSource _source = new();
    private readonly DtmfReceiver _dtmfIn = new();
    private readonly RtcpSession _rtcp;
    private readonly LegCounters _counters = new();

    private AudioCodec _codec;
    private int _payloadType = -1;
    private int _eventPayloadType = -1;
    private bool _digitOpen;
    private long _lastPacketAt;
    private bool _heard;
    private bool _lost;

    internal int Slot { get; set; } = -1;

    internal bool IsOnGrid { get; set; }

    internal bool NeedsGrid => Out.NeedsGrid;

    internal LegCounters Counters => _counters;

    internal long PacketsIn => _source.Received;

    private protected RtcpSession Rtcp => _rtcp;

    private protected RtpSource Source => _source;

    private protected long LastPacketAt => _lastPacketAt;

    private protected bool Heard => _heard;

    /// <summary>The sockets of a leg that has its own; the token's lowest bit tells RTCP.</summary>
    internal abstract void Register(EpollSet epoll, ulong token);

    /// <summary>About once a second.</summary>
    internal abstract void OnScan(long now);

    /// <summary>The worker lets go of the leg: what it holds of the network is released.</summary>
    internal void OnRemoved(EpollSet epoll, long now)
    {
        Leave(epoll, now);
        _events.Writer.TryComplete();
        _onClosed(this);
    }

    /// <summary>
    /// Brings the parts of this leg that judging its next packet touches nearer to the processor while the packet before it is worked on: with a
    /// thousand legs each of them is cold every time.
    /// </summary>
    internal void PrefetchTaking()
    {
        HotPath.Prefetch(_source, 192);
        if (_onlyTap is { } tap)
        {
            HotPath.Prefetch(tap, 128);
        }
    }

    /// <summary>The same for where the tap puts the packet; a step later, since it needs what <see cref="PrefetchTaking"/> brought.</summary>
    internal void PrefetchPlace()
    {
        if (_onlyTap is RecordingChannel channel)
        {
            channel.Prefetch();
        }
    }

    /// <summary>The same for passing a packet on.</summary>
    internal void PrefetchSending()
    {
        if (_routeTarget is { } target)
        {
            HotPath.Prefetch(target, 256);
        }
    }

    internal bool OnGrid(long slot, long now)
    {
        Span<short> mixed = default;
        if (Out.Mix is { } mix)
        {
            mixed = Worker.Buffers.Mix;
            mix.Take(mixed);
        }

        bool more = Out.OnGrid(slot, now, Worker.Buffers.Send, mixed, out _, out long failed);
        _counters.Unsent += failed;
        return more;
    }

    private protected abstract void Leave(EpollSet epoll, long now);

    private protected abstract LegEvent Lost(TimeSpan silentFor, bool heardBefore);

    private protected abstract LegEvent Back(DateTimeOffset at);

    /// <summary>Reports silence once when nothing came for the leg's media timeout.</summary>
    /// <param name="expectedSince">When packets could come at the earliest.</param>
    private protected void WatchSilence(long expectedSince, long now)
    {
        long since = Math.Max(_lastPacketAt, expectedSince);
        if (!_lost && now - since > MediaTimeout.Ticks * 100)
        {
            _lost = true;
            Report(Lost(TimeSpan.FromTicks((now - since) / 100), _heard));
        }
    }

    /// <summary>What the SDP says about the packets to come.</summary>
    private protected void SetFormat(AudioCodec codec, int payloadType, int? eventPayloadType)
    {
        _codec = codec;
        _payloadType = payloadType;
        _eventPayloadType = eventPayloadType ?? -1;
    }

    /// <summary>A payload type that was agreed, long enough for what it carries; counts what is not.</summary>
    [MethodImpl(HotPath.Options)]
    private protected bool IsAgreed(in RtpPacket packet)
    {
        if (packet.PayloadType == _payloadType || packet.PayloadType == ComfortNoise)
        {
            return true;
        }

        if (packet.PayloadType != _eventPayloadType)
        {
            _counters.PayloadType++;
            return false;
        }

        _counters.Malformed += packet.PayloadLength < EventPayloadBytes ? 1 : 0;
        return packet.PayloadLength >= EventPayloadBytes;
    }

    /// <summary>Takes a packet from the peer: sequence, digits, taps, bridge.</summary>
    [MethodImpl(HotPath.Options)]
    private protected void Deliver(Span<byte> datagram, in RtpPacket packet, long now)
    {
        if (!_source.Accept(packet.Ssrc, packet.Sequence, out bool restart))
        {
            _counters.Sequence++;
            return;
        }

        NotePacket(restart, now);
        if (packet.PayloadType == _payloadType)
        {
            OnAudio(datagram, packet, restart, now);
        }
        else if (packet.PayloadType == _eventPayloadType)
        {
            OnEvent(datagram, packet, restart, now);
        }
        else
        {
            // Comfort noise is silence, not loss: the next packet relayed takes its number.
            SkipOne();
        }
    }

    /// <summary>Another far end speaks on this leg from now on: nothing is compared with the one before.</summary>
    private protected void BeginPeer()
    {
        Report(_dtmfIn.Reset());
        _digitOpen = false;
        _source.Forget();
        _rtcp.Forget();
        _lost = false;
    }

    private protected DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>A digit whose end packets were lost.</summary>
    private protected void EndLateDigit(long now) => Report(_dtmfIn.OnTime(now));

    private protected void Report(LegEvent? happened)
    {
        if (happened is not null)
        {
            _events.Writer.TryWrite(happened);
        }
    }

    private void NotePacket(bool restart, long now)
    {
        Volatile.Write(ref _lastPacketAt, now);
        if (!_heard)
        {
            _heard = true;
            Report(new FirstPacket(_time.GetUtcNow()));
        }

        if (_lost)
        {
            _lost = false;
            Report(Back(_time.GetUtcNow()));
        }

        if (restart)
        {
            Report(_dtmfIn.Reset());
            _digitOpen = false;
        }
    }

    private void OnEvent(Span<byte> datagram, in RtpPacket packet, bool restart, long now)
    {
        Report(_dtmfIn.OnEvent(datagram.Slice(packet.PayloadOffset, packet.PayloadLength), packet.Timestamp, now));
        _digitOpen = _dtmfIn.IsOpen;
        if (_muted)
        {
            SkipOne();
        }
        else
        {
            Relay(datagram, packet, isEvent: true, restart, now);
        }
    }

    [MethodImpl(HotPath.Options)]
    private void OnAudio(Span<byte> datagram, in RtpPacket packet, bool restart, long now)
    {
        _source.MeasureJitter(packet.Timestamp, now);
        if (_digitOpen)
        {
            Report(_dtmfIn.OnTime(now));
            _digitOpen = _dtmfIn.IsOpen;
        }

        Span<byte> payload = datagram.Slice(packet.PayloadOffset, packet.PayloadLength);
        if (_muted)
        {
            payload.Fill(_codec == AudioCodec.Pcmu ? Mulaw.Silence : Alaw.Silence);
        }

        if (_hasTaps)
        {
            GiveToTaps(payload, packet.Timestamp, now);
        }

        Relay(datagram, packet, isEvent: false, restart, now);
    }

    private void SkipOne()
    {
        if (Route is { } route)
        {
            route.Target.SkipOne(route);
        }
    }

    [MethodImpl(HotPath.Options)]
    private void Relay(Span<byte> datagram, in RtpPacket packet, bool isEvent, bool restart, long now)
    {
        if (_routeTarget is not null && !Worker.Outbox.TryKeep(this, packet, isEvent, restart))
        {
            PassOn(datagram, packet, isEvent, restart, now);
        }
    }

    /// <summary>Sends a packet that was taken on to whom the bridge says now.</summary>
    [MethodImpl(HotPath.Options)]
    internal void PassOn(Span<byte> datagram, in RtpPacket packet, bool isEvent, bool restart, long now)
    {
        Route? route = Volatile.Read(ref _route);
        RtpOut? target = Volatile.Read(ref _routeTarget);
        if (route is null || target is null)
        {
            return;
        }

        Span<byte> room = datagram.Slice(packet.PayloadOffset - RtpPacket.HeaderBytes, RtpPacket.HeaderBytes + packet.PayloadLength);
        if (target.Relay(route, room, packet, _codec, isEvent, restart, now) > RtpOut.Sent.Mixed)
        {
            _counters.Unsent++;
        }
    }

    [MethodImpl(HotPath.Options)]
    private void GiveToTaps(ReadOnlySpan<byte> payload, uint timestamp, long now)
    {
        ReadOnlySpan<byte> mulaw = payload;
        if (_codec == AudioCodec.Pcma)
        {
            Span<byte> converted = Worker.Buffers.Convert[..payload.Length];
            ReadOnlySpan<byte> table = Alaw.ToMulaw;
            for (int i = 0; i < payload.Length; i++)
            {
                converted[i] = table[payload[i]];
            }

            mulaw = converted;
        }

        if (mulaw.Length <= AudioClip.FrameBytes && Volatile.Read(ref _onlyTap) is { } only)
        {
            only.OnAudio(mulaw, timestamp, now);
            return;
        }

        IAudioTap[] taps = Volatile.Read(ref _taps);
        for (int at = 0; at < mulaw.Length; at += AudioClip.FrameBytes)
        {
            ReadOnlySpan<byte> frame = mulaw.Slice(at, Math.Min(AudioClip.FrameBytes, mulaw.Length - at));
            foreach (IAudioTap tap in taps)
            {
                tap.OnAudio(frame, timestamp + (uint)at, now);
            }
        }
    }
}
