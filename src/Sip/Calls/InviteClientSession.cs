using System.Threading.Channels;

namespace CallCenter.Sip;

/// <summary>One outbound INVITE until it is answered or over.</summary>
public sealed class InviteClientSession
{
    internal InviteClientSession(string callId) => CallId = callId;

    /// <summary>Call-ID of the INVITE.</summary>
    public string CallId { get; }

    /// <summary>Completes after the final event.</summary>
    public ChannelReader<InviteEvent> Events => throw new NotSupportedException();

    /// <summary>
    /// Gives the call up; may be repeated. Before the first provisional response the CANCEL waits for it (RFC 3261 9.1).
    /// The final event still comes. <paramref name="reason"/> is the text of a Reason header: <c>SIP;cause=200;text="..."</c>.
    /// </summary>
    public void Cancel(string? reason = null) => throw new NotSupportedException(reason);
}
