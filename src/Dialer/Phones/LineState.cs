namespace CallCenter.Dialer.Phones;

/// <summary>Whether an agent can hear and be heard.</summary>
public enum LineHealth
{
    /// <summary>Audio flows.</summary>
    Up,

    /// <summary>The phone offered and its audio is being set up.</summary>
    Connecting,

    /// <summary>No audio now; it may come back.</summary>
    Away,

    /// <summary>Ended for good.</summary>
    Over,
}

/// <summary>
/// How an agent's line is from one moment on. <see cref="Next"/> leads to what it became afterwards, so that everyone who watches a
/// line sees every change, in order and at the own pace.
/// </summary>
/// <param name="health">Whether there is audio.</param>
/// <param name="problem">Stable code for screens, as in <see cref="Contracts.AgentPhone"/>; null while up.</param>
/// <param name="reason">The same in words.</param>
public sealed class LineState(LineHealth health, string? problem = null, string? reason = null)
{
    private readonly TaskCompletionSource<LineState> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LineHealth Health => health;

    public string? Problem => problem;

    public string? Reason => reason;

    /// <summary>Completes with the state that follows; never after <see cref="LineHealth.Over"/>.</summary>
    public Task<LineState> Next => _next.Task;

    internal void Lead(LineState next) => _next.TrySetResult(next);
}
