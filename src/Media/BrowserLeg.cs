using CallCenter.Media.Native;
using CallCenter.Media.Workers;

namespace CallCenter.Media;

/// <summary>
/// A browser's audio on the shared WebRTC port. The leg, its SSRC, bridge, routes and taps live as long as the agent's line; the page behind it may
/// change (<see cref="Accept"/> again after a reload) and its network path too. Dispose it when the line ends.
/// </summary>
public sealed class BrowserLeg : MediaLeg
{
    private readonly Lock _bridgeGate;

    internal BrowserLeg(MediaWorker worker, UdpSocket socket, MediaOptions options, TimeProvider time, Action<MediaLeg> onClosed, Lock bridgeGate)
        : base(worker, socket, options, time, onClosed)
    {
        _bridgeGate = bridgeGate;
        MediaTimeout = options.BrowserSilence;
    }

    /// <summary>A browser's handshake is done and it has not ended. It may be silent all the same: see <see cref="PeerSilent"/>.</summary>
    public bool HasPeer { get; }

    /// <summary>
    /// Answers a page's offer. May be called again and again: a page that is up keeps its path until the new one's handshake is done
    /// (<see cref="PeerUp"/>), and gives way at once when it is silent. An offer still on its way is replaced.
    /// </summary>
    public OfferReply Accept(string offerSdp)
    {
        ArgumentNullException.ThrowIfNull(offerSdp);
        throw new MediaUnavailableException("Browser legs are being built.");
    }

    /// <summary>Sends the browser its own audio back until the result is disposed or a bridge takes the leg. A bridge the leg is in ends.</summary>
    public IDisposable Echo() => MediaBridge.Echo(this, _bridgeGate);

    internal override void Register(EpollSet epoll, ulong token)
    {
    }

    internal override void OnScan(long now) => EndLateDigit(now);

    private protected override void Leave(EpollSet epoll, long now)
    {
    }

    private protected override LegEvent Lost(TimeSpan silentFor, bool heardBefore) => new PeerSilent(silentFor);

    private protected override LegEvent Back(DateTimeOffset at) => new PeerBack(at);
}
