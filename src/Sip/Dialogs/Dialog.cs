using System.Text;
using System.Threading.Channels;
using CallCenter.Sip.Execution;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip;

/// <summary>A confirmed dialog, either side (RFC 3261 12). Its state belongs to one SIP thread; the public members may be called from anywhere.</summary>
public sealed partial class Dialog
{
    private static readonly SipReply Gone = new(481, "The dialog is over", [], []);
    private readonly SipCore _core;
    private readonly DialogSetup _setup;
    private readonly DigestClient? _digest;
    private readonly TaskCompletionSource<SipReply> _bye = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<DialogEvent> _events = Channel.CreateBounded<DialogEvent>(
        new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = false, SingleWriter = false });

    private SipUri _target;
    private long _localCSeq;
    private long _remoteCSeq;
    private AnswerRepeater? _repeater;
    private (string? Reason, bool Wanted) _byeAfterAck;
    private int _byeAsked;
    private bool _byeSent;
    private bool _ended;

    internal Dialog(SipCore core, DialogSetup setup)
    {
        _core = core;
        _setup = setup;
        _digest = setup.Digest;
        _target = setup.RemoteTarget;
        _localCSeq = setup.LocalCSeq;
        _remoteCSeq = setup.RemoteCSeq;
        _localSdp = setup.LocalSdp;
        Key = $"{setup.CallId}|{setup.LocalTag}|{setup.RemoteTag}";
    }

    /// <summary>Call-ID; with the two tags it identifies the dialog.</summary>
    public string CallId => _setup.CallId;

    /// <summary>Our tag.</summary>
    public string LocalTag => _setup.LocalTag;

    /// <summary>The far side's tag; empty for RFC 2543 clients.</summary>
    public string RemoteTag => _setup.RemoteTag;

    /// <summary>Completes after <see cref="DialogEnded"/>. Bounded: unread events older than the last 64 are lost, never the last.</summary>
    public ChannelReader<DialogEvent> Events => _events.Reader;

    internal string Key { get; }

    /// <summary>
    /// Hangs up; a second call waits for the same BYE. On a dialog that is already over the reply is 481 and nothing is sent.
    /// <paramref name="ct"/> ends the waiting, not the BYE.
    /// </summary>
    /// <param name="reason">Text of a Reason header, for example <c>Q.850;cause=16</c>.</param>
    public Task<SipReply> ByeAsync(string? reason, CancellationToken ct)
    {
        SipGuard.Line(reason, nameof(reason));
        if (Interlocked.Exchange(ref _byeAsked, 1) == 0)
        {
            _core.Shared.Teardowns.Enter();
            if (!_core.Post(() => StartBye(reason)))
            {
                _bye.TrySetResult(SipReply.NoResponse);
                _core.Shared.Teardowns.Leave();
            }
        }

        return ct.CanBeCanceled ? _bye.Task.WaitAsync(ct) : _bye.Task;
    }

    /// <summary>Any other request inside the dialog (INFO, OPTIONS, MESSAGE). 481, 408 and silence end the dialog as lost.</summary>
    public Task<SipReply> RequestAsync(string method, IReadOnlyList<SipHeader> headers, byte[]? body, string? contentType, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(headers);
        SipGuard.Method(method, nameof(method));
        SipGuard.Headers(headers, nameof(headers));
        SipGuard.Line(contentType, nameof(contentType));
        if (method is "BYE")
            return ByeAsync(null, ct);
        var reply = new TaskCompletionSource<SipReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_core.Post(() => Send(method, headers, body, contentType, reply)))
            reply.TrySetResult(SipReply.NoResponse);
        return ct.CanBeCanceled ? reply.Task.WaitAsync(ct) : reply.Task;
    }

    /// <summary>The endpoint closes.</summary>
    internal void Close()
    {
        End(DialogEndCause.Lost, []);
        FinishBye(SipReply.NoResponse);
    }

    internal void End(DialogEndCause cause, IReadOnlyList<SipReason> reasons)
    {
        if (_ended)
            return;
        _ended = true;
        _core.Remove(this);
        _repeater?.Stop();
        _offer?.Drop();
        _events.Writer.TryWrite(new DialogEnded(cause, reasons));
        _events.Writer.TryComplete();
        if (_byeAfterAck.Wanted)
            FinishBye(Gone);
    }

    private void Publish(DialogEvent happened) => _events.Writer.TryWrite(happened);

    private void StartBye(string? reason)
    {
        if (_ended)
            FinishBye(Gone);
        else if (!_setup.IsCaller && _repeater is { IsWaiting: true })
            _byeAfterAck = (reason, true); // RFC 3261 15: the called side waits for the ACK
        else
            SendBye(reason);
    }

    private void SendBye(string? reason)
    {
        _byeSent = true;
        _byeAfterAck = default;
        IReadOnlyList<SipHeader> headers = string.IsNullOrEmpty(reason) ? [] : [new SipHeader("Reason", reason)];
        Request("BYE", headers, null, null, response =>
        {
            SipReply reply = response is null ? SipReply.NoResponse : SipReading.Reply(response);
            End(DialogEndCause.LocalBye, []);
            FinishBye(reply);
        });
    }

    private void FinishBye(SipReply reply)
    {
        if (_bye.TrySetResult(reply) && Volatile.Read(ref _byeAsked) == 1)
            _core.Shared.Teardowns.Leave();
    }

    private void Send(string method, IReadOnlyList<SipHeader> headers, byte[]? body, string? contentType, TaskCompletionSource<SipReply> reply)
    {
        if (_ended || _byeSent)
        {
            reply.TrySetResult(Gone);
            return;
        }

        Request(method, headers, body, contentType, response =>
        {
            reply.TrySetResult(response is null ? SipReply.NoResponse : SipReading.Reply(response));
            LoseIfGone(response);
        });
    }

    /// <summary>RFC 3261 12.2.1.2: 481, 408 and silence mean that the far side has no such dialog (any more).</summary>
    private void LoseIfGone(SipMessage? response)
    {
        int status = response?.Status ?? 408;
        if (status is not (481 or 408) || _ended || _byeSent)
            return;
        // Nobody may be there to hear it; if somebody is, the BYE frees them. Not after 481: there is no dialog.
        if (status == 408)
            Request("BYE", [], null, null, _ => { });
        End(DialogEndCause.Lost, response is null ? [] : SipReading.Reasons(response));
    }

    private void Request(string method, IReadOnlyList<SipHeader> headers, byte[]? body, string? contentType, Action<SipMessage?> done)
    {
        byte[] name = Encoding.ASCII.GetBytes(method);
        string uri = RequestUri;
        var sender = new RequestSender(
            _core,
            Target(),
            _digest,
            branch => Build(name, uri, ++_localCSeq, branch, headers, _digest?.Authorize(method, uri), body, contentType),
            done);
        sender.Start();
    }

    private SipTarget Target() =>
        new(_setup.StayOnFlow ? _setup.Flow : DialogSetup.NextHop(_setup.Routes, _target, _core.Shared.Transport.Family) ?? _setup.Flow);

    /// <summary>A strict router (no lr) takes the Request-URI's place (RFC 3261 12.2.1.1).</summary>
    private string RequestUri => IsStrict ? _setup.Routes[0].Text : _target.Text;

    private bool IsStrict => _setup.Routes.Count > 0 && !_setup.Routes[0].IsLooseRouter;

    private byte[] Build(ReadOnlySpan<byte> method, string uri, long cseq, string branch, IReadOnlyList<SipHeader> headers, IReadOnlyList<SipHeader>? credentials, byte[]? body, string? contentType)
    {
        SipWriter writer = Begin(method, uri, cseq, branch, _setup.RemoteAddress);
        if (!method.SequenceEqual("ACK"u8))
        {
            // A Contact keeps the target fresh where the method refreshes it (RFC 3261 12.2.1.1, RFC 3311).
            if (method.SequenceEqual("INVITE"u8) || method.SequenceEqual("UPDATE"u8))
                writer.Header("Contact"u8, _core.Shared.Contact).Header("Allow"u8, SipMethods.Allow);
            writer.Header("User-Agent"u8, _core.Shared.Options.Product);
        }

        return writer.Headers(credentials).Headers(headers).Finish(body, contentType);
    }

    private SipWriter Begin(ReadOnlySpan<byte> method, string uri, long cseq, string branch, ReadOnlySpan<byte> to)
    {
        SipWriter writer = _core.Writer.Request(method, uri)
            .Raw("Via: SIP/2.0/UDP "u8).Text(_core.Shared.SentBy).Raw(";rport;branch="u8).Text(branch).Raw("\r\n"u8)
            .Header("Max-Forwards"u8, 70)
            .Header("From"u8, _setup.LocalAddress)
            .Header("To"u8, to)
            .Header("Call-ID"u8, _setup.CallId)
            .Raw("CSeq: "u8).Number(cseq).Raw(" "u8).Raw(method).Raw("\r\n"u8);
        for (int i = IsStrict ? 1 : 0; i < _setup.Routes.Count; i++)
            writer.Raw("Route: <"u8).Text(_setup.Routes[i].Text).Raw(">\r\n"u8);
        if (IsStrict)
            writer.Raw("Route: <"u8).Text(_target.Text).Raw(">\r\n"u8);
        return writer;
    }
}
