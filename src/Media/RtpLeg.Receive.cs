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

    private readonly SocketPair _sockets;
    private readonly Latch _latch = new();
    private bool _asymmetric;
    private NativeEndPoint _signalled;
    private bool _connected;
    private bool _strangersGone; // connected, and what strangers sent before has been read
    private bool _muxed;
    private bool _hasRemote;
    private long _remoteSetAt;
    private long _nextReportAt;

    internal int Port => _sockets.Port;

    internal override void Register(EpollSet epoll, ulong token)
    {
        _ = epoll.Add(_sockets.Rtp.Fd, token);
        _ = epoll.Add(_sockets.Rtcp.Fd, token | 1);
    }

    internal void OnSetRemote(RemoteMedia remote, long now)
    {
        SetFormat(remote.Codec, remote.PayloadType, remote.TelephoneEventPayloadType);
        _asymmetric = remote.Asymmetric;
        _remoteSetAt = now;
        if (_nextReportAt == 0)
        {
            _nextReportAt = now + (Options.RtcpInterval.Ticks * 100);
        }

        if (!IsReachable(remote))
        {
            Out.SetTarget(default, connected: false);
            return;
        }

        _hasRemote = true;
        _signalled = NativeEndPoint.From(remote.Address);
        _latch.Restart(_signalled, now, Options.LatchWindow.Ticks * 100);
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

    /// <summary>In the steady state there is one packet every 20 ms and its source is known: it may be read now and judged later.</summary>
    internal bool IsSteady => _strangersGone;

    /// <summary>Reads one datagram of a steady leg; its length, or negative when there is none.</summary>
    [MethodImpl(HotPath.Options)]
    internal int Read(Span<byte> buffer) => _sockets.Rtp.Receive(buffer);

    /// <summary>Judges a datagram from <see cref="Read"/>.</summary>
    [MethodImpl(HotPath.Options)]
    internal void OnRead(Span<byte> buffer, int length, long now)
    {
        if (length > buffer.Length)
        {
            Counters.Malformed++;
            return;
        }

        OnDatagram(buffer[..length], default, now);
    }

    /// <summary>Reads what has come; returns the number of datagrams.</summary>
    [MethodImpl(HotPath.Options)]
    internal int OnRtpReadable(long now)
    {
        Span<byte> buffer = Worker.Buffers.Receive;
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
                Counters.Malformed++;
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
        Span<byte> buffer = Worker.Buffers.Receive;
        int length = _sockets.Rtcp.ReceiveFrom(buffer, out NativeEndPoint source);
        if (length >= 0)
        {
            OnRtcp(buffer[..Math.Min(length, buffer.Length)], source, now);
        }

        return 1;
    }

    /// <summary>About once a second.</summary>
    internal override void OnScan(long now)
    {
        EndLateDigit(now);
        if (_hasRemote)
        {
            WatchSilence(_remoteSetAt, now);
            if (now >= _nextReportAt)
            {
                _nextReportAt = now + (Options.RtcpInterval.Ticks * 100);
                SendReport(now, bye: false);
            }
        }
    }

    private protected override void Leave(EpollSet epoll, long now)
    {
        if (_hasRemote)
        {
            SendReport(now, bye: true);
        }

        epoll.Remove(_sockets.Rtp.Fd);
        epoll.Remove(_sockets.Rtcp.Fd);
        _sockets.Close();
    }

    private protected override LegEvent Lost(TimeSpan silentFor, bool heardBefore) => new MediaLost(silentFor) { HeardBefore = heardBefore };

    private protected override LegEvent Back(DateTimeOffset at) => new MediaBack(at);

    [MethodImpl(HotPath.Options)]
    private void OnDatagram(Span<byte> datagram, in NativeEndPoint source, long now)
    {
        if (!_hasRemote)
        {
            Counters.Unsolicited++;
            return;
        }

        if (RtpPacket.LooksLikeRtcp(datagram))
        {
            _muxed |= OnRtcp(datagram, _strangersGone ? _latch.Peer : source, now);
            return;
        }

        if (!RtpPacket.TryParse(datagram, out RtpPacket packet))
        {
            Counters.Malformed++;
            return;
        }

        if (!IsAgreed(packet))
        {
            return;
        }

        if (!_strangersGone && !IsPeer(source, packet, now))
        {
            Counters.Foreign++;
            return;
        }

        Deliver(datagram, packet, now);
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

    private bool OnRtcp(ReadOnlySpan<byte> datagram, in NativeEndPoint source, long now)
    {
        NativeEndPoint peer = _latch.Peer.IsNone ? _signalled : _latch.Peer;
        if (peer.IsNone || !source.SameAddress(peer))
        {
            Counters.Foreign++;
            return false;
        }

        bool read = Rtcp.TryRead(datagram, Out.Ssrc, now);
        Counters.Malformed += read ? 0 : 1;
        return read;
    }

    private void SendReport(long now, bool bye)
    {
        NativeEndPoint peer = _asymmetric || _latch.Peer.IsNone ? _signalled : _latch.Peer;
        RtcpSendState state = Out.ReportState(now);
        if (peer.IsNone || peer.Port >= 65535 || (state.Packets == 0 && !Heard))
        {
            return;
        }

        Span<byte> buffer = Worker.Buffers.Send;
        int length = Rtcp.Write(buffer, state, Source, now);
        length += bye ? RtcpSession.WriteBye(buffer[length..], state.Ssrc) : 0;
        _ = _muxed ? _sockets.Rtp.SendTo(buffer[..length], peer) : _sockets.Rtcp.SendTo(buffer[..length], peer.WithPort(peer.Port + 1));
    }
}
