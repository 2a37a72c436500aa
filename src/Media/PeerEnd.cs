namespace CallCenter.Media;

/// <summary>Why a browser's path ended.</summary>
public enum PeerEnd
{
    /// <summary>The page closed it, or its handshake layer reported a fatal alert.</summary>
    ClosedByPage,

    /// <summary>Neither audio nor connectivity checks for the time of <see cref="MediaOptions.BrowserGone"/>: tab killed, machine asleep, network away.</summary>
    Silent,

    /// <summary>No authenticated connectivity check came after the answer: the browser cannot reach the media address.</summary>
    NeverConnected,

    /// <summary>The DTLS handshake did not come to an end in time, or found nothing in common.</summary>
    HandshakeFailed,

    /// <summary>The certificate shown is not the one the offer names: somebody stands between.</summary>
    WrongFingerprint,
}
