using System.Globalization;
using CallCenter.Contracts;
using CallCenter.Domain;
using CallCenter.Domain.Pacing;
using CallCenter.Domain.Rules;
using CallCenter.Media;

namespace CallCenter.Dialer.Calls;

/// <summary>Step 11: hang up what is still up, give everything back, and leave one true record.</summary>
internal sealed partial class OutboundCall
{
    private async Task CloseAsync()
    {
        Phase = CallPhase.Ending;
        DateTimeOffset endedAt = parts.Time.GetUtcNow();
        if (_muted)
        {
            _agent?.Line?.Leg.HoldReceive(false);
        }

        await _over.CancelAsync();
        _bridge?.Dispose();
        if (_facts.Outcome == CallOutcome.Connected)
        {
            WrapUp(); // does nothing when step 10 has begun; a failed conductor must not keep its agent
        }
        else if (_agent is { } reserved)
        {
            parts.Floor.Release(reserved);
        }

        Task hangUp = _dialog?.ByeAsync(_facts.EndedBy?.ToString(), CancellationToken.None) ?? Task.CompletedTask;
        NoteQuality();
        await SaveRecordingAsync();
        _leg?.Dispose();
        _facts.Seat?.Dispose();
        book.Ended(this, _facts.Outcome ?? CallOutcome.Interrupted);
        await parts.Journal.CloseAsync(plan, _facts, _agent?.Id, endedAt);
        parts.Registry.Remove(this);
        AnswerTheRest();
        parts.Events.Publish(new CallClosed(
            plan.Call, plan.Campaign.Id, plan.Lead?.Id, _agent?.Id, _facts.Outcome ?? CallOutcome.Interrupted, _facts.Recording));
        await hangUp;
        _over.Dispose();
    }

    private void NoteQuality()
    {
        if (_leg is not { } leg)
        {
            return;
        }

        LegQuality quality = leg.Quality;
        _facts.CustomerQuality = quality;
        _facts.CustomerLeg = new LegFacts(
            _facts.Seat?.Address.ToString(),
            leg.LocalEndPoint.Port,
            null,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["packetsIn"] = quality.PacketsIn.ToString(CultureInfo.InvariantCulture),
                ["packetsOut"] = quality.PacketsOut.ToString(CultureInfo.InvariantCulture),
                ["lost"] = quality.Lost.ToString(CultureInfo.InvariantCulture),
            });
    }

    private async Task SaveRecordingAsync()
    {
        _recorder = await _recorderStarting;
        if (_recorder is { } recorder)
        {
            _facts.Recording = recorder.Id;
            await recorder.StopAsync();
        }
    }

    /// <summary>Who asked in the last moment gets an answer too.</summary>
    private void AnswerTheRest()
    {
        _mailbox.Close();
        while (_mailbox.TryNext(out CallMessage? message))
        {
            if (message is AgentWants { Command: HangUpCall } hangUp)
            {
                hangUp.Reply.TrySetResult(new Done());
            }
            else if (message is AgentWants wants)
            {
                wants.Reply.TrySetResult(CallIsOver);
            }
        }
    }
}
