using System.Text;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip.Execution;

/// <summary>One request outside any dialog, from sending to its reply.</summary>
internal sealed class RequestSession
{
    private readonly SipCore _core;
    private readonly OutboundRequest _request;
    private readonly string _from;
    private readonly string _to;
    private readonly string _callId;
    private readonly TaskCompletionSource<SipReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DigestClient? _digest;
    private long _cseq;

    public RequestSession(SipCore core, OutboundRequest request, string from, string to, string callId)
    {
        _core = core;
        _request = request;
        _from = $"{from};tag={SipIds.Tag()}";
        _to = to;
        _callId = callId;
        _cseq = request.CSeq;
        _digest = request.Credentials is null ? null : new DigestClient(request.Credentials);
    }

    /// <summary>Sends; cancelling ends the waiting and forgets the transaction.</summary>
    public async Task<SipReply> RunAsync(CancellationToken ct)
    {
        var sender = new RequestSender(_core, new SipTarget(_request.Destination), _digest, Build, OnDone);
        bool posted = _core.Post(() =>
        {
            if (_request.Timeout is { } limit)
                sender.StopAfter(limit);
            sender.Start();
        });
        if (!posted)
            return SipReply.NoResponse;
        try
        {
            return await _reply.Task.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            _core.Post(sender.GiveUp);
            throw;
        }
    }

    private void OnDone(SipMessage? response) => _reply.TrySetResult(response is null ? SipReply.NoResponse : SipReading.Reply(response));

    private byte[] Build(string branch)
    {
        byte[] method = Encoding.ASCII.GetBytes(_request.Method);
        SipWriter writer = _core.Writer.Request(method, _request.RequestUri)
            .Raw("Via: SIP/2.0/UDP "u8).Text(_core.Shared.SentBy).Raw(";rport;branch="u8).Text(branch).Raw("\r\n"u8)
            .Header("Max-Forwards"u8, 70)
            .Header("From"u8, _from)
            .Header("To"u8, _to)
            .Header("Call-ID"u8, _callId)
            .Raw("CSeq: "u8).Number(_cseq++).Raw(" "u8).Raw(method).Raw("\r\n"u8);
        if (!HasContact())
            writer.Header("Contact"u8, _core.Shared.Contact);
        return writer
            .Header("User-Agent"u8, _core.Shared.Options.Product)
            .Headers(_digest?.Authorize(_request.Method, _request.RequestUri))
            .Headers(_request.Headers)
            .Finish(_request.Body, _request.ContentType);
    }

    private bool HasContact()
    {
        for (int i = 0; i < _request.Headers.Count; i++)
        {
            if (string.Equals(_request.Headers[i].Name, "Contact", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
