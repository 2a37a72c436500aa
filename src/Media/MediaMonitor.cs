using CallCenter.Media.Mixing;

namespace CallCenter.Media;

/// <summary>
/// Somebody who listens to an agent's leg: to whatever it is joined to, now and later, until this is disposed. Only legs that hear a mix
/// leave the direct relay (telephony.md 6.5); several may listen to one agent, and hear each other where they speak.
/// </summary>
public sealed class MediaMonitor : IDisposable
{
    private readonly MonitorGroup _group;
    private ListenMode _mode;

    internal MediaMonitor(MonitorGroup group, MediaLeg listener, ListenMode mode)
    {
        _group = group;
        _mode = mode;
        Listener = listener;
    }

    /// <summary>Takes effect within 100 ms, without a gap in what anybody hears.</summary>
    public ListenMode Mode
    {
        get => _mode;
        set => _group.Change(() => _mode = value);
    }

    internal MediaLeg Listener { get; }

    internal bool SpeaksToAgent => _mode != ListenMode.Listen;

    internal bool SpeaksToCustomer => _mode is ListenMode.Barge or ListenMode.TakeOver;

    /// <summary>The conversation goes on as without a listener; the listener gets silence. Idempotent, harmless after the legs are gone.</summary>
    public void Dispose() => _group.Leave(this);
}
