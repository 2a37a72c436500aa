namespace CallCenter.AgentConsole.Sessions;

/// <summary>Why an agent pauses; reported by code, shown in the agent's language.</summary>
/// <param name="Name">English.</param>
public sealed record PauseReason(string Code, string Name);
