using System.Net;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;

namespace CallCenter.Dialer.Phones;

/// <summary>Brings what SDP agreed to an RTP leg.</summary>
internal static class SdpReply
{
    /// <summary>Directs a leg to what was negotiated; false when it cannot be reached from there (the other address family).</summary>
    public static bool TryApply(RtpLeg leg, NegotiatedAudio audio)
    {
        if (audio.Remote.AddressFamily != leg.LocalEndPoint.AddressFamily)
        {
            return false;
        }

        leg.SetRemote(new RemoteMedia(
            audio.Remote,
            audio.Codec == "PCMA" ? AudioCodec.Pcma : AudioCodec.Pcmu,
            audio.PayloadType,
            audio.TelephoneEventPayloadType));
        return true;
    }

    /// <summary>Answers a re-INVITE or UPDATE on one of our legs, hold included (RFC 3264 8.4).</summary>
    /// <param name="seen">The leg's address as the far side sees it.</param>
    public static void Answer(DialogOffer offer, RtpLeg leg, IPEndPoint seen, IReadOnlyList<string> codecs)
    {
        if (AudioOffer.Answer(offer.Offer, seen, codecs) is { } reply && TryApply(leg, reply.Audio))
        {
            offer.Accept(reply.Answer);
        }
        else
        {
            offer.Refuse(488);
        }
    }
}
