using CallCenter.Contracts;
using CallCenter.Dialer.Phones;
using CallCenter.Domain;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;

namespace CallCenter.Dialer.Calls;

/// <summary>How one INVITE ended.</summary>
/// <param name="Dialog">Set when it was answered and the call may go on.</param>
/// <param name="Outcome">Set when it may not.</param>
/// <param name="Status">Final SIP status, 0 when none came.</param>
/// <param name="ShuttingDown">The program is ending.</param>
/// <param name="GivenUp">We no longer wanted this call: it must not be tried anywhere else.</param>
internal sealed record AnswerResult(
    Dialog? Dialog,
    CallOutcome? Outcome,
    int Status,
    string Phrase,
    DateTimeOffset? RingingAt,
    DateTimeOffset? AnsweredAt,
    TimeSpan? RetryAfter,
    bool ShuttingDown,
    bool GivenUp)
{
    /// <summary>Timestamp of the 200 OK, for durations; the record has <see cref="AnsweredAt"/>.</summary>
    public long AnswerStamp { get; init; }

    /// <summary>Set where the outcome alone does not tell: the network, too, gives up unanswered calls.</summary>
    public CallEnder? EndedBy { get; init; }
}

/// <summary>
/// Step 5: waits for the answer of one INVITE. Rings at least the rule set's minimum once a ringing indication came (US-1), gives
/// up at the ring time-out, follows early media, and says what the far end's answer means.
/// </summary>
internal sealed class AnswerWait(CallMailbox mailbox, InviteClientSession invite, RtpLeg leg, Campaign campaign, TimeSpan minimumRing, TimeProvider time)
{
    /// <summary>A call that shows neither ringing nor an answer so long is given up.</summary>
    private static readonly TimeSpan SetUpLimit = TimeSpan.FromSeconds(20);

    /// <summary>So long may the phone of the agent who dialled be away: a page that is reloaded.</summary>
    private static readonly TimeSpan AwayLimit = TimeSpan.FromSeconds(8);

    private const string PhoneGone = "agent's phone is gone";

    private readonly DateTimeOffset _sentAt = time.GetUtcNow();
    private readonly List<SipReason> _reasons = [];
    private DateTimeOffset? _ringingAt;
    private bool _cancelled;
    private bool _ringTimeOut;
    private bool _shuttingDown;
    private DateTimeOffset? _giveUpAt;
    private DateTimeOffset? _agentAwaySince;

    /// <summary>Called when the first ringing indication comes.</summary>
    public Action? Ringing { get; init; }

    /// <summary>Waits for the end of the INVITE, whatever it is.</summary>
    public async Task<AnswerResult> RunAsync()
    {
        while (true)
        {
            switch (await mailbox.NextAsync(UntilDeadline()))
            {
                case null when _agentAwaySince + AwayLimit <= time.GetUtcNow():
                    Cancel(PhoneGone, ringTimeOut: false);
                    break;
                case null:
                    Cancel("ring time-out", ringTimeOut: _giveUpAt is null);
                    break;
                case Signalled { Event: InviteProgress progress }:
                    Follow(progress);
                    break;
                case Signalled { Event: InviteAnswered answered }:
                    return await AcceptAsync(answered);
                case Signalled { Event: InviteEnded ended }:
                    return End(ended);
                case GiveUp giveUp:
                    GiveUpSoon(giveUp);
                    break;
                case ShutDown:
                    _shuttingDown = true;
                    Cancel("shutting down", ringTimeOut: false);
                    break;
                case AgentWants { Command: HangUpCall } wants:
                    wants.Reply.TrySetResult(new Done());
                    Cancel("agent hung up", ringTimeOut: false);
                    break;
                case AgentWants wants:
                    wants.Reply.TrySetResult(new Refused("call_not_connected", "The call is not connected yet."));
                    break;
                case AgentLineChanged { State.Health: LineHealth.Over }:
                    Cancel(PhoneGone, ringTimeOut: false);
                    break;
                case AgentLineChanged { State.Health: LineHealth.Up }:
                    _agentAwaySince = null;
                    break;
                case AgentLineChanged:
                    _agentAwaySince ??= time.GetUtcNow();
                    break;
                default:
                    break; // audio reports before the answer are no news
            }
        }
    }

    private TimeSpan? UntilDeadline()
    {
        if (_cancelled)
        {
            return null; // the SIP side ends it within 64*T1 in any case
        }

        DateTimeOffset ringOut = _ringingAt + campaign.RingTimeout ?? _sentAt + SetUpLimit;
        DateTimeOffset deadline = _giveUpAt is { } give && give < ringOut ? give : ringOut;
        deadline = _agentAwaySince + AwayLimit is { } gone && gone < deadline ? gone : deadline;
        TimeSpan left = deadline - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Follow(InviteProgress progress)
    {
        _reasons.AddRange(progress.Reasons);
        if (progress.Sdp is { } sdp && AudioOffer.FromAnswer(sdp) is { } audio)
        {
            SdpReply.TryApply(leg, audio);
        }

        if (_ringingAt is null && progress.Status is 180 or 181 or 182 or 183)
        {
            _ringingAt = time.GetUtcNow();
            Ringing?.Invoke();
        }
    }

    private void GiveUpSoon(GiveUp giveUp)
    {
        if (giveUp.AtOnce || _ringingAt is null)
        {
            Cancel(giveUp.Reason, ringTimeOut: false);
        }
        else
        {
            _giveUpAt = _ringingAt + minimumRing;
        }
    }

    private void Cancel(string reason, bool ringTimeOut)
    {
        if (!_cancelled)
        {
            _cancelled = true;
            _ringTimeOut = ringTimeOut;
            invite.Cancel($"SIP;cause=487;text=\"{reason}\"");
        }
    }

    private async Task<AnswerResult> AcceptAsync(InviteAnswered answered)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_cancelled)
        {
            // The answer crossed our CANCEL: a person may have picked up and hears nothing (telephony.md section 4).
            await answered.Dialog.ByeAsync("SIP;cause=487;text=\"Given up\"", CancellationToken.None);
            return Result(null, CallOutcome.Abandoned, 200, "OK", now);
        }

        if (answered.Sdp is { } sdp && AudioOffer.FromAnswer(sdp) is { } audio && SdpReply.TryApply(leg, audio))
        {
            return Result(answered.Dialog, null, 200, "OK", now) with { AnswerStamp = answered.ReceivedAt };
        }

        await answered.Dialog.ByeAsync("SIP;cause=488;text=\"No common codec\"", CancellationToken.None);
        return Result(null, CallOutcome.MediaError, 200, "no common codec", now);
    }

    private AnswerResult End(InviteEnded ended)
    {
        CallOutcome outcome = CauseMap.Outcome(ended, _ringingAt is not null, _ringTimeOut, _reasons);
        DateTimeOffset? answeredAt = ended.End == InviteEnd.AnsweredAfterCancel ? time.GetUtcNow() : null;
        return Result(null, outcome, ended.Status, ended.Phrase, answeredAt) with
        {
            RetryAfter = ended.RetryAfter,
            EndedBy = ended.End == InviteEnd.Rejected && outcome == CallOutcome.NoAnswer ? CallEnder.Network : null,
        };
    }

    private AnswerResult Result(Dialog? dialog, CallOutcome? outcome, int status, string phrase, DateTimeOffset? answeredAt)
        => new(dialog, outcome, status, phrase, _ringingAt, answeredAt, null, _shuttingDown, _cancelled || _giveUpAt is not null);
}
