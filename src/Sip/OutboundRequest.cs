using System.Net;

namespace CallCenter.Sip;

/// <summary>A request outside any dialog: OPTIONS, REGISTER, MESSAGE.</summary>
public sealed record OutboundRequest
{
    /// <summary>Upper-case method; not INVITE, ACK or CANCEL.</summary>
    public required string Method { get; init; }

    /// <summary>For example "sip:127.0.0.1:5090".</summary>
    public required string RequestUri { get; init; }

    /// <summary>Where the datagram goes.</summary>
    public required IPEndPoint Destination { get; init; }

    /// <summary>name-addr or URI, without tag.</summary>
    public required string From { get; init; }

    /// <summary>name-addr or URI; default is the Request-URI.</summary>
    public string? To { get; init; }

    /// <summary>Used to answer 401 and 407.</summary>
    public SipCredentials? Credentials { get; init; }

    /// <summary>Extra headers; a value with CR, LF or NUL is refused with <see cref="ArgumentException"/>. A Contact given here replaces ours.</summary>
    public IReadOnlyList<SipHeader> Headers { get; init; } = [];

    /// <summary>Message body, at most 60,000 bytes.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Type of <see cref="Body"/>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Default: fresh. A registering client keeps its own (RFC 3261 10.2).</summary>
    public string? CallId { get; init; }

    /// <summary>First CSeq number, 1 to 2^31-1; each answer to a challenge uses the next one.</summary>
    public int CSeq { get; init; } = 1;

    /// <summary>Give up earlier than timer F (64*T1); null leaves it at that.</summary>
    public TimeSpan? Timeout { get; init; }
}
