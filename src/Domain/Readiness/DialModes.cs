namespace CallCenter.Domain.Readiness;

/// <summary>What the dialer can do today; the one place that screens, check lists and the dialer ask.</summary>
public static class DialModes
{
    /// <summary>True when campaigns in this mode can be started.</summary>
    public static bool IsAvailable(DialMode mode) => mode is DialMode.Manual or DialMode.Progressive or DialMode.Ratio;

    /// <summary>True when answering machines can be treated so.</summary>
    public static bool IsAvailable(AmdMode mode) => mode is AmdMode.Off;

    /// <summary>True when the dialer may call a person while no agent is free.</summary>
    public static bool CanAbandon(Campaign campaign)
        => campaign is { Mode: DialMode.Ratio, Ratio: > 1 } or { Mode: DialMode.Predictive };
}
