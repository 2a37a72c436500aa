using CallCenter.Dialer.Calls;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Trunks;
using CallCenter.Domain;
using CallCenter.Domain.Pacing;

namespace CallCenter.Dialer.Pacing;

/// <summary>Makes the pacer's snapshot; keeps its buffers, so that a tick does not allocate them anew. One per runner, not thread-safe.</summary>
internal sealed class SnapshotBuilder
{
    private PacingAgent[] _agents = new PacingAgent[16];
    private PacingCall[] _calls = new PacingCall[32];
    private readonly HashSet<CampaignId> _rivals = [];
    private int _agentCount;

    /// <summary>Reads the campaign's agents; returns how many are not in pause and have a phone.</summary>
    public int TakeAgents(AgentFloor floor, CampaignId campaign, DateTimeOffset now)
    {
        _agentCount = 0;
        _rivals.Clear();
        int working = 0;
        floor.Visit(campaign, agent =>
        {
            PacingAgentState? state = agent.State switch
            {
                AgentState.Ready => PacingAgentState.Idle,
                AgentState.Reserved => PacingAgentState.Reserved,
                AgentState.Talking => PacingAgentState.Talk,
                AgentState.WrapUp => PacingAgentState.Wrap,
                AgentState.Paused => PacingAgentState.Pause,
                _ => null, // signing in or out of reach: not there for the pacer
            };
            if (state is not { } known)
            {
                return;
            }

            if (known == PacingAgentState.Idle && agent.Campaigns.Count > 1)
            {
                _rivals.UnionWith(agent.Campaigns);
            }

            if (_agentCount == _agents.Length)
            {
                Array.Resize(ref _agents, _agents.Length * 2);
            }

            _agents[_agentCount++] = new PacingAgent(known, (now - agent.Since).TotalSeconds, known == PacingAgentState.Talk, agent.Wish?.State == AgentState.Paused);
            working += known == PacingAgentState.Pause ? 0 : 1;
        });
        return working;
    }

    public PacingSnapshot Build(
        Campaign campaign,
        CampaignBook book,
        CallRegistry registry,
        TrunkDirectory trunks,
        int leadsReady,
        PacingCounters block,
        PacingCounters day,
        TimeSpan tick,
        DateTimeOffset now)
    {
        int calls = 0;
        foreach (OutboundCall call in registry.All)
        {
            // A call of another campaign takes one of our agents too, when it shares them.
            CampaignId from = call.Plan.Campaign.Id;
            PacingCallStage? stage = call.Plan.Lead is null || (from != campaign.Id && !_rivals.Contains(from)) ? null : call.Phase switch
            {
                CallPhase.Dialing or CallPhase.Ringing => PacingCallStage.Ringing,
                CallPhase.Detecting => PacingCallStage.Detecting,
                CallPhase.Waiting => PacingCallStage.Waiting,
                _ => null,
            };
            if (stage is not { } known)
            {
                continue;
            }

            if (calls == _calls.Length)
            {
                Array.Resize(ref _calls, _calls.Length * 2);
            }

            _calls[calls++] = new PacingCall(known, (now - call.PlacedAt).TotalSeconds, call.AnsweredAt is { } at ? (now - at).TotalSeconds : double.NaN);
        }

        int free = 0;
        double rate = 0;
        foreach (TrunkLine line in trunks.Of(campaign))
        {
            int channels = line.ChannelsFree;
            free += channels;
            rate += channels > 0 ? line.Settings.CallsPerSecond : 0;
        }

        return new PacingSnapshot(
            book.Now,
            tick.TotalSeconds,
            new PacingPolicy(campaign.Mode, campaign.Ratio),
            _agents.AsMemory(0, _agentCount),
            _calls.AsMemory(0, calls),
            book.SinceStart,
            block,
            day,
            free,
            rate,
            leadsReady,
            new PacingLimits(
                campaign.AbandonLimit,
                campaign.ConnectLimit.TotalSeconds,
                campaign.RingTimeout.TotalSeconds,
                // The minimum protects forecasts, which need a crew; a fixed ratio is the manager's own decision for any number of agents.
                MinimumAgents: campaign.Mode == DialMode.Ratio ? 1 : new PacingLimits().MinimumAgents),
            new PacingPriors(),
            SecondsToWindowClose: null); // each lead's own window is the gate's, with the ring time allowed for
    }
}
