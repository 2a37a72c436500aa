using CallCenter.Contracts;
using CallCenter.Dialer.Pacing;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Pacing;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;

namespace CallCenter.Dialer.Calls;

/// <summary>
/// The conductor of one outbound call: the only one who changes its state. <see cref="RunAsync"/> is the list of its steps
/// (docs/call-flow.md); what happens elsewhere reaches it through its mailbox.
/// </summary>
internal sealed partial class OutboundCall(CallPlan plan, CampaignBook book, CallParts parts)
{
    private readonly CallMailbox _mailbox = new(parts.Time);
    private readonly CancellationTokenSource _over = new();
    private readonly CallFacts _facts = new() { Attempt = plan.Attempt, Seat = plan.Seat };
    private RtpLeg? _leg;
    private InviteClientSession? _invite;
    private AgentLine? _line;
    private Dialog? _dialog;
    private AgentPresence? _agent = plan.Agent;

    public CallPlan Plan => plan;

    /// <summary>Read by the board and the pacer from other threads.</summary>
    public CallPhase Phase { get; private set; } = CallPhase.Dialing;

    public DateTimeOffset PlacedAt => plan.OpenedAt;

    public DateTimeOffset? AnsweredAt => _facts.AnsweredAt;

    /// <summary>Steps 4 to 11 of a call. Never throws for what a network, a phone or a person does.</summary>
    public async Task RunAsync()
    {
        try
        {
            if (await DialAsync())                  // 4 dial, 5 answer: over the next trunk when one is in trouble
            {
                await DetectAsync();                // 6 person or machine
                if (await ConnectAsync())           // 7 join to an agent
                {
                    await Task.Yield();             //   from the 200 OK to here on the SIP thread; now off it
                    PopScreen(_facts.ConnectedAt!.Value); // 8 the agent sees who it is
                    await TalkAsync();              // 9 until somebody hangs up, recorded
                    WrapUp();                       // 10 the agent's part goes on without the call
                }
                else
                {
                    await AbandonAsync();           //   nobody in time: the message the law wants
                }
            }
        }
        catch (Exception e)
        {
            CallLog.ConductorFailed(parts.Log, plan.Call, e);
            _facts.Outcome ??= CallOutcome.Interrupted;
            _invite?.Cancel(); // without effect when it is over
        }
        finally
        {
            await CloseAsync();                     // 11 the record
        }
    }

    /// <summary>Leaves a message for the conductor; false when the call is over.</summary>
    public bool Post(CallMessage message) => _mailbox.Post(message);

    /// <summary>An order of the agent in this call.</summary>
    public Task<DialerReply> AskAsync(DialerCommand command)
    {
        AgentWants wants = new(command, new TaskCompletionSource<DialerReply>(TaskCreationOptions.RunContinuationsAsynchronously));
        return Post(wants) ? wants.Reply.Task : Task.FromResult<DialerReply>(CallIsOver);
    }

    private static Refused CallIsOver { get; } = new("call_ended", "The call is over.");

    private async Task<bool> DialAsync()
    {
        if (!DialString.IsSafe(plan.Number))
        {
            _facts.Outcome = CallOutcome.InvalidNumber; // whatever a list brought: it does not leave (hardening S9)
            _facts.Phrase = "not a dial string";
            return false;
        }

        if (_agent?.Line is { } line)
        {
            Watch(line);
        }

        HashSet<TrunkId> tried = [];
        while (true)
        {
            TrunkSeat seat = _facts.Seat!;
            tried.Add(seat.Line.Settings.Id);
            AnswerResult answer = await InviteAsync(seat);
            _facts.Take(answer);
            Judge(seat.Line, answer);
            if (answer.Dialog is { } dialog)
            {
                _dialog = dialog;
                _ = _mailbox.PumpAsync(dialog);
                return true;
            }

            await Task.Yield(); // off the SIP thread: what follows may take its time
            _facts.Outcome = answer.Outcome;
            if (answer.Outcome == CallOutcome.Abandoned && plan.Agent is not null)
            {
                _facts.Outcome = CallOutcome.Cancelled; // the agent who dialled gave it up: no call of the dialler's
            }
            else if (answer.Outcome == CallOutcome.Abandoned)
            {
                // Answered while we gave up: a person was left without an agent, and it counts as such.
                book.JudgedLive(this);
                book.Abandoned(this);
            }

            if (!CauseMap.IsTrunkFault(answer.Outcome!.Value) || answer.GivenUp || !await FailOverAsync(tried))
            {
                return false;
            }
        }
    }

    private async Task<AnswerResult> InviteAsync(TrunkSeat seat)
    {
        Phase = CallPhase.Dialing;
        if (_leg is null)
        {
            _leg = parts.Media.TryOpenLeg();
            if (_leg is null)
            {
                CallLog.NoMediaPort(parts.Log, plan.Call);
                return new AnswerResult(null, CallOutcome.MediaError, 0, "no free RTP port", null, null, null, false, false);
            }

            _ = _mailbox.PumpAsync(_leg);
        }

        Trunk trunk = seat.Line.Settings;
        _facts.InvitedAt = parts.Time.GetUtcNow();
        InviteClientSession invite = _invite = parts.Sip.Invite(new OutboundInvite
        {
            RequestUri = $"sip:{DialString.ToUser(plan.Number)}@{seat.Address}",
            Destination = seat.Address,
            From = CallerAddress(seat),
            Sdp = AudioOffer.Create(parts.Settings.Seen(_leg.LocalEndPoint), trunk.Codecs, sessionId: SdpReply.NewSessionId()),
            Credentials = seat.Line.Credentials,
            FirstResponseLimit = TimeSpan.FromSeconds(5),
            ReadOnSipThread = true,
            CallId = $"{plan.Call}-{_facts.Attempt}@{parts.Sip.LocalEndPoint.Address}",
        });
        _ = _mailbox.PumpAsync(invite);
        TimeSpan minimumRing = TimeSpan.FromSeconds(plan.Rules.MinimumRingSeconds);
        AnswerWait wait = new(_mailbox, invite, _leg, plan.Campaign, minimumRing, parts.Time) { Ringing = ShowRinging };
        return await wait.RunAsync();
    }

    /// <summary>A trunk that knows us by account wants the account in From; the number shown then goes into P-Asserted-Identity by its own settings.</summary>
    private string CallerAddress(TrunkSeat seat)
    {
        string user = DialString.IsSafe(plan.Campaign.CallerId) ? DialString.ToUser(plan.Campaign.CallerId) : seat.Line.Settings.UserName ?? "anonymous";
        return $"<sip:{user}@{parts.Sip.LocalEndPoint}>";
    }

    private void ShowRinging()
    {
        Phase = CallPhase.Ringing;
        book.Wake();
        if (_agent?.Line is { } line)
        {
            _ = line.Leg.PlayAsync(AudioClip.RingBack, loop: true, _over.Token);
        }
    }

    private void Judge(TrunkLine trunk, AnswerResult answer)
    {
        parts.Watch.Ended(trunk, answer.Outcome, answer.Status);
        if (answer is { Status: 503, RetryAfter: { } wait })
        {
            trunk.PauseFor(wait);
        }
    }

    private async Task<bool> FailOverAsync(HashSet<TrunkId> tried)
    {
        if (parts.Trunks.TryTake(plan.Campaign, tried) is not { } next)
        {
            return false;
        }

        _facts.Seat!.Dispose();
        _facts.Seat = next;
        AttemptId? attempt = await parts.Journal.OpenFailoverAsync(plan, _facts, next.Line.Settings.Id);
        if (attempt is not { } opened)
        {
            return false; // not on disk, so it must not leave
        }

        _facts.Attempt = opened;
        return true;
    }

    /// <summary>
    /// Step 6. Without a detector every answer is taken for a person at once: the strict reading of calling-rules.md, where the end
    /// of the greeting is unknown.
    /// </summary>
    private Task DetectAsync()
    {
        Phase = CallPhase.Detecting;
        book.Report(PacingEventKind.Answered, this);
        book.JudgedLive(this);
        return Task.CompletedTask;
    }
}
