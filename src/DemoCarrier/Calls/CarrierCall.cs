using CallCenter.DemoCarrier.Ledger;
using CallCenter.DemoCarrier.Numbers;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.Sip.Sdp;
using Microsoft.Extensions.Logging;

namespace CallCenter.DemoCarrier.Calls;

#pragma warning disable CA1001 // RunAsync is the object's whole life and disposes the audio at its end.
/// <summary>One call at the far end, and the only one to change its state. <see cref="RunAsync"/> is its whole life.</summary>
internal sealed class CarrierCall(IncomingInvite invite, CallPlan plan, CarrierParts parts)
#pragma warning restore CA1001
{
    private static readonly string[] Codecs = ["PCMU", "PCMA"];
    private static readonly TimeSpan ByeLimit = TimeSpan.FromSeconds(2);
    private LedgerEntry _entry = null!;
    private FarEndAudio? _audio;
    private RtpLeg? _leg;
    private byte[] _description = [];
    private int _descriptionVersion = 1;

    /// <summary>Set-up, ringing, answer or refusal, conversation, hang-up; ends early on CANCEL, BYE and when the carrier stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        Enter();
        try
        {
            using CancellationTokenSource beforeAnswer = CancellationTokenSource.CreateLinkedTokenSource(stopping, invite.Cancelled);
            if (OpenAudio() is { } refusal)
            {
                Refuse(refusal);
                return;
            }

            await RingAsync(beforeAnswer.Token);
            if (RefusalOf(plan.Kind) is { } status)
            {
                Refuse(status);
                return;
            }

            await TalkAsync(Answer(), stopping);
        }
        catch (OperationCanceledException)
        {
            GiveUp();
        }
        finally
        {
            await LeaveAsync();
        }
    }

    private static (int Status, string Phrase)? RefusalOf(FarEndKind kind) => kind switch
    {
        FarEndKind.Busy => (486, "Busy Here"),
        FarEndKind.NoAnswer => (480, "Temporarily Unavailable"),
        FarEndKind.Invalid => (404, "Not Found"),
        FarEndKind.Congestion => (503, "Service Unavailable"),
        FarEndKind.Declined => (603, "Decline"),
        _ => null,
    };

    private void Enter()
    {
        _entry = new LedgerEntry
        {
            CallId = invite.CallId,
            Number = plan.Number,
            From = invite.FromUser,
            Kind = plan.Kind,
            InvitedAt = parts.Time.GetUtcNow(),
        };
        parts.Ledger.Write(_entry);
        CarrierLog.Called(parts.Log, invite.CallId, plan.Kind);
    }

    // Null when audio is ready, otherwise what to refuse with.
    private (int Status, string Phrase)? OpenAudio()
    {
        _leg = parts.Media.TryOpenLeg();
        if (_leg is null)
            return (503, "No Media Port");
        _audio = new FarEndAudio(_leg, parts.Time, plan.Seed, parts.Options.HeardFolder is not null);
        if (invite.Offer is null)
        {
            // RFC 3261 13.2.1: an INVITE without offer gets ours in the 200, and the ACK brings the answer.
            _description = AudioOffer.Create(_leg.LocalEndPoint, Codecs);
            return null;
        }

        if (AudioOffer.Answer(invite.Offer, _leg.LocalEndPoint, Codecs) is not { } agreed)
            return (488, "Not Acceptable Here");
        _description = agreed.Answer;
        _audio.Connect(agreed.Audio);
        return null;
    }

    private async Task RingAsync(CancellationToken ct)
    {
        await Task.Delay(plan.SetUp, parts.Time, ct);
        switch (plan.Kind)
        {
            case FarEndKind.Congestion:
                return;
            case FarEndKind.Busy:
                await Task.Delay(plan.Ring, parts.Time, ct);
                return;
            case FarEndKind.Invalid:
                invite.Progress(183, "Session Progress", _description);
                await parts.Scripts.AnnounceVacantAsync(_audio!, ct);
                return;
            default:
                invite.Progress(180, "Ringing");
                Change(_entry with { RingingAt = parts.Time.GetUtcNow() });
                await Task.Delay(plan.Ring, parts.Time, ct);
                return;
        }
    }

    private Dialog Answer()
    {
        Dialog dialog = invite.Answer(_description);
        Change(_entry with { AnsweredAt = parts.Time.GetUtcNow(), Status = 200 });
        return dialog;
    }

    private async Task TalkAsync(Dialog dialog, CancellationToken stopping)
    {
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task<DialogEndCause> end = FollowAsync(dialog, over);
        try
        {
            await parts.Scripts.RunAsync(plan, _audio!, over.Token);
        }
        catch (OperationCanceledException)
        {
            // The caller hung up, or the carrier stops: either way the conversation is over.
        }

        _entry = _entry with { End = await HangUpAsync(dialog, end, stopping) };
    }

    private async Task<string> HangUpAsync(Dialog dialog, Task<DialogEndCause> end, CancellationToken stopping)
    {
        // A caller that is gone answers no BYE: a carrier that stops does not wait 64*T1 for it.
        Task over = Task.WhenAll(dialog.ByeAsync(null, CancellationToken.None), end);
        await over.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!over.IsCompleted && !await EndsWithinAsync(over, ByeLimit))
            return "stopped";

        return await end switch
        {
            DialogEndCause.RemoteBye => "callerHungUp",
            DialogEndCause.LocalBye => stopping.IsCancellationRequested ? "stopped" : "hungUp",
            _ => "lost",
        };
    }

    private async Task<bool> EndsWithinAsync(Task task, TimeSpan limit)
    {
        using CancellationTokenSource timeout = new(limit, parts.Time);
        await task.WaitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task.IsCompleted;
    }

    // Reads what happens in the dialog until it ends; then whoever speaks is interrupted.
    private async Task<DialogEndCause> FollowAsync(Dialog dialog, CancellationTokenSource over)
    {
        DialogEndCause cause = DialogEndCause.Lost;
        await foreach (DialogEvent change in dialog.Events.ReadAllAsync(CancellationToken.None))
        {
            switch (change)
            {
                case DialogOffer offer:
                    AcceptOffer(offer);
                    break;
                case DialogAnswer answer when AudioOffer.FromAnswer(answer.Answer) is { } audio:
                    _audio!.Connect(audio);
                    break;
                case DialogEnded ended:
                    cause = ended.Cause;
                    break;
            }
        }

        await over.CancelAsync();
        return cause;
    }

    private void AcceptOffer(DialogOffer offer)
    {
        if (AudioOffer.Answer(offer.Offer, _leg!.LocalEndPoint, Codecs, version: ++_descriptionVersion) is not { } agreed)
        {
            offer.Refuse(488);
            return;
        }

        _audio!.Connect(agreed.Audio);
        offer.Accept(agreed.Answer);
    }

    private void Refuse((int Status, string Phrase) refusal)
    {
        invite.Reject(refusal.Status, refusal.Phrase);
        _entry = _entry with { End = "refused", Status = refusal.Status };
    }

    private void GiveUp()
    {
        if (invite.Cancelled.IsCancellationRequested)
        {
            _entry = _entry with { End = "cancelled" };
            return;
        }

        invite.Reject(503, "Service Unavailable");
        _entry = _entry with { End = "stopped", Status = 503 };
    }

    private async Task LeaveAsync()
    {
        if (_audio is not null)
        {
            _entry = _entry with { HeardSpeechMs = (int)_audio.Ear.TotalSpeech.TotalMilliseconds, Said = _audio.Said };
            if (parts.Options.HeardFolder is { } folder && _entry.AnsweredAt is not null)
                await _audio.SaveHeardAsync(Path.Combine(folder, SafeName(invite.CallId) + ".wav"));
            _audio.Dispose();
        }

        Change(_entry with { EndedAt = parts.Time.GetUtcNow(), End = _entry.End ?? "failed" });
        CarrierLog.Ended(parts.Log, invite.CallId, _entry.End!);
    }

    private void Change(LedgerEntry entry)
    {
        _entry = entry;
        parts.Ledger.Write(entry);
    }

    // A Call-ID comes from outside and may hold anything a token may.
    private static string SafeName(string callId)
        => string.Concat(callId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_')).TrimStart('.');
}
