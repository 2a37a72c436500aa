using System.Runtime.CompilerServices;
using CallCenter.Media.Native;
using CallCenter.Media.Rtp;
using CallCenter.Media.Srtp;
using CallCenter.Media.WebRtc;

namespace CallCenter.Media;

/// <summary>The worker's side of a browser leg: which page is its peer, and how that page fares.</summary>
public sealed partial class BrowserLeg
{
    private static readonly TimeSpan ListenerSilence = TimeSpan.FromSeconds(5);

    private BrowserPeer? _current;
    private BrowserPeer? _next;
    private long _nextReportAt;

    internal override void Register(EpollSet epoll, ulong token) => _port.Add(this);

    /// <summary>About once a second: lost ends of digits, RTCP (RFC 3550 6.2).</summary>
    internal override void OnScan(long now)
    {
        EndLateDigit(now);
        if (_current is { } peer && now >= _nextReportAt)
        {
            _nextReportAt = now + (Options.RtcpInterval.Ticks * 100);
            SendReport(peer, now);
        }
    }

    /// <summary>Ten times a second: is the page there, and is the next one coming?</summary>
    internal void OnPeerScan(long now)
    {
        if (_next is { } next)
        {
            if (next.HandshakeAt == 0 ? Passed(next.AcceptedAt, Options.BrowserConnect, now) : Passed(next.HandshakeAt, Options.HandshakeLimit, now))
            {
                OnOver(next, next.LastCheckAt == 0 ? PeerEnd.NeverConnected : PeerEnd.HandshakeFailed);
            }
        }

        if (_current is not { } peer)
        {
            return;
        }

        if (Passed(Math.Max(Math.Max(peer.LastMediaAt, peer.LastCheckAt), peer.UpAt), Options.BrowserGone, now))
        {
            OnOver(peer, PeerEnd.Silent);
        }
        else if (peer.Offer.Sends)
        {
            WatchSilence(peer.UpAt, now);
        }
    }

    internal void OnPeer(PeerChange change, long now)
    {
        switch (change)
        {
            case PeerAccepted accepted:
                OnAccepted(accepted.Peer, now);
                break;
            case PeerKeyed keyed:
                OnKeyed(keyed, now);
                break;
            case PeerOver over:
                OnOver(over.Peer, over.Reason);
                break;
            default:
                break;
        }
    }

    /// <summary>An authenticated RTP packet of the current page.</summary>
    [MethodImpl(HotPath.Options)]
    internal void OnRtp(Span<byte> datagram, long now)
    {
        if (!RtpPacket.TryParse(datagram, out RtpPacket packet))
        {
            Counters.Malformed++;
        }
        else if (IsAgreed(packet))
        {
            Deliver(datagram, packet, now);
        }
    }

    /// <summary>An authenticated RTCP packet of the current page.</summary>
    internal void OnRtcp(ReadOnlySpan<byte> datagram, long now) => Counters.Malformed += Rtcp.TryRead(datagram, Out.Ssrc, now) ? 0 : 1;

    internal void OnPathSelected(BrowserPeer peer)
    {
        if (peer == _current)
        {
            Out.SetTarget(peer.Selected, connected: false);
        }
    }

    private protected override void Leave(EpollSet epoll, long now)
    {
        _port.Remove(this);
        EndNext();
        EndCurrent();
    }

    private protected override LegEvent Lost(TimeSpan silentFor, bool heardBefore) => new PeerSilent(silentFor);

    private protected override LegEvent Back(DateTimeOffset at) => new PeerBack(at);

    private static bool Passed(long since, TimeSpan limit, long now) => now - since > limit.Ticks * 100;

    // A page that only listens shows itself by its checks, one every two to three seconds.
    private bool SeemsGone(BrowserPeer peer, long now) => peer.Offer.Sends
        ? Passed(Math.Max(peer.LastMediaAt, peer.UpAt), MediaTimeout, now)
        : Passed(Math.Max(peer.LastCheckAt, peer.UpAt), ListenerSilence, now);

    private void OnAccepted(BrowserPeer peer, long now)
    {
        if (Slot < 0)
        {
            return;
        }

        EndNext();
        if (_current is { } old && SeemsGone(old, now))
        {
            EndCurrent();
            Report(new PeerSilent(MediaTimeout)); // the new page is not up yet
        }

        _next = peer;
        _port.Add(peer);
    }

    private void OnKeyed(PeerKeyed keyed, long now)
    {
        BrowserPeer peer = keyed.Peer;
        if (peer != _next || peer.IsEnded)
        {
            keyed.In.Dispose();
            keyed.Out.Dispose();
            keyed.RtcpOut.Dispose();
            return;
        }

        EndCurrent();
        _next = null;
        _current = peer;
        peer.In = keyed.In;
        peer.RtcpOut = keyed.RtcpOut;
        peer.UpAt = now;
        BeginPeer();
        SetFormat(peer.Offer.Codec, peer.Offer.PayloadType, peer.Offer.EventPayloadType);
        Out.SetFormat(peer.Offer.Codec, peer.Offer.PayloadType, peer.Offer.EventPayloadType, default, held: !peer.Offer.Receives);
        Out.SetProtection(keyed.Out, peer.Selected);
        _nextReportAt = now + MonotonicClock.Second; // an early first report tells the round trip soon
        _hasPeer = true;
        Report(new PeerUp(Now));
        Worker.ActivateNow(this);
    }

    private void OnOver(BrowserPeer peer, PeerEnd reason)
    {
        if (peer == _next)
        {
            EndNext();
        }
        else if (peer == _current)
        {
            EndCurrent();
            if (_next is not null)
            {
                Report(new PeerSilent(TimeSpan.Zero)); // nobody is heard before the next page is up, and it may never be
            }
        }
        else
        {
            return;
        }

        if (_current is null && _next is null)
        {
            Report(new PeerClosed(reason));
        }
    }

    private void EndNext()
    {
        if (_next is { } peer)
        {
            _next = null;
            _port.End(peer);
        }
    }

    private void EndCurrent()
    {
        if (_current is { } peer)
        {
            _current = null;
            _hasPeer = false;
            Out.SetProtection(null, default);
            _port.End(peer);
        }
    }

    private void SendReport(BrowserPeer peer, long now)
    {
        RtcpSendState state = Out.ReportState(now);
        if (peer.RtcpOut is null || (state.Packets == 0 && !Heard))
        {
            return;
        }

        Span<byte> buffer = Worker.Buffers.Send;
        int length = peer.RtcpOut.ProtectRtcp(buffer, Rtcp.Write(buffer, state, Source, now));
        if (length > 0)
        {
            _ = _port.Socket.SendTo(buffer[..length], peer.Selected);
        }
    }
}
