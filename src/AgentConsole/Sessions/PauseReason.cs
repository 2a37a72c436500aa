using CallCenter.Portal.Api;

namespace CallCenter.AgentConsole.Sessions;

/// <summary>Why an agent pauses; reported by code, shown in the agent's language.</summary>
/// <param name="Name">English.</param>
public sealed record PauseReason(string Code, string Name);

/// <summary>The reasons that are offered. Others may be written out: what agents do is theirs to say.</summary>
internal static class PauseReasons
{
    private const int Longest = 100;

    public static PagedResult<PauseReason> All { get; } = new(
        [
            new("break", "Break"),
            new("lunch", "Lunch"),
            new("meeting", "Meeting"),
            new("training", "Training"),
            new("coaching", "Coaching"),
            new("technical", "Technical problem"),
            new("other", "Other"),
        ],
        null);

    /// <summary>What is wrong with a reason; null when nothing is.</summary>
    public static string? Fault(string? reason)
        => reason is not null && (reason.Length > Longest || reason.Any(char.IsControl)) ? $"at most {Longest} characters, no control characters." : null;
}
