using System.Net;

namespace CallCenter.Media;

/// <summary>How the media engine binds and paces itself. Every default stands here and nowhere else.</summary>
public sealed record MediaOptions
{
    /// <summary>Local address of all RTP and RTCP sockets. Bind the advertised address, not a wildcard.</summary>
    public required IPAddress Bind { get; init; }

    /// <summary>First port that may be used; even ports carry RTP, the next odd one RTCP. 0 (with <see cref="PortHigh"/> 0) = any free pair.</summary>
    public int PortLow { get; init; } = 20000;

    /// <summary>Last port that may be used, inclusive.</summary>
    public int PortHigh { get; init; } = 29999;

    /// <summary>Number of media threads, 1..64.</summary>
    public int Workers { get; init; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>How long a released port pair rests, so that late packets of an ended call reach nobody.</summary>
    public TimeSpan PortQuarantine { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same for a far end that holds us (telephony.md section 4).</summary>
    public TimeSpan HoldTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Silence of the far end after which a leg reports <see cref="MediaLost"/>; a leg may override it.</summary>
    public TimeSpan MediaTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Pause between two RTCP reports of a leg (RFC 3550 6.2: at least 5 s).</summary>
    public TimeSpan RtcpInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long after <see cref="RtpLeg.SetRemote"/> another source than the signalled address may be learned.</summary>
    public TimeSpan LatchWindow { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The UDP address of all browser legs; null = none. It must be the address browsers reach (behind address translation:
    /// <see cref="WebRtcAdvertised"/>). Port 0 = any: <see cref="MediaEngine.WebRtcEndPoint"/> tells.
    /// </summary>
    public IPEndPoint? WebRtc { get; init; }

    /// <summary>The address put into answers when browsers see another one than <see cref="WebRtc"/>; port 0 = the same port.</summary>
    public IPEndPoint? WebRtcAdvertised { get; init; }

    /// <summary>Silence of a browser that should send, after which its leg reports <see cref="PeerSilent"/>; a leg may override it.</summary>
    public TimeSpan BrowserSilence { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>Neither audio nor connectivity checks for so long: the browser is gone (browsers check every 2.5 s).</summary>
    public TimeSpan BrowserGone { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long after an answer the browser's first connectivity check may come.</summary>
    public TimeSpan BrowserConnect { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the DTLS handshake may take from its first datagram.</summary>
    public TimeSpan HandshakeLimit { get; init; } = TimeSpan.FromSeconds(5);
}
