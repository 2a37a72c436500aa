using CallCenter.Sip.Sdp;

namespace CallCenter.Sip;

/// <summary>What an outbound INVITE reports, in order; the last one is <see cref="InviteAnswered"/> or <see cref="InviteEnded"/>.</summary>
public abstract record InviteEvent;

/// <summary>A provisional response above 100. One early dialog per <paramref name="ToTag"/>; the newest SDP is the one to follow.</summary>
public sealed record InviteProgress(int Status, string Phrase, string ToTag, SdpSession? Sdp) : InviteEvent
{
    /// <summary>Reason headers of this response.</summary>
    public IReadOnlyList<SipReason> Reasons { get; init; } = [];
}

/// <summary>A 2xx came and its ACK has been sent; when it brought no SDP, the last early one of that branch is given. Final. The reader owns <paramref name="Dialog"/> and must end it, also when it had asked to cancel.</summary>
public sealed record InviteAnswered(Dialog Dialog, SdpSession? Sdp) : InviteEvent
{
    /// <summary>When the SIP thread took the 2xx up: a timestamp of the endpoint's <see cref="TimeProvider"/>.</summary>
    public long ReceivedAt { get; init; }
}

/// <summary>The call did not come about. Final.</summary>
/// <param name="Status">Status of the response that ended it, 0 when none did.</param>
public sealed record InviteEnded(InviteEnd End, int Status, string Phrase, IReadOnlyList<SipReason> Reasons, TimeSpan? RetryAfter) : InviteEvent
{
    /// <summary>First Contact of a 3xx, null otherwise. Nothing is followed by itself.</summary>
    public string? RedirectTo { get; init; }
}

/// <summary>How an INVITE ended without a call.</summary>
public enum InviteEnd
{
    /// <summary>A final response of 300-699.</summary>
    Rejected,

    /// <summary>No response at all within the limit or timer B.</summary>
    NoResponse,

    /// <summary>There was a response once (a challenge), then silence until timer B.</summary>
    TimedOut,

    /// <summary>487 after our CANCEL, or no final response within 64*T1 of it.</summary>
    Cancelled,

    /// <summary>A 2xx crossed our CANCEL; ACK and BYE have been sent. Counts as answered and abandoned.</summary>
    AnsweredAfterCancel,

    /// <summary>Challenged without credentials, or they were refused.</summary>
    AuthenticationFailed,

    /// <summary>The operating system refused the datagram.</summary>
    TransportFailed,
}
