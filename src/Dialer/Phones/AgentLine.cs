using CallCenter.Domain;
using CallCenter.Media;

namespace CallCenter.Dialer.Phones;

/// <summary>
/// An agent's audio path, set up once and kept up for the whole session (telephony.md 6.6): calls are joined to it by a route swap.
/// A session owns it; disposing it ends it for the session.
/// </summary>
public abstract class AgentLine : IAsyncDisposable
{
    /// <summary>The reason of an end of our own.</summary>
    public const string SessionEnded = "the session ended";

    private readonly Lock _lock = new();
    private LineState _state;

    private protected AgentLine(PhoneKind kind, MediaLeg leg, LineState state)
    {
        Kind = kind;
        Leg = leg;
        _state = state;
    }

    public PhoneKind Kind { get; }

    public MediaLeg Leg { get; }

    /// <summary>The browser tab that has the phone; null for SIP phones.</summary>
    public virtual string? Tab => null;

    /// <summary>How the line is now.</summary>
    public LineState State => Volatile.Read(ref _state);

    public bool IsUp => State.Health == LineHealth.Up;

    public bool IsOver => State.Health == LineHealth.Over;

    /// <inheritdoc />
    public abstract ValueTask DisposeAsync();

    /// <summary>Goes on to the next state; nothing follows the end.</summary>
    internal void Become(LineState next)
    {
        LineState before;
        lock (_lock)
        {
            before = _state;
            if (before.Health == LineHealth.Over)
            {
                return;
            }

            _state = next;
        }

        before.Lead(next);
    }
}
