using CallCenter.Contracts;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Recording;
using CallCenter.Dialer.Routing;
using CallCenter.Domain;
using CallCenter.Media;
using CallCenter.Sip;

namespace CallCenter.Dialer.Calls;

/// <summary>
/// A conversation whose agent's phone is away: a page that is reloaded, a network that is changed, a machine asleep. The customer stays
/// on the line for the agent; when the agent stays away the customer goes to a colleague, or is called back (A12, hardening R12).
/// </summary>
internal sealed partial class OutboundCall
{
    private DateTimeOffset? _awaySince;
    private CancellationTokenSource? _comfort;

    /// <summary>Until something is due for an agent who is away; null while the agent is there.</summary>
    private TimeSpan? UntilAwayStep()
    {
        if (_awaySince is not { } since)
        {
            return null;
        }

        TimeSpan left = since + (_comfort is null ? parts.Settings.Away.AnnounceAfter : parts.Settings.Away.KeepFor) - parts.Time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void FollowPhone(AgentLineChanged change)
    {
        if (change.Line != _line)
        {
            return; // of an agent who had the call before
        }

        switch (change.State.Health)
        {
            case LineHealth.Over:
                _facts.EndedBy = CallEnder.Agent;
                break;
            case LineHealth.Up when _awaySince is not null:
                Return();
                break;
            case LineHealth.Up:
                break;
            default:
                _awaySince ??= parts.Time.GetUtcNow();
                break;
        }
    }

    /// <summary>The agent's phone is back: same leg, same recording, same mute and hold as before.</summary>
    private void Return()
    {
        CallLog.AgentBack(parts.Log, plan.Call, parts.Time.GetUtcNow() - _awaySince!.Value);
        _awaySince = null;
        EndComfort();
        if (!_onHold)
        {
            _bridge = parts.Media.Join(_leg!, _line!.Leg);
        }
    }

    private async Task AwayStepAsync()
    {
        if (_comfort is null)
        {
            _comfort = new CancellationTokenSource();
            if (!_onHold)
            {
                _bridge?.Dispose();
                _ = ComfortAsync(_comfort.Token);
            }
        }
        else
        {
            await HandOverAsync();
        }
    }

    /// <summary>The announcement once, then music until somebody is joined.</summary>
    private async Task ComfortAsync(CancellationToken ct)
    {
        if (await _leg!.PlayAsync(parts.Prompts.PleaseHold(plan.Rules), loop: false, ct) == PlayEnd.Finished)
        {
            await _leg.PlayAsync(parts.Prompts.HoldMusic, loop: true, ct);
        }
    }

    private void EndComfort()
    {
        _comfort?.Cancel();
        _comfort?.Dispose();
        _comfort = null;
    }

    /// <summary>The agent stayed away: the call goes to another agent of the campaign, or ends with the promise to call back.</summary>
    private async Task HandOverAsync()
    {
        AgentPresence lost = _agent!;
        CallLog.AgentLost(parts.Log, plan.Call, lost.UserName);
        if (_muted)
        {
            _line!.Leg.HoldReceive(false);
        }

        bool recordingPaused = _recordingPaused;
        (_agent, _line, _muted, _onHold, _recordingPaused, _awaySince) = (null, null, false, false, false, null);
        _facts.LoseAgent(parts.Time.GetUtcNow());
        parts.Floor.LoseCall(lost, plan.Call);

        DateTimeOffset until = parts.Time.GetUtcNow() + parts.Settings.Away.ColleagueLimit;
        while (_facts.EndedBy is null && await FindAgentAsync(until) is { } colleague)
        {
            if (GiveTo(colleague, recordingPaused))
            {
                EndComfort();
                return;
            }

            parts.Floor.Release(colleague, plan.Call); // that phone went too
        }

        if (_facts.EndedBy is null)
        {
            Phase = CallPhase.Ending;
            await PlayOutAsync(plan.Lead is null ? parts.Prompts.Sorry(plan.Rules) : parts.Prompts.CallYouBack(plan.Rules), optOut: false);
        }

        EndComfort();
    }

    private bool GiveTo(AgentPresence colleague, bool recordingPaused)
    {
        if (parts.Floor.LineOf(colleague, plan.Call) is not { } line)
        {
            return false;
        }

        _line = line;
        _agent = colleague;
        _bridge = parts.Media.Join(_leg!, line.Leg);
        Phase = CallPhase.Connected;
        DateTimeOffset now = parts.Time.GetUtcNow();
        _facts.GiveTo(colleague.Id, now);
        Watch(line);
        _ = RecordAsync(line.Leg, recordingPaused);
        parts.Journal.HandedOver(plan, _facts, colleague.Id);
        PopScreen(now);
        return true;
    }

    /// <summary>A pause was the lost agent's: the colleague does not know of it.</summary>
    private async Task RecordAsync(MediaLeg agent, bool paused)
    {
        try
        {
            CallRecorder? recorder = await _recorderStarting;
            recorder?.Follow(agent);
            if (paused)
            {
                recorder?.Pause(false);
            }
        }
        catch (Exception e)
        {
            CallLog.RecordingFailed(parts.Log, plan.Call, e); // the call goes on
        }
    }

    /// <summary>Plays a last message to the customer; it ends early when the customer hangs up, or presses 9 where that opts out.</summary>
    private async Task PlayOutAsync(AudioClip message, bool optOut)
    {
        Task<PlayEnd> playing = _leg!.PlayAsync(message, loop: false, _over.Token);
        DateTimeOffset end = parts.Time.GetUtcNow() + message.Duration + TimeSpan.FromMilliseconds(200);
        while (_facts.EndedBy is null && !playing.IsCompleted)
        {
            switch (await _mailbox.NextAsync(end - parts.Time.GetUtcNow()))
            {
                case null or ShutDown:
                    _facts.EndedBy = CallEnder.Dialer;
                    break;
                case DialogSaid said:
                    Follow(said.Event);
                    break;
                case Heard { Event: DtmfDigit { Digit: '9' } } when optOut:
                    // The built-in message offers key 9 as opt-out.
                    parts.Journal.OptOut(plan);
                    _facts.EndedBy = CallEnder.Dialer;
                    break;
                case AgentWants wants:
                    wants.Reply.TrySetResult(CallIsOver);
                    break;
                default:
                    break;
            }
        }

        _facts.EndedBy ??= CallEnder.Dialer;
    }
}
