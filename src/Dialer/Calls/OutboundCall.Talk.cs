using CallCenter.Contracts;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Recording;
using CallCenter.Domain;
using CallCenter.Media;
using CallCenter.Sip;

namespace CallCenter.Dialer.Calls;

/// <summary>Steps 9 and 10: the conversation, what the agent may do in it, and its end.</summary>
internal sealed partial class OutboundCall
{
    private Task<CallRecorder?> _recorderStarting = Task.FromResult<CallRecorder?>(null);
    private TaskCompletionSource<DialerReply>? _hangUpReply;
    private bool _muted;
    private bool _onHold;
    private bool _recordingPaused;

    private async Task TalkAsync()
    {
        // After the swap, not before it: neither the disk nor the database may delay the first word.
        parts.Journal.Answered(plan, _facts, _agent!.Id);
        _recorderStarting = parts.Recordings.StartAsync(plan.Call, _facts.AnsweredAt!.Value, _leg!, _line!.Leg);
        while (_facts.EndedBy is null)
        {
            switch (await _mailbox.NextAsync(UntilAwayStep()))
            {
                case null:
                    await AwayStepAsync();
                    break;
                case DialogSaid said:
                    Follow(said.Event);
                    break;
                case Heard { Event: MediaLost { HeardBefore: true } lost }:
                    CallLog.MediaLost(parts.Log, plan.Call, lost.SilentFor);
                    _facts.EndedBy = CallEnder.Network;
                    break;
                case AgentLineChanged change:
                    FollowPhone(change);
                    break;
                case AgentWants { Command: HangUpCall } hangUp:
                    _facts.EndedBy = CallEnder.Agent;
                    _hangUpReply = hangUp.Reply;
                    break;
                case AgentWants wants:
                    wants.Reply.TrySetResult(await ObeyAsync(wants.Command));
                    break;
                case ShutDown:
                    _facts.EndedBy = CallEnder.Dialer;
                    _facts.ShuttingDown = true;
                    break;
                default:
                    break;
            }
        }
    }

    private async Task<DialerReply> ObeyAsync(DialerCommand command)
    {
        switch (command)
        {
            case HoldCall hold:
                Hold(hold.OnHold);
                break;
            case MuteAgent mute:
                _muted = mute.Muted;
                _line!.Leg.HoldReceive(_muted);
                break;
            case SendDigits { Digits.Length: > 0 and <= 32 } digits when _leg!.SendDtmf(digits.Digits):
                return new Done();
            case SendDigits:
                return new Refused("invalid_digits", "Digits are 0-9, *, # and A-D, at most 32, and the far end must accept them.");
            case PauseRecording pause:
                _recordingPaused = pause.Paused;
                (await _recorderStarting)?.Pause(pause.Paused);
                break;
            default:
                return new Refused("not_possible_now", "This is not possible in a call.");
        }

        parts.Floor.Show(_agent!, AgentState.Talking, AgentsView(_onHold ? "held" : "connected"));
        return new Done();
    }

    private void Hold(bool on)
    {
        if (on == _onHold)
        {
            return;
        }

        _onHold = on;
        if (on)
        {
            _bridge?.Dispose();
            _ = _leg!.PlayAsync(parts.Prompts.HoldMusic, loop: true, _over.Token);
        }
        else if (_awaySince is null)
        {
            _bridge = parts.Media.Join(_leg!, _line!.Leg);
        }
    }

    /// <summary>Who asked to hang up is answered when the wrap-up has begun: a disposition sent at once must find it.</summary>
    private void WrapUp()
    {
        if (_agent is { } agent)
        {
            parts.Floor.BeginWrapUp(agent, plan.Call, plan.Campaign.WrapUp);
        }

        _hangUpReply?.TrySetResult(new Done());
    }
}
