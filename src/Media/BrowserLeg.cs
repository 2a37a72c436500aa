using System.Net;
using CallCenter.Media.Native;
using CallCenter.Media.WebRtc;
using CallCenter.Media.Workers;

namespace CallCenter.Media;

/// <summary>
/// A browser's audio on the shared WebRTC port. The leg, its SSRC, bridge, routes and taps live as long as the agent's line; the page behind it may
/// change (<see cref="Accept"/> again after a reload) and its network path too. Dispose it when the line ends.
/// </summary>
public sealed partial class BrowserLeg : MediaLeg
{
    private readonly BrowserPort _port;
    private readonly IPEndPoint _advertised;
    private readonly Lock _bridgeGate;
    private volatile bool _hasPeer;
    private int _session;

    internal BrowserLeg(
        MediaWorker worker, BrowserPort port, IPEndPoint advertised, MediaOptions options, TimeProvider time, Action<MediaLeg> onClosed, Lock bridgeGate)
        : base(worker, port.Socket, secure: true, options, time, onClosed)
    {
        _port = port;
        _advertised = advertised;
        _bridgeGate = bridgeGate;
        MediaTimeout = options.BrowserSilence;
    }

    /// <summary>A page's handshake is done and it has not ended. It may be silent all the same: see <see cref="PeerSilent"/>.</summary>
    public bool HasPeer => _hasPeer;

    /// <summary>
    /// Answers a page's offer. May be called again and again: a page that is up keeps its path until the new one's handshake is done
    /// (<see cref="PeerUp"/>), and gives way at once when it is silent. An offer still on its way is replaced.
    /// </summary>
    public OfferReply Accept(string offerSdp)
    {
        ArgumentNullException.ThrowIfNull(offerSdp);
        if (IsDisposed)
        {
            return new OfferRefused(OfferFault.LegClosed, "The line has ended.");
        }

        if (BrowserOfferReader.Read(offerSdp, out OfferRefused? refused) is not { } offer)
        {
            return refused!;
        }

        DtlsIdentity identity = _port.Room.Identity();
        BrowserPeer peer = new(this, offer, identity, MonotonicClock.Now);
        Worker.Post(new WorkerCommand(CommandKind.Peer, this, new PeerAccepted(peer)));
        long session = ((long)Out.Ssrc << 16) + Interlocked.Increment(ref _session);
        return new OfferAccepted(BrowserAnswer.Write(offer, session, _advertised, peer.IceName, peer.Password, identity.Fingerprint, Out.Ssrc));
    }

    /// <summary>Sends the browser its own audio back until the result is disposed or a bridge takes the leg. A bridge the leg is in ends.</summary>
    public IDisposable Echo() => MediaBridge.Echo(this, _bridgeGate);
}
