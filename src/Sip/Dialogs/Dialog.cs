using System.Threading.Channels;

namespace CallCenter.Sip;

/// <summary>A confirmed dialog, either side.</summary>
public sealed class Dialog
{
    internal Dialog(string callId) => CallId = callId;

    public string CallId { get; }

    public string LocalTag => throw new NotSupportedException();

    public string RemoteTag => throw new NotSupportedException();

    /// <summary>Completes after <see cref="DialogEnded"/>.</summary>
    public ChannelReader<DialogEvent> Events => throw new NotSupportedException();

    /// <summary>Hangs up; a second call returns the same task. <paramref name="reason"/> is the text of a Reason header.</summary>
    public Task<SipReply> ByeAsync(string? reason, CancellationToken ct) => throw new NotSupportedException(reason);

    /// <summary>Offers a new session description; 491 is retried by the rules of RFC 3261 14.1.</summary>
    public Task<SipReply> ReInviteAsync(byte[] sdp, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Any other request inside the dialog (INFO, OPTIONS, UPDATE, MESSAGE).</summary>
    public Task<SipReply> RequestAsync(string method, IReadOnlyList<SipHeader> headers, byte[]? body, string? contentType, CancellationToken ct) => throw new NotSupportedException();
}
