using CallCenter.Contracts;
using CallCenter.Contracts.Monitoring;
using CallCenter.Domain;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>The Dialer's floor as its events tell it. Belongs to the board's loop.</summary>
internal sealed class Floor
{
    private readonly Dictionary<UserId, AgentSnapshot> _agents = [];
    private readonly Dictionary<CampaignId, CampaignLive> _campaigns = [];
    private readonly Dictionary<TrunkId, TrunkHealth> _trunks = [];
    private readonly Dictionary<string, Alarm> _alarms = new(StringComparer.Ordinal);
    private readonly Dictionary<MonitoringId, MonitoringView> _monitorings = [];

    public IReadOnlyDictionary<UserId, AgentSnapshot> Agents => _agents;

    public IReadOnlyDictionary<CampaignId, CampaignLive> Campaigns => _campaigns;

    public IReadOnlyDictionary<TrunkId, TrunkHealth> Trunks => _trunks;

    public IReadOnlyCollection<Alarm> Alarms => _alarms.Values;

    public IReadOnlyCollection<MonitoringView> Monitorings => _monitorings.Values;

    /// <summary>Calls by minutes, for the charts.</summary>
    public MinuteBook Minutes { get; } = new();

    /// <summary>Takes an event; false when the board shows nothing of it.</summary>
    public bool Take(DialerEvent happened, DateTimeOffset now)
    {
        switch (happened)
        {
            case AgentChanged { Agent: var agent }:
                Take(agent);
                return true;
            case CampaignChanged { Live: var live }:
                Minutes.Count(live, now);
                _campaigns[live.Id] = live;
                return true;
            case TrunkChanged { Health: var health }:
                _trunks[health.Id] = health;
                return true;
            case MonitoringChanged { Monitoring: var monitoring, Ended: var ended }:
                if (ended is null)
                {
                    _monitorings[monitoring.Id] = monitoring;
                    return true;
                }

                return _monitorings.Remove(monitoring.Id);
            case AlarmRaised { Alarm: var alarm }:
                _alarms[alarm.Code] = alarm;
                return true;
            case AlarmCleared { Code: var code }:
                return _alarms.Remove(code);
            default:
                return false;
        }
    }

    /// <summary>Takes the whole floor: what is not in a complete survey is gone.</summary>
    public void Take(FloorSurvey survey, DateTimeOffset now)
    {
        if (!survey.Complete)
        {
            return; // as it was, until the Dialer is back
        }

        _agents.Clear();
        foreach (AgentSnapshot agent in survey.Agents)
        {
            Take(agent);
        }

        foreach (CampaignLive live in survey.Campaigns)
        {
            Minutes.Count(live, now);
            _campaigns[live.Id] = live;
        }

        _monitorings.Clear();
        foreach (MonitoringView monitoring in survey.Monitorings)
        {
            _monitorings[monitoring.Id] = monitoring;
        }

        _alarms.Clear();
        foreach (Alarm alarm in survey.Alarms)
        {
            _alarms[alarm.Code] = alarm;
        }
    }

    /// <summary>How the trunks are now.</summary>
    public void Take(IReadOnlyList<TrunkHealth> trunks)
    {
        foreach (TrunkHealth health in trunks)
        {
            _trunks[health.Id] = health;
        }
    }

    private void Take(AgentSnapshot agent)
    {
        if (agent.State == AgentState.SignedOut)
        {
            _agents.Remove(agent.UserId);
        }
        else
        {
            _agents[agent.UserId] = agent;
        }
    }
}
