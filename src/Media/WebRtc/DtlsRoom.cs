using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using CallCenter.Media.Native;
using CallCenter.Media.Srtp;
using Microsoft.Extensions.Logging;

namespace CallCenter.Media.WebRtc;

/// <summary>
/// All DTLS connections on one thread of their own: a handshake costs half a millisecond, and two hundred pages coming back at once must not stall
/// audio. In order of arrival; at most <see cref="MaxQueuedPerPeer"/> datagrams of one page wait.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "the event lives as long as the process: workers may wake the thread after its end")]
internal sealed class DtlsRoom
{
    internal const int MaxQueuedPerPeer = 16;
    private const int WorksBetweenTimers = 16;
    private const int TimerMs = 20;
    private static readonly TimeSpan IdentityLife = TimeSpan.FromDays(1);

    private readonly UdpSocket _socket;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Action<PeerChange> _report;
    private readonly ConcurrentQueue<Work> _queue = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _identityGate = new();
    private readonly HashSet<BrowserPeer> _open = [];
    private readonly List<BrowserPeer> _handshaking = [];
    private readonly DtlsSession.SendDatagram _send;
    private NativeEndPoint _sendTo;
    private DtlsIdentity? _identity;
    private Thread? _thread;
    private volatile bool _stopping;

    internal DtlsRoom(UdpSocket socket, TimeProvider time, ILogger log, Action<PeerChange> report)
    {
        _socket = socket;
        _time = time;
        _log = log;
        _report = report;
        _send = datagram => _ = _socket.SendTo(datagram, _sendTo);
    }

    private enum WorkKind
    {
        Datagram,
        Open,
        Close,
    }

    /// <summary>Our certificate of today; the thread starts with the first.</summary>
    /// <exception cref="MediaUnavailableException">OpenSSL is missing or too old.</exception>
    internal DtlsIdentity Identity()
    {
        lock (_identityGate)
        {
            DateTimeOffset now = _time.GetUtcNow();
            if (_identity is null || now - _identity.MadeAt >= IdentityLife)
            {
                _identity = DtlsIdentity.Create(now);
            }

            if (_thread is null)
            {
                _thread = new Thread(Run) { Name = "dtls", IsBackground = true };
                _thread.Start();
            }

            return _identity;
        }
    }

    /// <summary>A datagram from a path that passed its check; false when too many of this page wait.</summary>
    internal bool TryFeed(BrowserPeer peer, ReadOnlySpan<byte> datagram, in NativeEndPoint from)
    {
        if (Volatile.Read(ref peer.Queued) >= MaxQueuedPerPeer)
        {
            return false;
        }

        Interlocked.Increment(ref peer.Queued);
        Post(new Work(WorkKind.Datagram, peer, datagram.ToArray(), from));
        return true;
    }

    /// <summary>Opens the handshake towards a page that waits for us.</summary>
    internal void Open(BrowserPeer peer, in NativeEndPoint to) => Post(new Work(WorkKind.Open, peer, [], to));

    /// <summary>Says goodbye to a page and forgets it.</summary>
    internal void Close(BrowserPeer peer) => Post(new Work(WorkKind.Close, peer, [], default));

    /// <summary>Says goodbye to all and ends the thread.</summary>
    internal async Task StopAsync()
    {
        _stopping = true;
        _wake.Set();
        Thread? thread;
        lock (_identityGate)
        {
            thread = _thread;
        }

        if (thread is not null)
        {
            await _ended.Task;
        }
    }

    private void Post(in Work work)
    {
        _queue.Enqueue(work);
        _wake.Set();
    }

    [SuppressMessage("Design", "CA1031", Justification = "the owner's loop: a bug with one page must not end the handshakes of all")]
    private void Run()
    {
        try
        {
            while (!_stopping)
            {
                for (int i = 0; i < WorksBetweenTimers && _queue.TryDequeue(out Work work); i++)
                {
                    try
                    {
                        Handle(work);
                    }
                    catch (Exception exception)
                    {
                        MediaLog.HandshakeFault(_log, exception);
                        End(work.Peer, PeerEnd.HandshakeFailed);
                    }
                }

                OnTime();
                if (_queue.IsEmpty)
                {
                    _wake.WaitOne(_handshaking.Count > 0 ? TimerMs : Timeout.Infinite);
                }
            }
        }
        finally
        {
            foreach (BrowserPeer peer in _open.ToArray())
            {
                Forget(peer);
            }

            _ended.TrySetResult();
        }
    }

    private void Handle(in Work work)
    {
        BrowserPeer peer = work.Peer;
        if (work.Kind == WorkKind.Datagram)
        {
            Interlocked.Decrement(ref peer.Queued);
        }

        if (peer.SessionOver)
        {
            return;
        }

        if (work.Kind == WorkKind.Close)
        {
            Forget(peer);
            return;
        }

        if (peer.Session is null)
        {
            peer.Session = new DtlsSession(peer.Identity, peer.Offer.WeAreActive);
            _open.Add(peer);
            _handshaking.Add(peer);
        }

        peer.HandshakePath = work.Path;
        _sendTo = work.Path;
        DtlsState before = peer.Session.State;
        if (work.Kind == WorkKind.Open)
        {
            peer.Session.Pump(_send);
        }
        else
        {
            peer.Session.Feed(work.Datagram, _send);
        }

        Follow(peer, before);
    }

    private void Follow(BrowserPeer peer, DtlsState before)
    {
        DtlsState state = peer.Session!.State;
        if (before == DtlsState.Handshaking && state is DtlsState.Done or DtlsState.Closed && !Finish(peer))
        {
            return;
        }

        if (state == DtlsState.Failed)
        {
            End(peer, PeerEnd.HandshakeFailed);
        }
        else if (state == DtlsState.Closed)
        {
            End(peer, PeerEnd.ClosedByPage);
        }
    }

    // The fingerprint is compared before a key exists (telephony.md 1.2, 6).
    private bool Finish(BrowserPeer peer)
    {
        _handshaking.Remove(peer);
        byte[] shown = peer.Session!.PeerFingerprint();
        if (!peer.Offer.Fingerprints.Any(named => CryptographicOperations.FixedTimeEquals(named, shown)))
        {
            MediaLog.WrongFingerprint(_log, peer.HandshakePath.ToString());
            End(peer, PeerEnd.WrongFingerprint);
            return false;
        }

        if (peer.Session.ExportKeys() is not { } keys)
        {
            End(peer, PeerEnd.HandshakeFailed);
            return false;
        }

        MediaLog.BrowserUp(_log, peer.HandshakePath.ToString(), keys.Profile);
        _report(new PeerKeyed(
            peer,
            SrtpContext.Create(keys.Profile, keys.TheirKey, keys.TheirSalt),
            SrtpContext.Create(keys.Profile, keys.OurKey, keys.OurSalt),
            SrtpContext.Create(keys.Profile, keys.OurKey, keys.OurSalt)));
        keys.Forget();
        return true;
    }

    private void End(BrowserPeer peer, PeerEnd reason)
    {
        Forget(peer);
        _report(new PeerOver(peer, reason));
    }

    private void Forget(BrowserPeer peer)
    {
        peer.SessionOver = true;
        _handshaking.Remove(peer);
        _open.Remove(peer);
        if (peer.Session is { } session)
        {
            peer.Session = null;
            _sendTo = peer.HandshakePath;
            using (session)
            {
                session.Close(_send);
            }
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "the owner's loop: a bug with one page must not end the handshakes of all")]
    private void OnTime()
    {
        for (int i = _handshaking.Count - 1; i >= 0; i--)
        {
            BrowserPeer peer = _handshaking[i];
            try
            {
                _sendTo = peer.HandshakePath;
                peer.Session!.OnTime(_send);
            }
            catch (Exception exception)
            {
                MediaLog.HandshakeFault(_log, exception);
                End(peer, PeerEnd.HandshakeFailed);
            }
        }
    }

    private readonly record struct Work(WorkKind Kind, BrowserPeer Peer, byte[] Datagram, NativeEndPoint Path);
}
