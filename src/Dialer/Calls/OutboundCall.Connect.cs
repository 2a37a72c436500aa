using CallCenter.Contracts;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Recording;
using CallCenter.Dialer.Routing;
using CallCenter.Domain;
using CallCenter.Domain.Pacing;
using CallCenter.Media;
using CallCenter.Sip;

namespace CallCenter.Dialer.Calls;

/// <summary>Step 7, and what happens when it fails.</summary>
internal sealed partial class OutboundCall
{
    private readonly HashSet<AgentLine> _watched = [];
    private MediaBridge? _bridge;

    /// <summary>The customer's patience, and the law's: from the answer (calling-rules.md, "Abandoned").</summary>
    private DateTimeOffset ConnectBy => _facts.AnsweredAt!.Value + plan.Campaign.ConnectLimit;

    private async Task<bool> ConnectAsync()
    {
        if (plan.Agent is { } ownAgent)
        {
            return Join(ownAgent);
        }

        while (await FindAgentAsync(ConnectBy) is { } agent)
        {
            if (Join(agent))
            {
                return true;
            }

            parts.Floor.Release(agent, plan.Call); // the phone went in this very moment
        }

        return false;
    }

    private async Task<AgentPresence?> FindAgentAsync(DateTimeOffset until)
    {
        AgentClaim claim = parts.Floor.Claim(plan.Campaign.Id, plan.Call);
        if (claim.Granted.IsCompletedSuccessfully)
        {
            return await claim.Granted;
        }

        Phase = CallPhase.Waiting;
        _ = _mailbox.PumpAsync(claim);
        while (true)
        {
            switch (await _mailbox.NextAsync(until - parts.Time.GetUtcNow()))
            {
                case AgentGranted granted when granted.Claim == claim:
                    return granted.Agent;
                case null:
                    return parts.Floor.Withdraw(claim);
                case ShutDown:
                    _facts.EndedBy = CallEnder.Dialer;
                    _facts.ShuttingDown = true;
                    return Refuse(claim);
                case DialogSaid said:
                    Follow(said.Event);
                    if (_facts.EndedBy is not null)
                    {
                        return Refuse(claim);
                    }

                    break;
                case AgentWants wants:
                    wants.Reply.TrySetResult(new Refused("not_found", "This agent has no such call.")); // of the agent who lost it
                    break;
                default:
                    break;
            }
        }
    }

    private AgentPresence? Refuse(AgentClaim claim)
    {
        if (parts.Floor.Withdraw(claim) is { } granted)
        {
            parts.Floor.Release(granted, plan.Call);
        }

        return null;
    }

    /// <summary>The customer's side ends the call, or re-negotiates its audio: hold, another address, another codec.</summary>
    private void Follow(DialogEvent said)
    {
        if (said is DialogEnded ended)
        {
            _facts.EndedBy = ended.Cause == DialogEndCause.RemoteBye ? CallEnder.Customer : CallEnder.Network;
        }
        else
        {
            SdpReply.Follow(said, _leg!, parts.Settings.Seen(_leg!.LocalEndPoint), _facts.Seat!.Line.Settings.Codecs);
        }
    }

    private bool Join(AgentPresence agent)
    {
        if (parts.Floor.LineOf(agent, plan.Call) is not { } line)
        {
            return false;
        }

        _line = line;
        _bridge = parts.Media.Join(_leg!, line.Leg);
        parts.Meters.Bridged(_facts.AnswerStamp);
        _facts.ConnectedAt = parts.Time.GetUtcNow();
        _facts.GiveTo(agent.Id, _facts.ConnectedAt.Value);
        _facts.Outcome = CallOutcome.Connected;
        _agent = agent;
        Phase = CallPhase.Connected;
        Watch(line);
        book.Connected(this);
        return true;
    }

    /// <summary>Follows what becomes of an agent's phone. One who dialled is followed from the start, and one may get a lost call back: each line once.</summary>
    private void Watch(AgentLine line)
    {
        if (_watched.Add(line))
        {
            _ = _mailbox.PumpAsync(line, _over.Token);
        }
    }

    /// <summary>Nobody was free in time: the recorded identification, a key to opt out, then the end (US-4, C9 of product.md).</summary>
    private async Task AbandonAsync()
    {
        Phase = CallPhase.Ending;
        if (plan.Agent is not null)
        {
            _facts.Outcome ??= CallOutcome.Cancelled; // the agent who dialled is gone; nobody was abandoned by the dialler
            _facts.EndedBy ??= CallEnder.Agent;
            return;
        }

        _facts.Outcome = CallOutcome.Abandoned;
        book.Abandoned(this);
        if (_facts.EndedBy is not null)
        {
            return;
        }

        CallLog.Abandoned(parts.Log, plan.Call, plan.Campaign.Id);
        await PlayOutAsync(parts.Prompts.SafeHarbour(plan.Campaign.SafeHarbourPromptId), optOut: true);
    }

    /// <summary>Step 8: one event; the consoles take it from there.</summary>
    private void PopScreen(DateTimeOffset joinedAt)
    {
        parts.Floor.Show(_agent!, AgentState.Talking, AgentsView("connected"));
        parts.Events.Publish(new CallConnected(
            plan.Call,
            _facts.Attempt,
            plan.Campaign.Id,
            plan.Lead?.Id,
            plan.Customer,
            _agent!.Id,
            plan.Number,
            _facts.AnsweredAt!.Value,
            joinedAt));
    }

    private AgentCall AgentsView(string state) => new(
        plan.Call,
        plan.Lead?.Id,
        plan.Customer,
        plan.Number,
        "outbound",
        plan.Campaign.Id,
        state,
        _facts.AnsweredAt,
        _muted,
        _recordingPaused,
        null);
}
