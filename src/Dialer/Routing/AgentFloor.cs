using CallCenter.Contracts;
using CallCenter.Contracts.Monitoring;
using CallCenter.Dialer.Live;
using CallCenter.Dialer.Phones;
using CallCenter.Domain;

namespace CallCenter.Dialer.Routing;

/// <summary>
/// Every signed-in agent, and who gets the next call: the oldest waiting call goes to the first agent who becomes free, a new call
/// to the agent who has been idle longest. One lock guards all presences and the queue of waiting calls; nothing slow happens
/// under it. Each state that could be forgotten has a limit that <see cref="EnforceLimits"/> keeps.
/// </summary>
public sealed class AgentFloor(EventFan events, TimeProvider time)
{
    /// <summary>A phone that does not answer in this time ends its session.</summary>
    public static readonly TimeSpan ConnectingLimit = TimeSpan.FromSeconds(40);

    /// <summary>A reservation that no call uses is taken back; longer than a call by hand can ring on two trunks.</summary>
    public static readonly TimeSpan ReservedLimit = TimeSpan.FromSeconds(290);

    /// <summary>A ready agent whose phone is away longer than this comes back paused: nobody may sit there any more.</summary>
    public static readonly TimeSpan ReturnLimit = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Dictionary<UserId, AgentPresence> _agents = [];
    private readonly LinkedList<AgentClaim> _waiting = [];

    /// <summary>Adds an agent in state connecting; null when there is a session already.</summary>
    public AgentPresence? TryAdd(UserId id, string userName, IReadOnlyList<CampaignId> campaigns, PhoneKind phone)
    {
        lock (_lock)
        {
            if (_agents.ContainsKey(id))
            {
                return null;
            }

            DateTimeOffset now = time.GetUtcNow();
            AgentPresence agent = new(id, userName, campaigns, phone, now) { LimitAt = now + ConnectingLimit };
            _agents.Add(id, agent);
            Publish(agent);
            return agent;
        }
    }

    public AgentPresence? Find(UserId id)
    {
        lock (_lock)
        {
            return _agents.GetValueOrDefault(id);
        }
    }

    public AgentSnapshot? Snapshot(UserId id)
    {
        lock (_lock)
        {
            return _agents.GetValueOrDefault(id)?.Snapshot();
        }
    }

    public IReadOnlyList<AgentSnapshot> Snapshots()
    {
        lock (_lock)
        {
            return [.. _agents.Values.Select(a => a.Snapshot())];
        }
    }

    /// <summary>Runs <paramref name="visit"/> over the campaign's agents under the lock; it must be quick.</summary>
    public void Visit(CampaignId campaign, Action<AgentPresence> visit)
    {
        lock (_lock)
        {
            foreach (AgentPresence agent in _agents.Values)
            {
                if (agent.Serves(campaign))
                {
                    visit(agent);
                }
            }
        }
    }

    /// <summary>The agent's phone is connected: state paused (or what was wished). False when the session was ended meanwhile: the line is the caller's to end.</summary>
    public bool LineUp(AgentPresence agent, AgentLine line)
    {
        lock (_lock)
        {
            if (agent.State != AgentState.Connecting)
            {
                return false;
            }

            agent.Line = line;
            agent.Trouble = null;
            agent.LimitAt = null;
            Rest(agent, reason: null);
            return true;
        }
    }

    /// <summary>The agent's phone is gone for good. A call in wrap-up stays the agent's.</summary>
    public void LineDown(AgentPresence agent, string? problem, string reason)
    {
        lock (_lock)
        {
            if (agent.State == AgentState.SignedOut)
            {
                return;
            }

            agent.Line = null;
            agent.Trouble = new PhoneTrouble(problem, reason, IsConnecting: false, time.GetUtcNow());
            if (agent.State is not (AgentState.Talking or AgentState.WrapUp))
            {
                // A reservation ends with the phone: its call finds that out when it wants to join.
                agent.Call = null;
                agent.HeldBy = null;
                agent.LimitAt = null;
                Enter(agent, AgentState.Unreachable, reason);
            }
            else
            {
                agent.Reason = reason;
                Publish(agent);
            }
        }
    }

    /// <summary>
    /// What became of a line that may come back. Away: the agent is unreachable at once, and keeps the call under way, if any; a reservation
    /// without a call of the own goes back. Up again: back to the call, or to what was before.
    /// </summary>
    public void Follow(AgentPresence agent, AgentLine line, LineState state)
    {
        lock (_lock)
        {
            if (agent.Line != line)
            {
                return;
            }

            if (state.Health == LineHealth.Up)
            {
                PhoneBack(agent);
            }
            else if (state.Health != LineHealth.Over)
            {
                PhoneAway(agent, state);
            }
        }
    }

    /// <summary>The agent's call goes to somebody else because the phone stayed away: no wrap-up, nothing to dispose.</summary>
    public void LoseCall(AgentPresence agent, CallId call)
    {
        lock (_lock)
        {
            if (agent.HeldBy != call || agent.State is not (AgentState.Unreachable or AgentState.Talking))
            {
                return;
            }

            agent.Call = null;
            agent.LimitAt = null;
            agent.Wish ??= (AgentState.Ready, null);
            Rest(agent, null);
        }
    }

    /// <summary>Being called again after the phone was lost.</summary>
    public bool TryReconnect(AgentPresence agent)
    {
        lock (_lock)
        {
            if (agent.State != AgentState.Unreachable)
            {
                return false;
            }

            Enter(agent, AgentState.Connecting, null);
            agent.LimitAt = time.GetUtcNow() + ConnectingLimit;
            return true;
        }
    }

    /// <summary>Takes the agent off the floor.</summary>
    public void Remove(AgentPresence agent)
    {
        lock (_lock)
        {
            if (_agents.GetValueOrDefault(agent.Id) == agent)
            {
                _agents.Remove(agent.Id);
            }

            agent.Call = null;
            agent.HeldBy = null;
            Enter(agent, AgentState.SignedOut, null);
        }
    }

    /// <summary>
    /// Ready or paused. During a call the wish is kept until after wrap-up. Returns null when done, else why not.
    /// </summary>
    public Refused? Wish(AgentPresence agent, AgentState state, string? reason)
    {
        lock (_lock)
        {
            switch (agent.State)
            {
                case AgentState.Ready when state == AgentState.Paused:
                case AgentState.Paused when state == AgentState.Paused:
                    Enter(agent, AgentState.Paused, reason);
                    return null;
                case AgentState.Paused when state == AgentState.Ready:
                    BecomeReady(agent);
                    return null;
                case AgentState.Ready:
                    return null;
                case AgentState.Reserved or AgentState.Talking or AgentState.WrapUp:
                case AgentState.Unreachable when agent.HeldBy is not null:
                    agent.Wish = (state, reason);
                    return null;
                case AgentState.Unreachable when state == AgentState.Paused && agent.Line is not null:
                    agent.Return = (state, reason);
                    return null;
                case AgentState.Connecting:
                    return new Refused("phone_connecting", "The phone is being connected; try again in a moment.");
                default:
                    return new Refused("phone_not_connected", "The phone is not connected; connect it first.");
            }
        }
    }

    /// <summary>Asks for an agent of the campaign; the claim is granted at once when one is ready.</summary>
    public AgentClaim Claim(CampaignId campaign, CallId call)
    {
        AgentClaim claim = new(campaign, call);
        lock (_lock)
        {
            if (LongestIdle(campaign) is { } agent)
            {
                Reserve(agent, call);
                claim.Grant(agent);
            }
            else
            {
                _waiting.AddLast(claim);
            }
        }

        return claim;
    }

    /// <summary>Gives a claim up; an agent granted in the same moment is returned and still reserved.</summary>
    public AgentPresence? Withdraw(AgentClaim claim)
    {
        lock (_lock)
        {
            _waiting.Remove(claim);
            return claim.Withdraw() ? null : claim.Granted.Result;
        }
    }

    /// <summary>Reserves this very agent, for a call the agent starts; false when busy or without phone.</summary>
    public bool TryReserve(AgentPresence agent, CallId call)
    {
        lock (_lock)
        {
            if (agent.State is not (AgentState.Ready or AgentState.Paused) || !agent.HasAudio)
            {
                return false;
            }

            agent.Wish ??= (agent.State, agent.Reason);
            Reserve(agent, call);
            return true;
        }
    }

    /// <summary>
    /// The phone line of an agent whom this call holds, or null when the agent, or the phone, is gone. The phone of an agent who started the
    /// call may be away for a moment.
    /// </summary>
    public AgentLine? LineOf(AgentPresence agent, CallId call)
    {
        lock (_lock)
        {
            bool holds = agent.HeldBy == call && (agent.State == AgentState.Reserved || (agent.State == AgentState.Unreachable && agent.Call?.Id == call));
            if (!holds || agent.Line is not { IsOver: false } line)
            {
                return null;
            }

            agent.IsJoined = true;
            return line;
        }
    }

    /// <summary>A reserved agent's call vanished before the bridge. Does nothing when another call holds the agent.</summary>
    public void Release(AgentPresence agent, CallId call)
    {
        lock (_lock)
        {
            if (agent.State is AgentState.Reserved or AgentState.Unreachable && agent.HeldBy == call)
            {
                agent.Call = null;
                agent.LimitAt = null;
                Rest(agent, null);
            }
        }
    }

    /// <summary>The agent's call changed (rings, is held, muted ...); state as given. Only the call that holds the agent is heard.</summary>
    public void Show(AgentPresence agent, AgentState state, AgentCall call)
    {
        lock (_lock)
        {
            if (agent.HeldBy != call.Id || agent.State is not (AgentState.Reserved or AgentState.Talking or AgentState.Unreachable))
            {
                return;
            }

            agent.Call = call;
            agent.LimitAt = state == AgentState.Reserved ? agent.LimitAt : null;
            if (agent.State != state && agent.State != AgentState.Unreachable)
            {
                Enter(agent, state, null);
            }
            else
            {
                Publish(agent);
            }
        }
    }

    /// <summary>Who is beside the agent, for the agent's own eyes; null: nobody.</summary>
    public void ShowListeners(AgentPresence agent, IReadOnlyList<ListenerMark>? listeners)
    {
        lock (_lock)
        {
            if (agent.State == AgentState.SignedOut || (agent.Listeners is null && listeners is null))
            {
                return;
            }

            agent.Listeners = listeners;
            Publish(agent);
        }
    }

    /// <summary>The call is over: wrap-up begins, for at most <paramref name="limit"/>; zero goes on at once.</summary>
    public void BeginWrapUp(AgentPresence agent, CallId call, TimeSpan limit)
    {
        lock (_lock)
        {
            if (agent.Call?.Id != call || agent.State is not (AgentState.Talking or AgentState.Reserved or AgentState.Unreachable))
            {
                return;
            }

            if (limit <= TimeSpan.Zero)
            {
                EndWrapUp(agent);
                return;
            }

            agent.LimitAt = time.GetUtcNow() + limit;
            agent.Call = agent.Call with { State = "wrapUp", WrapUpEndsAt = agent.LimitAt };
            Enter(agent, AgentState.WrapUp, agent.Trouble?.Reason);
        }
    }

    /// <summary>The disposition is stored. False when the agent does not wrap up this call (any more): nothing changes then.</summary>
    public bool FinishWrapUp(AgentPresence agent, CallId call)
    {
        lock (_lock)
        {
            if (agent.State != AgentState.WrapUp || agent.Call?.Id != call)
            {
                return false;
            }

            EndWrapUp(agent);
            return true;
        }
    }

    /// <summary>More time to wrap up; false when the agent does not wrap up this call.</summary>
    public bool ExtendWrapUp(AgentPresence agent, CallId call, TimeSpan by)
    {
        lock (_lock)
        {
            if (agent.State != AgentState.WrapUp || agent.Call?.Id != call)
            {
                return false;
            }

            agent.LimitAt += by;
            agent.Call = agent.Call with { WrapUpEndsAt = agent.LimitAt };
            Publish(agent);
            return true;
        }
    }

    /// <summary>Ends states that lasted too long; returns agents whose phone never answered, for their owner to end.</summary>
    public IReadOnlyList<AgentPresence> EnforceLimits()
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            List<AgentPresence> neverConnected = [];
            foreach (AgentPresence agent in _agents.Values.Where(a => a.LimitAt <= now).ToList())
            {
                switch (agent.State)
                {
                    case AgentState.WrapUp:
                        EndWrapUp(agent);
                        break;
                    case AgentState.Reserved:
                        agent.Call = null;
                        agent.LimitAt = null;
                        Rest(agent, null);
                        break;
                    case AgentState.Connecting:
                        agent.LimitAt = null;
                        neverConnected.Add(agent);
                        break;
                    default:
                        agent.LimitAt = null;
                        break;
                }
            }

            return neverConnected;
        }
    }

    private void PhoneAway(AgentPresence agent, LineState state)
    {
        agent.Trouble = new PhoneTrouble(
            state.Problem, state.Reason, state.Health == LineHealth.Connecting, agent.Trouble?.Since ?? time.GetUtcNow());
        switch (agent.State)
        {
            case AgentState.Ready or AgentState.Paused:
                agent.Return = (agent.State, agent.Reason);
                Enter(agent, AgentState.Unreachable, state.Reason);
                break;
            case AgentState.Reserved when agent.Call is null && !agent.IsJoined:
                // Its call finds out when it wants to join, and asks for the next agent.
                agent.Return = agent.Wish ?? (AgentState.Ready, null);
                agent.Wish = null;
                agent.HeldBy = null;
                agent.LimitAt = null;
                Enter(agent, AgentState.Unreachable, state.Reason);
                break;
            case AgentState.Reserved or AgentState.Talking or AgentState.Unreachable:
                Enter(agent, AgentState.Unreachable, state.Reason);
                break;
            case AgentState.WrapUp:
                agent.Reason = state.Reason;
                Publish(agent);
                break;
            default:
                break;
        }
    }

    private void PhoneBack(AgentPresence agent)
    {
        PhoneTrouble? trouble = agent.Trouble;
        agent.Trouble = null;
        if (agent.State == AgentState.WrapUp)
        {
            agent.Reason = null;
            Publish(agent);
        }
        else if (agent.State == AgentState.Unreachable && agent.HeldBy is not null)
        {
            Enter(agent, agent.Call?.State == "ringing" ? AgentState.Reserved : AgentState.Talking, null);
        }
        else if (agent.State == AgentState.Unreachable)
        {
            (AgentState state, string? reason) = agent.Return ?? (AgentState.Paused, null);
            agent.Return = null;
            bool soon = trouble is null || time.GetUtcNow() - trouble.Since <= ReturnLimit;
            agent.Wish = state == AgentState.Ready && !soon ? (AgentState.Paused, null) : (state, reason);
            Rest(agent, null);
        }
    }

    private void EndWrapUp(AgentPresence agent)
    {
        agent.Call = null;
        agent.LimitAt = null;
        agent.Wish ??= (AgentState.Ready, null);
        Rest(agent, null);
    }

    /// <summary>Between calls: what was wished, else paused; never ready without a phone.</summary>
    private void Rest(AgentPresence agent, string? reason)
    {
        (AgentState state, string? wishReason) = agent.Wish ?? (agent.State == AgentState.Reserved ? AgentState.Ready : AgentState.Paused, reason);
        agent.Wish = null;
        agent.HeldBy = null;
        if (!agent.HasAudio)
        {
            agent.Return = (state, wishReason);
            Enter(agent, AgentState.Unreachable, agent.Trouble?.Reason ?? "the phone is not connected");
        }
        else if (state == AgentState.Ready)
        {
            BecomeReady(agent);
        }
        else
        {
            Enter(agent, AgentState.Paused, wishReason);
        }
    }

    private void BecomeReady(AgentPresence agent)
    {
        if (!agent.HasAudio)
        {
            agent.Return = (AgentState.Ready, null);
            Enter(agent, AgentState.Unreachable, agent.Line?.State.Reason); // it went this moment; its owner tells next
            return;
        }

        agent.IdleSince = time.GetUtcNow();
        for (LinkedListNode<AgentClaim>? node = _waiting.First; node is not null; node = node.Next)
        {
            if (agent.Serves(node.Value.Campaign))
            {
                _waiting.Remove(node);
                Reserve(agent, node.Value.Call);
                node.Value.Grant(agent); // cannot fail: who withdraws takes the claim out of the queue under this lock
                return;
            }
        }

        Enter(agent, AgentState.Ready, null);
    }

    private void Reserve(AgentPresence agent, CallId call)
    {
        agent.HeldBy = call;
        agent.IsJoined = false;
        agent.LimitAt = time.GetUtcNow() + ReservedLimit;
        Enter(agent, AgentState.Reserved, null);
    }

    private AgentPresence? LongestIdle(CampaignId campaign)
    {
        AgentPresence? best = null;
        foreach (AgentPresence agent in _agents.Values)
        {
            if (agent.State == AgentState.Ready && agent.HasAudio && agent.Serves(campaign)
                && (best is null || agent.IdleSince < best.IdleSince))
            {
                best = agent;
            }
        }

        return best;
    }

    private void Enter(AgentPresence agent, AgentState state, string? reason)
    {
        if (agent.State != state)
        {
            agent.Since = time.GetUtcNow();
        }

        agent.State = state;
        agent.Reason = reason;
        Publish(agent);
    }

    private void Publish(AgentPresence agent) => events.Publish(new AgentChanged(agent.Snapshot()));
}
