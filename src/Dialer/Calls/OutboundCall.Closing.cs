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
            _line?.Leg.HoldReceive(false);
        }

        await _over.CancelAsync();
        EndComfort();
        _bridge?.Dispose();
        if (_facts.Outcome == CallOutcome.Connected)
        {
            WrapUp(); // does nothing when step 10 has begun; a failed conductor must not keep its agent
        }
        else if (_agent is { } reserved)
        {
            parts.Floor.Release(reserved, plan.Call);
        }

        Task hangUp = _dialog?.ByeAsync(ByeReason(), CancellationToken.None) ?? Task.CompletedTask;
        NoteQuality();
        _leg?.Dispose();
        _facts.Seat?.Dispose();
        await SaveRecordingAsync(); // last of all that may wait: a disk must not hold a channel
        book.Ended(this, _facts.Outcome ?? CallOutcome.Interrupted);
        UserId? agent = _agent?.Id ?? _facts.LostAgent;
        await parts.Journal.CloseAsync(plan, _facts, agent, endedAt);
        parts.Registry.Remove(this);
        AnswerTheRest();
        parts.Events.Publish(new CallClosed(
            plan.Call, plan.Campaign.Id, plan.Lead?.Id, agent, _facts.Outcome ?? CallOutcome.Interrupted, _facts.Recording));
        await hangUp;
        _over.Dispose();
    }

    /// <summary>RFC 3326: a protocol and its cause; free words stand in the text.</summary>
    private string ByeReason() => _facts switch
    {
        { Outcome: not CallOutcome.Connected } => "Q.850;cause=16;text=\"No agent was free\"",
        { HasNoAgentLeft: true } => "Q.850;cause=16;text=\"The agent was lost\"",
        _ => "Q.850;cause=16;text=\"Normal call clearing\"",
    };

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
        try
        {
            if (await _recorderStarting is { } recorder)
            {
                _facts.Recording = recorder.Id;
                await recorder.StopAsync();
            }
        }
        catch (Exception e)
        {
            CallLog.RecordingFailed(parts.Log, plan.Call, e); // the record of the call must come all the same
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
