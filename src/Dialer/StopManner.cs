namespace CallCenter.Dialer;

/// <summary>How the program is being ended: Ctrl-C hangs up, SIGTERM lets calls under way come to their end first (hardening R5).</summary>
public sealed class StopManner
{
    private volatile bool _drain;

    /// <summary>Set before the stop begins.</summary>
    public bool Drain
    {
        get => _drain;
        set => _drain = value;
    }
}
