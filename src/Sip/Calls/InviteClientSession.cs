using System.Text;
using System.Threading.Channels;
using CallCenter.Sip.Execution;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Sdp;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip;

/// <summary>One outbound INVITE until it is answered or over (RFC 3261 13.2, 9.1; telephony.md 4 "CANCEL races").</summary>
public sealed partial class InviteClientSession : IClientTransactionUser
{
    private readonly SipCore _core;
    private readonly OutboundInvite _invite;
    private readonly SipTarget _target;
    private readonly SipUri _uri;
    private readonly DigestClient? _digest;
    private readonly string _localTag = SipIds.Tag();
    private readonly string _from;
    private readonly string _to;
    private readonly Dictionary<string, Dialog> _legs = new(StringComparer.Ordinal);
    private readonly WheelTimer _firstResponse;
    private readonly WheelTimer _afterCancel;
    private readonly Channel<InviteEvent> _events;

    private ClientTransaction? _transaction;
    private IReadOnlyList<SipHeader>? _credentials;
    private (string Tag, SdpSession? Sdp) _early = ("", null);
    private string _branch = "";
    private string? _cancelReason;
    private long _cseq;
    private int _answers;
    private int _cancelAsked;
    private bool _cancelWanted;
    private bool _cancelSent;
    private bool _provisional;
    private bool _responded;
    private bool _ended;

    internal InviteClientSession(SipCore core, OutboundInvite invite, string from, string to, string callId)
    {
        _core = core;
        _invite = invite;
        _events = Channel.CreateBounded<InviteEvent>(new BoundedChannelOptions(64)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            AllowSynchronousContinuations = invite.ReadOnSipThread,
        });
        _from = $"{from};tag={_localTag}";
        _to = to;
        _uri = SipUri.Parse(Encoding.UTF8.GetBytes(invite.RequestUri))!;
        _target = new SipTarget(invite.Destination);
        _digest = invite.Credentials is null ? null : new DigestClient(invite.Credentials);
        _firstResponse = new WheelTimer(OnNoFirstResponse);
        _afterCancel = new WheelTimer(OnNoFinalAfterCancel);
        CallId = callId;
    }

    /// <summary>Call-ID of the INVITE.</summary>
    public string CallId { get; }

    /// <summary>Completes after the final event. Bounded: unread events older than the last 64 are lost, never the last.</summary>
    public ChannelReader<InviteEvent> Events => _events.Reader;

    /// <summary>
    /// Gives the call up; may be repeated. Before the first provisional response the CANCEL waits for it (RFC 3261 9.1).
    /// The final event still comes; it is <see cref="InviteAnswered"/> when the call was answered before this call took effect.
    /// </summary>
    /// <param name="reason">Text of a Reason header, for example <c>SIP;cause=200;text="Call completed elsewhere"</c>.</param>
    public void Cancel(string? reason = null)
    {
        SipGuard.Line(reason, nameof(reason));
        if (Interlocked.Exchange(ref _cancelAsked, 1) != 0)
            return;
        _core.Shared.Teardowns.Enter();
        if (!_core.Post(() => WantCancel(reason)))
            _core.Shared.Teardowns.Leave();
    }

    internal void Start()
    {
        _core.Add(this);
        if (_invite.FirstResponseLimit is { } limit)
            _core.Set(_firstResponse, _core.Now + (long)limit.TotalMilliseconds);
        SendInvite();
    }

    /// <summary>The endpoint closes.</summary>
    internal void Close() => End(new InviteEnded(InviteEnd.TransportFailed, 0, "Endpoint closed", [], null));

    void IClientTransactionUser.OnResponse(ClientTransaction transaction, SipMessage response)
    {
        _responded = true;
        _core.Cancel(_firstResponse);
        if (response.Status < 200)
            OnProvisional(response);
        else if (response.Status < 300)
            OnSuccess(response);
        else
            OnFailure(transaction, response);
    }

    void IClientTransactionUser.OnTimedOut(ClientTransaction transaction)
    {
        InviteEnd end = _cancelWanted ? InviteEnd.Cancelled : _responded ? InviteEnd.TimedOut : InviteEnd.NoResponse;
        End(new InviteEnded(end, 0, "", [], null));
    }

    void IClientTransactionUser.OnSendFailed(ClientTransaction transaction) =>
        End(new InviteEnded(InviteEnd.TransportFailed, 0, "", [], null));

    private void SendInvite()
    {
        _branch = SipIds.Branch();
        _cseq++;
        _provisional = false;
        _credentials = _digest?.Authorize("INVITE", _invite.RequestUri);
        SipWriter writer = Begin("INVITE"u8, Encoding.UTF8.GetBytes(_to))
            .Header("Contact"u8, _core.Shared.Contact)
            .Header("Allow"u8, SipMethods.Allow)
            .Header("User-Agent"u8, _core.Shared.Options.Product)
            .Headers(_credentials)
            .Headers(_invite.Headers);
        _transaction = new ClientTransaction(_core, _branch, writer.Finish(_invite.Sdp), _target, this, MakeRefusalAck, isCancel: false);
        _transaction.Start();
    }

    private SipWriter Begin(ReadOnlySpan<byte> method, ReadOnlySpan<byte> to) => _core.Writer.Request(method, _invite.RequestUri)
        .Raw("Via: SIP/2.0/UDP "u8).Text(_core.Shared.SentBy).Raw(";rport;branch="u8).Text(_branch).Raw("\r\n"u8)
        .Header("Max-Forwards"u8, 70)
        .Header("From"u8, _from)
        .Header("To"u8, to)
        .Header("Call-ID"u8, CallId)
        .Raw("CSeq: "u8).Number(_cseq).Raw(" "u8).Raw(method).Raw("\r\n"u8);

    private byte[] MakeRefusalAck(SipMessage refusal) => Begin("ACK"u8, refusal.Get(HeaderId.To)).Finish();

    private void OnProvisional(SipMessage response)
    {
        _provisional = true;
        if (_cancelWanted)
            SendCancel();
        if (response.Status > 100 && !_ended)
        {
            string tag = SipReading.Tag(response, HeaderId.To);
            SdpSession? sdp = SipReading.Sdp(response);
            if (sdp is not null)
                _early = (tag, sdp);
            Publish(new InviteProgress(response.Status, SipReading.Phrase(response), tag, sdp)
            {
                Reasons = SipReading.Reasons(response),
            });
        }
    }

    private void OnSuccess(SipMessage response)
    {
        long receivedAt = _core.Shared.Time.GetTimestamp();
        string tag = SipReading.Tag(response, HeaderId.To);
        if (_legs.TryGetValue(tag, out Dialog? known))
        {
            known.AcknowledgeAgain(_cseq);
            return;
        }

        if (_digest is not null)
            _digest.IsSettled = true;
        var dialog = new Dialog(_core, DialogSetup.FromResponse(response, _localTag, _from, _uri, _cseq, _invite, _digest));
        _legs.Add(tag, dialog);
        _core.Add(dialog);
        dialog.Acknowledge(_cseq, _credentials);
        if (!_ended && !_cancelWanted)
        {
            // Some carriers send the answer in 183 alone; what the 2xx says comes first (RFC 6337 3.1).
            SdpSession? early = string.Equals(_early.Tag, tag, StringComparison.Ordinal) ? _early.Sdp : null;
            Publish(new InviteAnswered(dialog, SipReading.Sdp(response) ?? early) { ReceivedAt = receivedAt });
            Finish();
            return;
        }

        // Another branch answered too, or the answer crossed our CANCEL: it was acknowledged, now it is ended (RFC 3261 13.2.2.4, 9.1).
        _ = dialog.ByeAsync(null, CancellationToken.None);
        End(new InviteEnded(InviteEnd.AnsweredAfterCancel, response.Status, SipReading.Phrase(response), [], null));
    }

    private void OnFailure(ClientTransaction transaction, SipMessage response)
    {
        if (transaction != _transaction)
            return;
        bool challenge = response.Status is 401 or 407;
        if (challenge && !_cancelWanted && !_ended && _digest is not null && _answers < DigestClient.MaxAnswers && _digest.TryAccept(response))
        {
            _answers++;
            SendInvite();
            return;
        }

        // 487 answers our CANCEL; any other refusal was on its way before and says more.
        InviteEnd end = _cancelWanted && (response.Status == 487 || challenge) ? InviteEnd.Cancelled
            : challenge ? InviteEnd.AuthenticationFailed
            : InviteEnd.Rejected;
        End(new InviteEnded(end, response.Status, SipReading.Phrase(response), SipReading.Reasons(response), SipReading.RetryAfter(response))
        {
            RedirectTo = response.Status < 400 ? DialogSetup.Contact(response)?.Text : null,
        });
    }

    private void Publish(InviteEvent happened) => _events.Writer.TryWrite(happened);

    private void End(InviteEnded end)
    {
        if (!_ended)
            Publish(end);
        Finish();
    }

    private void Finish()
    {
        if (_ended)
            return;
        _ended = true;
        _core.Remove(this);
        _core.Cancel(_firstResponse);
        _core.Cancel(_afterCancel);
        _events.Writer.TryComplete();
        LeaveTeardown();
    }
}
