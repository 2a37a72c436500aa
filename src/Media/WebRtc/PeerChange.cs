using CallCenter.Media.Srtp;

namespace CallCenter.Media.WebRtc;

/// <summary>What other threads tell the media worker about a page.</summary>
internal abstract record PeerChange(BrowserPeer Peer);

/// <summary>Its offer was answered.</summary>
internal sealed record PeerAccepted(BrowserPeer Peer) : PeerChange(Peer);

/// <summary>Its handshake is done and its certificate is the one of the offer. The contexts are the receiver's.</summary>
internal sealed record PeerKeyed(BrowserPeer Peer, SrtpContext In, SrtpContext Out, SrtpContext RtcpOut) : PeerChange(Peer);

/// <summary>Its handshake failed, or the page closed the connection.</summary>
internal sealed record PeerOver(BrowserPeer Peer, PeerEnd Reason) : PeerChange(Peer);
