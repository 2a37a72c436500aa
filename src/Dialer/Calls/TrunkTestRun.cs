using CallCenter.Contracts;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;

namespace CallCenter.Dialer.Calls;

/// <summary>
/// One test call over one trunk: the same INVITE, the same wait for an answer as a campaign's call, then some seconds of music and the
/// end. It belongs to no campaign, has no lead and leaves no call record; who watches reads <see cref="View"/>.
/// </summary>
internal sealed class TrunkTestRun(CallId id, string number, string callerId, TrunkSeat seat, CallParts parts)
{
    private static readonly TimeSpan PlayFor = TimeSpan.FromSeconds(8);

    /// <summary>Music that nobody is to hear would be no test: somebody has to find the telephone.</summary>
    private static readonly Campaign NoCampaign = new() { Id = default, Name = "test call", RingTimeout = TimeSpan.FromSeconds(45) };

    private readonly CallMailbox _mailbox = new(parts.Time);
    private readonly Lock _lock = new();
    private TrunkTestCall _view = new(id, seat.Line.Settings.Id, number, "dialing", parts.Time.GetUtcNow(), [], 0, null, null, 0, null);

    /// <summary>The test as it is now.</summary>
    public TrunkTestCall View
    {
        get
        {
            lock (_lock)
            {
                return _view;
            }
        }
    }

    /// <summary>Ends it before its time.</summary>
    public void HangUp() => _mailbox.Post(new GiveUp("test ended", AtOnce: true));

    /// <summary>From the INVITE to the end; never throws for what a network or a person does.</summary>
    public async Task<TrunkTest> RunAsync()
    {
        try
        {
            await CallAsync();
        }
        catch (Exception e)
        {
            CallLog.ConductorFailed(parts.Log, id, e);
            Note("failed", "The test met an error of ours; see the log.");
            End("failed", 0);
        }
        finally
        {
            _mailbox.Close();
            seat.Dispose();
        }

        TrunkTestCall view = View;
        TrunkTestStep? telling = view.Outcome == "answered" ? view.Steps.FirstOrDefault(s => s.Code == "silent") : view.Steps is [.., { } last] ? last : null;
        string text = telling?.Text ?? SipWords.Explain(200);
        return new TrunkTest(view.EndedAt ?? parts.Time.GetUtcNow(), view.Outcome == "answered", view.SipStatus, text);
    }

    private async Task CallAsync()
    {
        using RtpLeg? leg = parts.Media.TryOpenLeg();
        if (leg is null)
        {
            Note("failed", "No RTP port is free on our side.");
            End("failed", 0);
            return;
        }

        _ = _mailbox.PumpAsync(leg);
        Trunk trunk = seat.Line.Settings;
        DateTimeOffset invitedAt = parts.Time.GetUtcNow();
        InviteClientSession invite = parts.Sip.Invite(new OutboundInvite
        {
            RequestUri = $"sip:{DialString.ToUser(number)}@{seat.Address}",
            Destination = seat.Address,
            From = $"<sip:{(DialString.IsSafe(callerId) ? DialString.ToUser(callerId) : trunk.UserName ?? "anonymous")}@{parts.Sip.LocalEndPoint}>",
            Sdp = AudioOffer.Create(parts.Settings.Seen(leg.LocalEndPoint), trunk.Codecs, sessionId: SdpReply.NewSessionId()),
            Credentials = seat.Line.Credentials,
            FirstResponseLimit = TimeSpan.FromSeconds(5),
            CallId = $"{id}@{parts.Sip.LocalEndPoint.Address}",
        });
        Note("invited", $"Calling {number} over {trunk.Name}.");
        _ = _mailbox.PumpAsync(invite);
        AnswerWait wait = new(_mailbox, invite, leg, NoCampaign, TimeSpan.Zero, parts.Time)
        {
            Ringing = () => Rang(invitedAt),
        };
        AnswerResult answer = await wait.RunAsync();
        parts.Watch.Ended(seat.Line, answer.Outcome, answer.Status);
        if (answer.Dialog is { } dialog)
        {
            _ = _mailbox.PumpAsync(dialog);
            Change(v => v with { SipStatus = 200, PostDialDelayMs = v.PostDialDelayMs ?? Since(invitedAt) });
            Note("answered", "Somebody answered.", 200);
            await TalkAsync(leg, dialog);
        }
        else
        {
            Refused(answer);
        }
    }

    private void Rang(DateTimeOffset invitedAt)
    {
        Change(v => v with { State = "ringing", PostDialDelayMs = Since(invitedAt) });
        Note("ringing", "It rings.");
    }

    private async Task TalkAsync(RtpLeg leg, Dialog dialog)
    {
        using CancellationTokenSource over = new();
        Task<PlayEnd> playing = leg.PlayAsync(parts.Prompts.HoldMusic, loop: true, over.Token);
        Change(v => v with { State = "playing" });
        Note("playing", "Music is played for some seconds.");
        DateTimeOffset until = parts.Time.GetUtcNow() + PlayFor;
        string ended = await WaitForEndAsync(leg, until);
        await over.CancelAsync();
        await playing;
        long packets = leg.Quality.PacketsIn;
        Change(v => v with { PacketsIn = packets });
        Note(packets > 0 ? "heard" : "silent", packets > 0 ? "Audio came from the far end." : "No audio came from the far end: check the firewall and the advertised address.");
        Note(ended, ended == "hungUp" ? "We hung up." : "The far end hung up.");
        await dialog.ByeAsync("Q.850;cause=16;text=\"Normal call clearing\"", CancellationToken.None);
        End("answered", 200);
    }

    private async Task<string> WaitForEndAsync(RtpLeg leg, DateTimeOffset until)
    {
        while (true)
        {
            switch (await _mailbox.NextAsync(until - parts.Time.GetUtcNow()))
            {
                case null or GiveUp or ShutDown:
                    return "hungUp";
                case DialogSaid { Event: DialogEnded }:
                    return "hungUpByFarEnd";
                case DialogSaid said:
                    SdpReply.Follow(said.Event, leg, parts.Settings.Seen(leg.LocalEndPoint), seat.Line.Settings.Codecs);
                    break;
                default:
                    break;
            }
        }
    }

    private void Refused(AnswerResult answer)
    {
        CallOutcome outcome = answer.Outcome ?? CallOutcome.Interrupted;
        (string code, string text) = outcome switch
        {
            CallOutcome.TrunkDown => ("trunkDown", SipWords.Explain(0)),
            CallOutcome.NoAnswer when answer.Status is 0 or 487 => ("noAnswer", "It rang, and nobody answered."),
            CallOutcome.Cancelled or CallOutcome.Abandoned => ("hungUp", "We hung up."),
            _ => ("rejected", $"{SipWords.Explain(answer.Status)}{(answer.Phrase.Length > 0 ? $" ({answer.Status} {answer.Phrase})" : "")}"),
        };
        Note(code, text, answer.Status);
        End(outcome.Word(), answer.Status);
    }

    private long Since(DateTimeOffset start) => (long)(parts.Time.GetUtcNow() - start).TotalMilliseconds;

    private void Note(string code, string text, int status = 0)
        => Change(v => v with { Steps = [.. v.Steps, new TrunkTestStep(parts.Time.GetUtcNow(), code, text, status)] });

    private void End(string outcome, int status)
        => Change(v => v with { State = "ended", Outcome = outcome, SipStatus = status, EndedAt = parts.Time.GetUtcNow() });

    private void Change(Func<TrunkTestCall, TrunkTestCall> change)
    {
        lock (_lock)
        {
            _view = change(_view);
        }
    }
}
