namespace CallCenter.Contracts;

/// <summary>
/// The border between the web services and the Dialer: commands go down, events come up, and nothing crosses it but
/// serialisable records. In one process (<c>--role all</c>) the Dialer itself is behind it; with <c>--role web</c> a
/// client over HTTP and WebSocket is (docs/decisions/0002).
/// </summary>
public interface IDialerLink
{
    /// <summary>False while the Dialer cannot be reached; commands then come back as <see cref="Refused"/> with code <c>dialer_unreachable</c>.</summary>
    bool IsConnected { get; }

    /// <summary>
    /// Carries out one command. A command with an id that was answered before gets the first answer again.
    /// Never throws for a refusal; cancels only the waiting, not the command.
    /// </summary>
    Task<DialerReply> SendAsync(DialerCommand command, CancellationToken ct);

    /// <summary>
    /// Every event from now on. A reader that falls more than 10,000 events behind gets <see cref="EventsLost"/> and goes on from the
    /// newest: it must ask for snapshots again.
    /// </summary>
    IAsyncEnumerable<DialerEvent> SubscribeAsync(CancellationToken ct);
}
