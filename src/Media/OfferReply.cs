namespace CallCenter.Media;

/// <summary>What becomes of a browser's offer.</summary>
public abstract record OfferReply;

/// <summary>The answer to give to the page.</summary>
public sealed record OfferAccepted(string Sdp) : OfferReply;

/// <summary>The offer cannot be answered; the leg is as it was.</summary>
/// <param name="Fault">Which condition is not met.</param>
/// <param name="Reason">One sentence for a log or a developer.</param>
public sealed record OfferRefused(OfferFault Fault, string Reason) : OfferReply;

/// <summary>Why an offer is refused.</summary>
public enum OfferFault
{
    /// <summary>Not an SDP: lines, lengths, numbers.</summary>
    Malformed,

    /// <summary>No audio section that is in use.</summary>
    NoAudio,

    /// <summary>Plain RTP, or SDES keys: only DTLS-SRTP is spoken to browsers (hardening M4).</summary>
    NotSecure,

    /// <summary>Neither PCMU nor PCMA is offered.</summary>
    NoCodec,

    /// <summary>No ICE name or password.</summary>
    NoIce,

    /// <summary>No SHA-256 fingerprint.</summary>
    NoFingerprint,

    /// <summary>RTP and RTCP on separate ports.</summary>
    NoMultiplex,

    /// <summary>The leg was disposed.</summary>
    LegClosed,
}
