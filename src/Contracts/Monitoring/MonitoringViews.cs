using CallCenter.Domain;

namespace CallCenter.Contracts.Monitoring;

/// <summary>A supervisor beside an agent, from call to call.</summary>
/// <param name="SupervisorName">User name, as in the audit log.</param>
/// <param name="AgentName">User name.</param>
/// <param name="Phone">The supervisor's.</param>
/// <param name="PhoneState">"connected", or "disconnected" while a browser's phone may come back.</param>
/// <param name="CallId">The call that is heard; null between calls.</param>
public sealed record MonitoringView(
    MonitoringId Id,
    UserId SupervisorId,
    string SupervisorName,
    UserId AgentId,
    string AgentName,
    MonitoringMode Mode,
    PhoneKind Phone,
    string PhoneState,
    DateTimeOffset Since,
    CallId? CallId);

/// <summary>Who is beside an agent, as the agent may see it.</summary>
/// <param name="Name">The supervisor's display name.</param>
public sealed record ListenerMark(string Name, MonitoringMode Mode);
