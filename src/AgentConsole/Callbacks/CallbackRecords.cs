using CallCenter.AgentConsole.WrapUp;

namespace CallCenter.AgentConsole.Callbacks;

/// <summary>A promised call is moved to another time, or given to anyone.</summary>
/// <param name="At">With its offset; in the future, within a year.</param>
/// <param name="Owner">Absent: stays mine.</param>
public sealed record CallbackMove(DateTimeOffset At, CallbackOwner Owner = CallbackOwner.Me);
