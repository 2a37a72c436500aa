namespace CallCenter.Contracts.Monitoring;

/// <summary>What the supervisors' hub tells a person of the own listening, by client method <c>listening</c>.</summary>
/// <param name="Monitoring">As it is now, or was last; null when only the phone moved.</param>
/// <param name="Ended">Why it ended, as in <see cref="MonitoringChanged"/>; null while it lasts.</param>
/// <param name="PhoneTab">The tab that has the phone now, when it went from one to another; else null.</param>
public sealed record ListeningChange(MonitoringView? Monitoring, string? Ended, string? PhoneTab);
