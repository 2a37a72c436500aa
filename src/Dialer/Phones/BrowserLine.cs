using CallCenter.Domain;

namespace CallCenter.Dialer.Phones;

/// <summary>A person's browser phone, lent to a session: it follows the phone until the session ends, and leaves the phone as it is.</summary>
internal sealed class BrowserLine(BrowserPhone phone, LineState state) : AgentLine(PhoneKind.Browser, phone.Leg, state)
{
    /// <inheritdoc />
    public override string? Tab => phone.Tab;

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        phone.TakeBack(this);
        Become(new LineState(LineHealth.Over, null, SessionEnded));
        return ValueTask.CompletedTask;
    }
}
