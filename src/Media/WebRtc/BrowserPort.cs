using System.Runtime.CompilerServices;
using CallCenter.Media.Native;
using CallCenter.Media.Rtp;
using CallCenter.Media.Srtp;
using CallCenter.Media.Workers;

namespace CallCenter.Media.WebRtc;

/// <summary>
/// The one UDP port of all browser legs, read in batches by one media worker: tells STUN, DTLS and SRTP apart (RFC 7983 7) and finds the page a
/// datagram belongs to. An address counts only after a connectivity check signed with the password of our answer (hardening M5, M6).
/// </summary>
internal sealed class BrowserPort : IDisposable
{
    private const int BatchesPerTurn = 4;
    private const int ScanEverySlots = 5;

    // A browser sends audio on the pair it chose; packets of the old pair may still be under way.
    private const long PathOverlap = 200 * MonotonicClock.Millisecond;

    private readonly UdpSocket _socket;
    private readonly MediaOptions _options;
    private readonly DtlsRoom _room;
    private readonly DatagramBatch _batch = new();
    private readonly Dictionary<ulong, BrowserPeer> _byIceName = [];
    private readonly Dictionary<NativeEndPoint, BrowserPeer> _byPath = [];
    private readonly List<BrowserLeg> _legs = [];
    private readonly PortCounters _drops = new();
    private readonly byte[] _reply = new byte[256];
    private readonly BrowserPeer?[] _owners = new BrowserPeer?[DatagramBatch.Capacity];

    internal BrowserPort(UdpSocket socket, MediaOptions options, DtlsRoom room)
    {
        _socket = socket;
        _options = options;
        _room = room;
    }

    internal UdpSocket Socket => _socket;

    internal DtlsRoom Room => _room;

    internal PortDropCounts Drops => _drops.Snapshot();

    /// <summary>Reads what has come; returns the number of datagrams.</summary>
    [MethodImpl(HotPath.Options)]
    internal int OnReadable(long now)
    {
        int total = 0;
        for (int turn = 0; turn < BatchesPerTurn; turn++)
        {
            int count = _batch.Receive(_socket);
            total += count;

            // Whose it is, for all of the batch first: what is cold is fetched while the others are looked up.
            for (int i = 0; i < count; i++)
            {
                _owners[i] = FindOwner(_batch.Source(i));
            }

            for (int i = 0; i < count; i++)
            {
                OnDatagram(_batch.Datagram(i), _batch.Source(i), _owners[i], now);
            }

            if (count < DatagramBatch.Capacity)
            {
                break;
            }
        }

        return total;
    }

    /// <summary>Every slot of the grid; looks at its legs ten times a second.</summary>
    internal void OnTick(long slot, long now)
    {
        if (slot % ScanEverySlots == 0)
        {
            for (int i = _legs.Count - 1; i >= 0; i--)
            {
                _legs[i].OnPeerScan(now);
            }
        }
    }

    internal void Add(BrowserLeg leg) => _legs.Add(leg);

    internal void Remove(BrowserLeg leg) => _legs.Remove(leg);

    internal void Add(BrowserPeer peer) => _byIceName[peer.IceKey] = peer;

    /// <summary>Forgets a page: its name, paths and keys are worth nothing from now on.</summary>
    internal void End(BrowserPeer peer)
    {
        peer.IsEnded = true;
        _byIceName.Remove(peer.IceKey);
        foreach (NativeEndPoint path in peer.Paths)
        {
            if (_byPath.TryGetValue(path, out BrowserPeer? owner) && owner == peer)
            {
                _byPath.Remove(path);
            }
        }

        peer.In?.Dispose();
        peer.RtcpOut?.Dispose();
        peer.In = null;
        peer.RtcpOut = null;
        _room.Close(peer);
    }

    public void Dispose()
    {
        _socket.Close();
        _batch.Dispose();
    }

    [MethodImpl(HotPath.Options)]
    private BrowserPeer? FindOwner(in NativeEndPoint source)
    {
        if (!_byPath.TryGetValue(source, out BrowserPeer? peer))
        {
            return null;
        }

        peer.In?.Prefetch();
        peer.Leg.PrefetchTaking();
        peer.Leg.PrefetchSending();
        return peer;
    }

    /// <param name="owner">Whose path it came by before this batch; null when nobody's.</param>
    [MethodImpl(HotPath.Options)]
    private void OnDatagram(Span<byte> datagram, in NativeEndPoint source, BrowserPeer? owner, long now)
    {
        if (datagram.Length < RtpPacket.HeaderBytes)
        {
            _drops.Malformed++;
            return;
        }

        switch (datagram[0])
        {
            case >= 128 and <= 191:
                OnMedia(datagram, source, owner, now);
                break;
            case <= 3:
                OnCheck(datagram, source, now);
                break;
            case >= 20 and <= 63:
                OnHandshake(datagram, source, now);
                break;
            default:
                _drops.Malformed++;
                break;
        }
    }

    [MethodImpl(HotPath.Options)]
    private void OnMedia(Span<byte> datagram, in NativeEndPoint source, BrowserPeer? peer, long now)
    {
        if (peer is null && !_byPath.TryGetValue(source, out peer))
        {
            _drops.Foreign++;
            return;
        }

        if (peer.In is not { } srtp)
        {
            _drops.Early++;
            return;
        }

        bool control = RtpPacket.LooksLikeRtcp(datagram);
        int length = control ? srtp.UnprotectRtcp(datagram, datagram.Length) : srtp.Unprotect(datagram, datagram.Length);
        if (length < 0)
        {
            Refuse(peer, length);
            return;
        }

        if (control)
        {
            peer.Leg.OnRtcp(datagram[..length], now);
            return;
        }

        peer.LastMediaAt = now;
        if (source.Equals(peer.Selected))
        {
            peer.LastMediaOnSelectedAt = now;
        }
        else if (source.Equals(peer.Nominated) || now - peer.LastMediaOnSelectedAt > PathOverlap)
        {
            // Audio that only the page can have made comes from another checked path: another network, or a new mapping of its router.
            peer.LastMediaOnSelectedAt = now;
            Select(peer, source);
        }

        peer.Leg.OnRtp(datagram[..length], now);
    }

    private static void Refuse(BrowserPeer peer, int refusal)
    {
        LegCounters counters = peer.Leg.Counters;
        if (refusal == SrtpRefusal.Replay)
        {
            counters.Sequence++;
        }
        else if (refusal == SrtpRefusal.BadTag)
        {
            counters.Unauthenticated++;
        }
        else
        {
            counters.Malformed++;
        }
    }

    private void OnCheck(Span<byte> datagram, in NativeEndPoint source, long now)
    {
        if (!StunMessage.TryParse(datagram, out StunMessage message) || message.Type != StunMessage.BindingRequest)
        {
            _drops.Stun++;
            return;
        }

        ReadOnlySpan<byte> name = datagram.Slice(message.UsernameAt, message.UsernameLength);
        if (name.Length <= BrowserPeer.IceNameChars + 1
            || name[BrowserPeer.IceNameChars] != ':'
            || !_byIceName.TryGetValue(BrowserPeer.KeyOf(name), out BrowserPeer? peer)
            || !name[(BrowserPeer.IceNameChars + 1)..].SequenceEqual(peer.TheirIceName)
            || !message.IsSignedWith(peer.PasswordBytes, datagram))
        {
            _drops.Stun++;
            return;
        }

        peer.LastCheckAt = now;
        NotePath(peer, source, message.IsNominating);
        int length = StunWriter.WriteSuccess(_reply, datagram, source, peer.PasswordBytes);
        if (length * 2 <= datagram.Length * 3)
        {
            _ = _socket.SendTo(_reply.AsSpan(0, length), source);
        }

        if (peer.Offer.WeAreActive && peer.HandshakeAt == 0)
        {
            peer.HandshakeAt = now;
            _room.Open(peer, source);
        }
    }

    private void NotePath(BrowserPeer peer, in NativeEndPoint source, bool nominating)
    {
        if (!_byPath.TryGetValue(source, out BrowserPeer? owner) || owner != peer)
        {
            // The system may give a reloaded page the port of the page before: the newest check owns the path.
            _byPath[source] = peer;
            NativeEndPoint given = peer.AddPath(source);
            if (!given.IsNone && _byPath.TryGetValue(given, out BrowserPeer? other) && other == peer)
            {
                _byPath.Remove(given);
            }
        }

        if (nominating)
        {
            peer.Nominated = source;
        }

        // A check can be repeated by whoever saw it, audio cannot: a page whose audio we hear is followed by its audio alone.
        bool heard = peer.LastMediaAt != 0 && peer.Offer.Sends;
        if (peer.Selected.IsNone || (nominating && !heard && !source.Equals(peer.Selected)))
        {
            Select(peer, source);
        }
    }

    private static void Select(BrowserPeer peer, in NativeEndPoint path)
    {
        peer.Selected = path;
        peer.Leg.OnPathSelected(peer);
    }

    private void OnHandshake(Span<byte> datagram, in NativeEndPoint source, long now)
    {
        if (!_byPath.TryGetValue(source, out BrowserPeer? peer))
        {
            _drops.Handshake++;
            return;
        }

        if (peer.HandshakeAt == 0)
        {
            peer.HandshakeAt = now;
        }

        _drops.Handshake += _room.TryFeed(peer, datagram, source) ? 0 : 1;
    }
}
