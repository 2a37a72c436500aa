namespace CallCenter.Dialer.Monitoring;

/// <summary>How supervisors' listening is done.</summary>
public sealed record MonitoringSettings
{
    /// <summary>The agent's desk shows who listens.</summary>
    public bool ShowToAgent { get; init; } = true;

    /// <summary>A browser's phone that went (a reload, a network that is changed) may come back for so long.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromSeconds(15);
}
