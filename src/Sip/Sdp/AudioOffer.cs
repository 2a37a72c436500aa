using System.Net;

namespace CallCenter.Sip.Sdp;

/// <summary>Offer and answer (RFC 3264) for one G.711 stream with telephone-event.</summary>
public static class AudioOffer
{
    /// <summary>An offer: the codecs in the order given ("PCMU", "PCMA"), telephone-event 101 with 0-16, ptime 20.</summary>
    public static byte[] Create(
        IPEndPoint local,
        IReadOnlyList<string> codecs,
        SdpDirection direction = SdpDirection.SendRecv,
        long sessionId = 1,
        int version = 1) => throw new NotSupportedException();

    /// <summary>Reads the answer to our offer; null when there is no common codec.</summary>
    public static NegotiatedAudio? FromAnswer(SdpSession answer) => throw new NotSupportedException();

    /// <summary>Answers an offer; null when nothing matches (=> 488). Other m= sections are answered with port 0.</summary>
    public static (byte[] Answer, NegotiatedAudio Audio)? Answer(
        SdpSession offer,
        IPEndPoint local,
        IReadOnlyList<string> codecs,
        SdpDirection direction = SdpDirection.SendRecv,
        long sessionId = 1,
        int version = 1) => throw new NotSupportedException();
}
