using CallCenter.Contracts;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;

namespace CallCenter.Dialer.Phones;

/// <summary>Calls a registered phone; answered, it is a line that stays up.</summary>
public sealed class PhoneRinger(SipEndpoint sip, MediaEngine media, DialerSettings settings, TimeProvider time)
{
    /// <summary>What a phone may speak.</summary>
    internal static readonly string[] Codecs = ["PCMU", "PCMA"];

    /// <summary>How long a phone may ring.</summary>
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    /// <summary>The line, or why there is none.</summary>
    public async Task<(AgentLine? Line, Refused? Refused)> RingAsync(SipBinding binding, CancellationToken ct)
    {
        if (media.TryOpenLeg() is not { } leg)
        {
            return (null, new Refused("media_ports_used_up", "No RTP port is free; widen the range of --rtp."));
        }

        (AgentLine? line, string failure) = await RingAsync(leg, binding, ct);
        if (line is null)
        {
            leg.Dispose();
            return (null, new Refused("phone_not_answered", $"The phone did not take the call: {failure}."));
        }

        return (line, null);
    }

    private async Task<(AgentLine? Line, string Failure)> RingAsync(RtpLeg leg, SipBinding binding, CancellationToken ct)
    {
        InviteClientSession invite = sip.Invite(new OutboundInvite
        {
            RequestUri = binding.RequestUri,
            Destination = binding.Flow,
            StayOnFlow = true,
            From = $"\"CallCenter\" <sip:callcenter@{sip.LocalEndPoint}>",
            Sdp = AudioOffer.Create(settings.Seen(leg.LocalEndPoint), Codecs, sessionId: SdpReply.NewSessionId()),
            Headers =
            [
                // Two spellings of "answer by yourself"; phones know one or the other.
                new SipHeader("Alert-Info", "<http://callcenter.invalid>;info=alert-autoanswer"),
                new SipHeader("Call-Info", $"<sip:{sip.LocalEndPoint}>;answer-after=0"),
            ],
        });
        using CancellationTokenSource limit = new(AnswerLimit, time);
        using CancellationTokenRegistration giveUp = limit.Token.Register(() => invite.Cancel());
        using CancellationTokenRegistration abandoned = ct.Register(() => invite.Cancel());
        await foreach (InviteEvent e in invite.Events.ReadAllAsync(CancellationToken.None))
        {
            switch (e)
            {
                case InviteAnswered answered:
                    if (answered.Sdp is { } sdp && AudioOffer.FromAnswer(sdp) is { } audio && SdpReply.TryApply(leg, audio))
                    {
                        return (new SipLine(answered.Dialog, leg, settings.Seen(leg.LocalEndPoint), Codecs), "");
                    }

                    await answered.Dialog.ByeAsync("SIP;cause=488;text=\"No common codec\"", CancellationToken.None);
                    return (null, "it speaks neither PCMU nor PCMA");
                case InviteEnded ended:
                    return (null, ended.Status == 0 ? "no answer" : $"{ended.Status} {ended.Phrase}");
                default:
                    break;
            }
        }

        return (null, "the SIP side is stopping");
    }
}
