using System.Net;
using CallCenter.Sip.Sdp;

namespace CallCenter.Sip;

/// <summary>An INVITE from a trunk or an authenticated phone, waiting for an answer.</summary>
public sealed class IncomingInvite
{
    internal IncomingInvite(string callId) => CallId = callId;

    public string CallId { get; }

    public string RequestUri => throw new NotSupportedException();

    /// <summary>User part of the Request-URI, percent escapes decoded; empty when there is none.</summary>
    public string RequestUser => throw new NotSupportedException();

    public string FromUser => throw new NotSupportedException();

    public string FromDisplayName => throw new NotSupportedException();

    public string ToUser => throw new NotSupportedException();

    /// <summary>Where the datagram came from.</summary>
    public IPEndPoint Source => throw new NotSupportedException();

    /// <summary>Set after digest; null for known peers.</summary>
    public string? AuthenticatedUser => throw new NotSupportedException();

    /// <summary>Null when the INVITE came without SDP; then the answer is our offer and the ACK brings <see cref="DialogAnswer"/>.</summary>
    public SdpSession? Offer => throw new NotSupportedException();

    /// <summary>Fires when CANCEL arrives (487 is sent by the stack) or the transaction dies.</summary>
    public CancellationToken Cancelled => throw new NotSupportedException();

    /// <summary>First value of a header, or null.</summary>
    public string? Header(string name) => throw new NotSupportedException(name);

    /// <summary>Sends a provisional response, 101-199.</summary>
    public void Progress(int status, string? phrase = null, byte[]? sdp = null, IReadOnlyList<SipHeader>? headers = null) => throw new NotSupportedException();

    /// <summary>Sends 200, retransmitted until the ACK. When CANCEL was faster, the dialog returned ends at once.</summary>
    public Dialog Answer(byte[] sdp, IReadOnlyList<SipHeader>? headers = null) => throw new NotSupportedException();

    /// <summary>Sends a final response, 300-699.</summary>
    public void Reject(int status, string? phrase = null, IReadOnlyList<SipHeader>? headers = null) => throw new NotSupportedException();
}
