using System.Net;

namespace CallCenter.Sip;

/// <summary>Everything one INVITE needs.</summary>
public sealed record OutboundInvite
{
    /// <summary>For example "sip:+15550100@127.0.0.1:5090".</summary>
    public required string RequestUri { get; init; }

    /// <summary>Where the datagram goes, already resolved.</summary>
    public required IPEndPoint Destination { get; init; }

    /// <summary>name-addr or URI without tag: "\"Acme\" &lt;sip:+1555@host&gt;".</summary>
    public required string From { get; init; }

    /// <summary>name-addr or URI; default is the Request-URI.</summary>
    public string? To { get; init; }

    /// <summary>The offer.</summary>
    public required byte[] Sdp { get; init; }

    /// <summary>Used to answer 401 and 407, at most twice.</summary>
    public SipCredentials? Credentials { get; init; }

    /// <summary>Extra headers (Alert-Info, P-Asserted-Identity ...); a value with CR, LF or NUL is refused with <see cref="ArgumentException"/>.</summary>
    public IReadOnlyList<SipHeader> Headers { get; init; } = [];

    /// <summary>No response at all in this time ends the call with <see cref="InviteEnd.NoResponse"/>; null waits for timer B (64*T1).</summary>
    public TimeSpan? FirstResponseLimit { get; init; }

    /// <summary>Default: fresh.</summary>
    public string? CallId { get; init; }

    /// <summary>Send what follows in the dialog to <see cref="Destination"/> whatever the Contact says: for a registered phone behind NAT (RFC 5626 flow).</summary>
    public bool StayOnFlow { get; init; }

    /// <summary>
    /// Whoever waits for <see cref="InviteClientSession.Events"/> goes on upon the SIP thread that brought the event, without a turn of the
    /// thread pool between: for a reader that must be quick after an answer, and must leave the thread before anything slow.
    /// </summary>
    public bool ReadOnSipThread { get; init; }
}
