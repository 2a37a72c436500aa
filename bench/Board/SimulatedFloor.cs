using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CallCenter.Contracts;
using CallCenter.Domain;

namespace CallCenter.Bench.Board;

/// <summary>
/// A Dialer without telephones: agents go from ready over talking to wrap-up and back, now and then into a pause, with the lengths of a busy
/// outbound floor; campaigns report their figures each second. Everything else is the real program.
/// </summary>
internal sealed class SimulatedFloor(int agents, IReadOnlyList<CampaignId> campaigns, IReadOnlyList<TrunkId> trunks, IReadOnlyList<CustomerId> customers, TimeProvider time)
    : IDialerLink
{
    private readonly Lock _gate = new();
    private readonly Random _dice = new(7);
    private readonly List<Channel<DialerEvent>> _readers = [];
    private readonly Dictionary<UserId, AgentSnapshot> _agents = [];
    private readonly Dictionary<UserId, DateTimeOffset> _until = [];
    private readonly Dictionary<CampaignId, long[]> _counts = campaigns.ToDictionary(c => c, _ => new long[4]);

    public bool IsConnected => true;

    /// <summary>Changes of agents so far.</summary>
    public long Moves { get; private set; }

    /// <summary>Puts the people on shift.</summary>
    public void Begin(IReadOnlyList<(UserId Id, string Name)> people)
    {
        foreach (((UserId id, string name), int i) in people.Take(agents).Select((p, i) => (p, i)))
        {
            _agents[id] = new AgentSnapshot(
                id, name, AgentState.Ready, time.GetUtcNow().AddSeconds(-_dice.Next(30)), null, new AgentPhone(PhoneKind.Browser, "connected"), [campaigns[i % campaigns.Count]], null);
            _until[id] = time.GetUtcNow().AddSeconds(_dice.NextDouble() * 20);
        }
    }

    /// <summary>Lets time pass until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(100), time);
        try
        {
            for (int tick = 0; await timer.WaitForNextTickAsync(ct); tick++)
            {
                lock (_gate)
                {
                    Step(time.GetUtcNow(), tick % 10 == 0);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The measurement is over.
        }
    }

    public Task<DialerReply> SendAsync(DialerCommand command, CancellationToken ct)
    {
        lock (_gate)
        {
            return Task.FromResult<DialerReply>(command switch
            {
                GetAgents => new AgentsReply([.. _agents.Values]),
                GetAgent get when _agents.TryGetValue(get.Agent, out AgentSnapshot? agent) => new AgentReply(agent),
                GetCampaignLive get => new CampaignLiveReply(Live(get.Campaign)),
                GetTrunkHealth get => new TrunkHealthReply(Health(get.Trunk)),
                GetMonitorings => new MonitoringsReply([]),
                GetDialerHealth => new DialerHealthReply(true, true, "127.0.0.1:5060", [], []),
                SetAgentState set when _agents.TryGetValue(set.Agent, out AgentSnapshot? agent) => Obey(agent, set),
                _ => new Refused("not_found", "Nobody is simulated for that."),
            });
        }
    }

    public async IAsyncEnumerable<DialerEvent> SubscribeAsync([EnumeratorCancellation] CancellationToken ct)
    {
        Channel<DialerEvent> events = Channel.CreateBounded<DialerEvent>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (_gate)
        {
            _readers.Add(events);
        }

        await foreach (DialerEvent happened in events.Reader.ReadAllAsync(ct))
        {
            yield return happened;
        }
    }

    private void Step(DateTimeOffset now, bool second)
    {
        foreach ((UserId id, DateTimeOffset until) in _until.ToArray())
        {
            if (until <= now)
            {
                Move(_agents[id], now);
            }
        }

        if (second)
        {
            foreach (CampaignId campaign in campaigns)
            {
                int dialled = _dice.Next(0, 4);
                _counts[campaign][0] += dialled;
                int answered = Enumerable.Range(0, dialled).Count(_ => _dice.NextDouble() < 0.3);
                _counts[campaign][1] += answered;
                int lost = campaign == campaigns[0] && answered > 0 && _dice.NextDouble() < 0.04 ? 1 : _dice.NextDouble() < 0.004 ? Math.Min(1, answered) : 0;
                _counts[campaign][3] += lost;
                _counts[campaign][2] += answered - lost;
                Tell(new CampaignChanged(Live(campaign)));
            }
        }
    }

    private void Move(AgentSnapshot agent, DateTimeOffset now)
    {
        (AgentState state, double seconds, string? reason) = agent.State switch
        {
            AgentState.Ready => (AgentState.Talking, 20 + (-Math.Log(1 - _dice.NextDouble()) * 110), null),
            AgentState.Talking => (AgentState.WrapUp, 8 + (_dice.NextDouble() * 25), null),
            AgentState.WrapUp when _dice.NextDouble() < 0.06 => (AgentState.Paused, 60 + (_dice.NextDouble() * 300), (string?)"break"),
            _ => (AgentState.Ready, 1 + (_dice.NextDouble() * 12), null),
        };
        AgentCall? call = state switch
        {
            AgentState.Talking => new AgentCall(
                CallId.New(now), null, customers[_dice.Next(customers.Count)], $"+1212555{_dice.Next(100, 200):0000}", "outbound", agent.CampaignIds[0], "connected", now, false, false, null),
            AgentState.WrapUp => agent.Call! with { State = "wrapUp", WrapUpEndsAt = now.AddSeconds(30) },
            _ => null,
        };
        _until[agent.UserId] = now.AddSeconds(seconds);
        Set(agent with { State = state, Since = now, Reason = reason, Call = call });
    }

    private Done Obey(AgentSnapshot agent, SetAgentState set)
    {
        _until[agent.UserId] = time.GetUtcNow().AddMinutes(5);
        Set(agent with { State = set.State, Reason = set.Reason, Since = time.GetUtcNow(), Call = null });
        return new Done();
    }

    private void Set(AgentSnapshot agent)
    {
        _agents[agent.UserId] = agent;
        Moves++;
        Tell(new AgentChanged(agent));
    }

    private void Tell(DialerEvent happened)
    {
        foreach (Channel<DialerEvent> reader in _readers)
        {
            reader.Writer.TryWrite(happened);
        }
    }

    private CampaignLive Live(CampaignId id)
    {
        AgentSnapshot[] own = [.. _agents.Values.Where(a => a.CampaignIds.Contains(id))];
        int Count(AgentState state) => own.Count(a => a.State == state);
        int ringing = Count(AgentState.Ready) + _dice.Next(0, 5);
        long[] counts = _counts.GetValueOrDefault(id, [0, 0, 0, 0]);
        return new CampaignLive(
            id,
            CampaignState.Running,
            new AgentCounts(Count(AgentState.Ready), Count(AgentState.Talking), Count(AgentState.WrapUp), Count(AgentState.Paused), 0),
            new CallCounts(ringing / 2, ringing, _dice.Next(0, 2), _dice.Next(0, 2), Count(AgentState.Talking)),
            counts[0],
            counts[1],
            counts[2],
            counts[3],
            counts[1] == 0 ? 0 : (double)counts[3] / counts[1],
            new PacingDecisionView(1, $"{Count(AgentState.Ready)} free agents, {ringing} calls under way: 1 placed.", "policy", Count(AgentState.Ready), ringing));
    }

    private TrunkHealth Health(TrunkId id)
        => id == trunks[^1] ? new TrunkHealth(id, TrunkHealthState.Down, "no answer from 203.0.113.9:5060", 0) : new TrunkHealth(id, TrunkHealthState.Up, null, _agents.Values.Count(a => a.State == AgentState.Talking));
}
