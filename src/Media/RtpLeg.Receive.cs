using System.Runtime.CompilerServices;
using CallCenter.Media.Audio;
using CallCenter.Media.Native;
using CallCenter.Media.Rtp;
using CallCenter.Media.Workers;

namespace CallCenter.Media;

/// <summary>The worker's side of a leg: everything here runs on its media worker only.</summary>
public sealed partial class RtpLeg
{
    private const int ReadsPerTurn = 4;
    private const int ComfortNoise = 13;
    private const int EventPayloadBytes = 4;

    private readonly SocketPair _sockets;
    private readonly Latch _latch = new();
    private readonly RtpSource _source = new();
    private readonly DtmfReceiver _dtmfIn = new();
    private readonly RtcpSession _rtcp;
    private readonly LegCounters _counters = new();

    private AudioCodec _codec;
    private int _payloadType = -1;
    private int _eventPayloadType = -1;
    private bool _asymmetric;
    private NativeEndPoint _signalled;
    private bool _connected;
    private bool _strangersGone; // connected, and what strangers sent before has been read
    private bool _muxed;
    private bool _hasRemote;
    private bool _digitOpen;
    private long _lastPacketAt;
    private long _remoteSetAt;
    private long _nextReportAt;
    private bool _heard;
    private bool _lost;

    internal int Slot { get; set; } = -1;

    internal bool IsOnGrid { get; set; }

    internal bool NeedsGrid => Out.NeedsGrid;

    internal LegCounters Counters => _counters;

    internal long PacketsIn => _source.Received;

    internal int Port => _sockets.Port;

    internal void Register(EpollSet epoll, ulong token)
    {
        _ = epoll.Add(_sockets.Rtp.Fd, token);
        _ = epoll.Add(_sockets.Rtcp.Fd, token | 1);
    }

    internal void OnSetRemote(RemoteMedia remote, long now)
    {
        _codec = remote.Codec;
        _payloadType = remote.PayloadType;
        _eventPayloadType = remote.TelephoneEventPayloadType ?? -1;
        _asymmetric = remote.Asymmetric;
        _remoteSetAt = now;
        if (_nextReportAt == 0)
        {
            _nextReportAt = now + (_options.RtcpInterval.Ticks * 100);
        }

        if (!IsReachable(remote))
        {
            Out.SetTarget(default, connected: false);
            return;
        }

        _hasRemote = true;
        _signalled = NativeEndPoint.From(remote.Address);
        _latch.Restart(_signalled, now, _options.LatchWindow.Ticks * 100);
        if (_connected && _latch.IsFinal)
        {
            Out.SetTarget(_latch.Peer, connected: true);
            return;
        }

        // First the sender stops relying on the connection, then it is taken back.
        Out.SetTarget(_signalled, connected: false);
        if (_connected)
        {
            _ = _sockets.Rtp.Disconnect();
            _connected = false;
            _strangersGone = false;
        }
    }

    /// <summary>
    /// Brings the parts of this leg that its next packet touches nearer to the processor while the packet before it is in the kernel: with a
    /// thousand legs each of them is cold every time.
    /// </summary>
    internal void Prefetch()
    {
        HotPath.Prefetch(_source, 192);
        if (_routeTarget is { } target)
        {
            HotPath.Prefetch(target, 256);
        }

        if (_onlyTap is { } tap)
        {
            HotPath.Prefetch(tap, 128);
        }
    }

    /// <summary>Reads what has come; returns the number of datagrams.</summary>
    [MethodImpl(HotPath.Options)]
    internal int OnRtpReadable(long now)
    {
        Span<byte> buffer = _worker.Buffers.Receive;
        int reads = 0;
        while (reads < ReadsPerTurn)
        {
            NativeEndPoint source = default;
            int length = _strangersGone ? _sockets.Rtp.Receive(buffer) : _sockets.Rtp.ReceiveFrom(buffer, out source);
            if (length < 0)
            {
                if (length == -Libc.Eagain)
                {
                    _strangersGone = _connected;
                    break;
                }

                // ECONNREFUSED and the like belong to something sent earlier; there may be more to read.
                reads++;
                continue;
            }

            reads++;
            if (length > buffer.Length)
            {
                _counters.Malformed++;
                continue;
            }

            OnDatagram(buffer[..length], source, now);
            if (_strangersGone)
            {
                // Level-triggered: what is left is told again. In the steady state there is one packet every 20 ms.
                break;
            }
        }

        return reads;
    }

    internal int OnRtcpReadable(long now)
    {
        Span<byte> buffer = _worker.Buffers.Receive;
        int length = _sockets.Rtcp.ReceiveFrom(buffer, out NativeEndPoint source);
        if (length >= 0)
        {
            OnRtcp(buffer[..Math.Min(length, buffer.Length)], source, now);
        }

        return 1;
    }

    internal bool OnGrid(long slot, long now)
    {
        bool more = Out.OnGrid(slot, now, _worker.Buffers.Send, out _, out long failed);
        _counters.Unsent += failed;
        return more;
    }

    /// <summary>About once a second.</summary>
    internal void OnScan(long now)
    {
        Report(_dtmfIn.OnTime(now));
        if (_hasRemote)
        {
            WatchSilence(now);
            if (now >= _nextReportAt)
            {
                _nextReportAt = now + (_options.RtcpInterval.Ticks * 100);
                SendReport(now, bye: false);
            }
        }
    }

    internal void OnRemoved(EpollSet epoll, long now)
    {
        if (_hasRemote)
        {
            SendReport(now, bye: true);
        }

        epoll.Remove(_sockets.Rtp.Fd);
        epoll.Remove(_sockets.Rtcp.Fd);
        _sockets.Close();
        _events.Writer.TryComplete();
        _onClosed(this);
    }

    [MethodImpl(HotPath.Options)]
    private void OnDatagram(Span<byte> datagram, in NativeEndPoint source, long now)
    {
        if (!_hasRemote)
        {
            _counters.Unsolicited++;
            return;
        }

        if (RtpPacket.LooksLikeRtcp(datagram))
        {
            _muxed |= OnRtcp(datagram, _strangersGone ? _latch.Peer : source, now);
            return;
        }

        if (!RtpPacket.TryParse(datagram, out RtpPacket packet))
        {
            _counters.Malformed++;
            return;
        }

        bool isEvent = packet.PayloadType == _eventPayloadType;
        bool isNoise = packet.PayloadType == ComfortNoise;
        if (!isEvent && !isNoise && packet.PayloadType != _payloadType)
        {
            _counters.PayloadType++;
            return;
        }

        if (isEvent && packet.PayloadLength < EventPayloadBytes)
        {
            _counters.Malformed++;
            return;
        }

        if (!_strangersGone && !IsPeer(source, packet, now))
        {
            _counters.Foreign++;
            return;
        }

        if (!_source.Accept(packet.Ssrc, packet.Sequence, out bool restart))
        {
            _counters.Sequence++;
            return;
        }

        NotePacket(restart, now);
        if (isNoise)
        {
            // Comfort noise is silence, not loss: the next packet relayed takes its number.
            SkipOne();
        }
        else if (isEvent)
        {
            OnEvent(datagram, packet, restart, now);
        }
        else
        {
            OnAudio(datagram, packet, restart, now);
        }
    }

    private bool IsPeer(in NativeEndPoint source, in RtpPacket packet, long now)
    {
        Latch.Verdict verdict = _latch.Judge(source, packet.Ssrc, packet.Sequence, now);
        if (verdict == Latch.Verdict.Foreign)
        {
            return false;
        }

        if (_asymmetric)
        {
            return true;
        }

        bool connect = _latch.IsFinal && !_connected && _sockets.Rtp.Connect(_latch.Peer) == 0;
        if (connect || verdict == Latch.Verdict.NewPeer)
        {
            _connected = connect || _connected;
            if (verdict == Latch.Verdict.NewPeer || !Out.IsStopped)
            {
                Out.SetTarget(_latch.Peer, _connected);
            }
        }

        return true;
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
            Report(new MediaBack(_time.GetUtcNow()));
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
        Route? route = Volatile.Read(ref _route);
        RtpOut? target = Volatile.Read(ref _routeTarget);
        if (route is null || target is null)
        {
            return;
        }

        Span<byte> room = datagram.Slice(packet.PayloadOffset - RtpPacket.HeaderBytes, RtpPacket.HeaderBytes + packet.PayloadLength);
        if (target.Relay(route, room, packet, _codec, isEvent, restart, now) != RtpOut.Sent.Yes)
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
            Span<byte> converted = _worker.Buffers.Convert[..payload.Length];
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

    private bool OnRtcp(ReadOnlySpan<byte> datagram, in NativeEndPoint source, long now)
    {
        NativeEndPoint peer = _latch.Peer.IsNone ? _signalled : _latch.Peer;
        if (peer.IsNone || !source.SameAddress(peer))
        {
            _counters.Foreign++;
            return false;
        }

        bool read = _rtcp.TryRead(datagram, Out.Ssrc, now);
        _counters.Malformed += read ? 0 : 1;
        return read;
    }

    private void SendReport(long now, bool bye)
    {
        NativeEndPoint peer = _asymmetric || _latch.Peer.IsNone ? _signalled : _latch.Peer;
        RtcpSendState state = Out.ReportState(now);
        if (peer.IsNone || peer.Port >= 65535 || (state.Packets == 0 && !_heard))
        {
            return;
        }

        Span<byte> buffer = _worker.Buffers.Send;
        int length = _rtcp.Write(buffer, state, _source, now);
        length += bye ? RtcpSession.WriteBye(buffer[length..], state.Ssrc) : 0;
        _ = _muxed ? _sockets.Rtp.SendTo(buffer[..length], peer) : _sockets.Rtcp.SendTo(buffer[..length], peer.WithPort(peer.Port + 1));
    }

    private void WatchSilence(long now)
    {
        long since = Math.Max(_lastPacketAt, _remoteSetAt);
        if (!_lost && now - since > MediaTimeout.Ticks * 100)
        {
            _lost = true;
            Report(new MediaLost(TimeSpan.FromTicks((now - since) / 100)) { HeardBefore = _heard });
        }
    }

    private void Report(LegEvent? happened)
    {
        if (happened is not null)
        {
            _events.Writer.TryWrite(happened);
        }
    }
}
