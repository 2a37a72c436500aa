using System.Net;
using System.Security.Cryptography;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;

namespace CallCenter.Dialer.Phones;

/// <summary>Brings what SDP agreed to an RTP leg.</summary>
internal static class SdpReply
{
    /// <summary>RFC 8866 5.2: the origin line names one session only.</summary>
    public static long NewSessionId() => RandomNumberGenerator.GetInt32(1, int.MaxValue);

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
            audio.TelephoneEventPayloadType,
            Held: audio.Direction is SdpDirection.RecvOnly or SdpDirection.Inactive));
        return true;
    }

    /// <summary>Follows what a dialog says about the audio of one of our legs: an offer, or an answer that came in the ACK. Anything else is left alone.</summary>
    /// <param name="seen">The leg's address as the far side sees it.</param>
    public static void Follow(DialogEvent said, RtpLeg leg, IPEndPoint seen, IReadOnlyList<string> codecs)
    {
        if (said is DialogOffer offer)
        {
            Answer(offer, leg, seen, codecs);
        }
        else if (said is DialogAnswer { Answer: var late } && AudioOffer.FromAnswer(late) is { } audio)
        {
            TryApply(leg, audio);
        }
    }

    /// <summary>Answers a re-INVITE or UPDATE on one of our legs, hold included (RFC 3264 8.4).</summary>
    private static void Answer(DialogOffer offer, RtpLeg leg, IPEndPoint seen, IReadOnlyList<string> codecs)
    {
        if (AudioOffer.AnswerAgain(offer.Offer, offer.Current.Span, seen, codecs) is { } reply && TryApply(leg, reply.Audio))
        {
            offer.Accept(reply.Answer);
        }
        else
        {
            offer.Refuse(488);
        }
    }
}
