using CallCenter.Contracts;
using CallCenter.Contracts.Monitoring;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Routing;
using CallCenter.Domain;
using CallCenter.Media;

namespace CallCenter.Dialer.Monitoring;

/// <summary>One supervisor beside one agent. Changed only by <see cref="MonitoringRoom"/> in its turn.</summary>
internal sealed class MonitoringSession(StartMonitoring order, AgentPresence agent, AgentLine phone, DateTimeOffset since)
{
    private MediaMonitor? _ears;
    private MediaLeg? _agentsLeg;

    public MonitoringId Id { get; } = MonitoringId.New(since);

    public UserId Supervisor => order.Supervisor;

    /// <summary>The agent's session: with it this ends.</summary>
    public AgentPresence Agent => agent;

    public AgentLine Phone => phone;

    /// <summary>What the agent may see.</summary>
    public ListenerMark Mark => new(order.DisplayName, Mode);

    public MonitoringMode Mode { get; private set; } = order.Mode;

    /// <summary>The call that is heard; null between calls.</summary>
    public CallId? Call { get; private set; } = HeardCall(agent);

    public bool IsOver { get; private set; }

    /// <summary>Ends the watch over the phone.</summary>
    public CancellationTokenSource Over { get; } = new();

    public MonitoringView View() => new(
        Id,
        order.Supervisor,
        order.SupervisorName,
        agent.Id,
        agent.UserName,
        Mode,
        phone.Kind,
        phone.IsUp ? "connected" : "disconnected",
        since,
        Call);

    /// <summary>Listens to the line the agent has now; an agent's phone that was called again has a new one.</summary>
    public void Attach(MediaEngine media)
    {
        MediaLeg? leg = agent.Line is { IsOver: false } line ? line.Leg : null;
        if (leg == _agentsLeg || IsOver)
        {
            return;
        }

        _ears?.Dispose();
        _ears = leg is null ? null : media.Monitor(leg, phone.Leg, ToMedia(Mode));
        _agentsLeg = leg;
    }

    public void Become(MonitoringMode mode)
    {
        Mode = mode;
        if (_ears is { } ears)
        {
            ears.Mode = ToMedia(mode);
        }
    }

    /// <summary>True when another call is heard from now on, or none any more.</summary>
    public bool FollowCall()
    {
        CallId? before = Call;
        Call = HeardCall(agent);
        return Call != before;
    }

    /// <summary>The listening ends; the phone is left to whoever has it.</summary>
    public void End()
    {
        IsOver = true;
        _ears?.Dispose();
        Over.Cancel();
    }

    private static CallId? HeardCall(AgentPresence agent) => agent.Call is { State: "connected" or "held" } call ? call.Id : null;

    private static ListenMode ToMedia(MonitoringMode mode) => mode switch
    {
        MonitoringMode.Whisper => ListenMode.Whisper,
        MonitoringMode.Barge => ListenMode.Barge,
        MonitoringMode.TakeOver => ListenMode.TakeOver,
        _ => ListenMode.Listen,
    };
}
