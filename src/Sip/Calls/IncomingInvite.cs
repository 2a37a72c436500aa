using System.Net;
using System.Text;
using CallCenter.Sip.Execution;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Sdp;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip;

/// <summary>
/// An INVITE from a trunk or an authenticated phone, waiting for <see cref="Answer"/> or <see cref="Reject"/>.
/// The stack sends 100 by itself after 200 ms. Members may be called from any thread.
/// </summary>
#pragma warning disable CA1001 // A CancellationTokenSource without timer or wait handle holds nothing that must be given back.
public sealed class IncomingInvite : IServerTransactionUser
#pragma warning restore CA1001
{
    private readonly SipCore _core;
    private readonly ServerTransaction _transaction;
    private readonly CancellationTokenSource _cancelled = new();
    private readonly string _call;
    private readonly string _localTag = SipIds.Tag();
    private bool _final;

    internal IncomingInvite(SipCore core, ServerTransaction transaction, string? user, string call)
    {
        _core = core;
        _transaction = transaction;
        _call = call;
        AuthenticatedUser = user;
        SipMessage request = transaction.Request;
        CallId = Encoding.Latin1.GetString(request.CallId);
        RequestUri = Encoding.UTF8.GetString(request.Uri);
        RequestUser = SipUriRef.TryParse(request.Uri, out SipUriRef uri) ? SipScan.Unescape(uri.User) : "";
        (FromUser, FromDisplayName) = Party(request, HeaderId.From);
        (ToUser, _) = Party(request, HeaderId.To);
        Offer = SipReading.Sdp(request);
    }

    /// <summary>Call-ID.</summary>
    public string CallId { get; }

    /// <summary>As received.</summary>
    public string RequestUri { get; }

    /// <summary>User part of the Request-URI, percent escapes decoded; empty when there is none. A stranger's text: check before use.</summary>
    public string RequestUser { get; }

    /// <summary>User part of From, decoded.</summary>
    public string FromUser { get; }

    /// <summary>Display name of From without quotes; empty when there is none.</summary>
    public string FromDisplayName { get; }

    /// <summary>User part of To, decoded.</summary>
    public string ToUser { get; }

    /// <summary>Where the datagram came from.</summary>
    public IPEndPoint Source => _transaction.Request.Source;

    /// <summary>Set after digest; null for known peers.</summary>
    public string? AuthenticatedUser { get; }

    /// <summary>Null when the INVITE came without SDP; then the answer given is our offer and the ACK brings <see cref="DialogAnswer"/>.</summary>
    public SdpSession? Offer { get; }

    /// <summary>Fires when CANCEL arrives (487 is sent by the stack) or the endpoint closes.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <summary>First value of a header, or null.</summary>
    public string? Header(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _transaction.Request.Find(name);
    }

    /// <summary>Sends a provisional response, 101-199; ignored once a final one is out.</summary>
    public void Progress(int status, string? phrase = null, byte[]? sdp = null, IReadOnlyList<SipHeader>? headers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 101);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 199);
        Guard(phrase, headers);
        _core.Post(() =>
        {
            if (!_final)
                _transaction.Respond(status, _core.MakeResponse(_transaction.Request, status, phrase, _localTag, headers, sdp, formsDialog: true));
        });
    }

    /// <summary>Sends 200, retransmitted until the ACK. When CANCEL was faster, the dialog returned ends at once.</summary>
    public Dialog Answer(byte[] sdp, IReadOnlyList<SipHeader>? headers = null)
    {
        ArgumentNullException.ThrowIfNull(sdp);
        Guard(null, headers);
        // A phone that showed its password may sit behind NAT: only the way it came is open. A trunk's Contact is taken at its word.
        var dialog = new Dialog(_core, DialogSetup.FromRequest(_transaction.Request, _localTag, AuthenticatedUser is not null, sdp));
        if (!_core.Post(() => Accept(dialog, sdp, headers)))
            dialog.Close();
        return dialog;
    }

    /// <summary>Sends a final response, 300-699; ignored when one is out already.</summary>
    public void Reject(int status, string? phrase = null, IReadOnlyList<SipHeader>? headers = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 699);
        Guard(phrase, headers);
        _core.Post(() => Final(status, phrase, headers));
    }

    void IServerTransactionUser.OnCancel(SipMessage cancel)
    {
        if (Final(487, null, null))
            _ = _cancelled.CancelAsync();
    }

    void IServerTransactionUser.OnTimedOut()
    {
        // Timer H: the caller never acknowledged our refusal; there is nothing to undo.
    }

    /// <summary>For the SIP thread itself.</summary>
    internal void Refuse(int status, IReadOnlyList<SipHeader> headers) => Final(status, null, headers);

    internal void Close() => _ = _cancelled.CancelAsync();

    private static (string User, string Display) Party(SipMessage request, HeaderId id)
    {
        if (!NameAddrRef.TryParse(request.Get(id), out NameAddrRef party))
            return ("", "");
        string user = SipUriRef.TryParse(party.Uri, out SipUriRef uri) ? SipScan.Unescape(uri.User) : "";
        return (user, SipScan.Unquote(party.Display));
    }

    private static void Guard(string? phrase, IReadOnlyList<SipHeader>? headers)
    {
        SipGuard.Line(phrase, nameof(phrase));
        if (headers is not null)
            SipGuard.Headers(headers, nameof(headers));
    }

    private bool Final(int status, string? phrase, IReadOnlyList<SipHeader>? headers)
    {
        if (_final)
            return false;
        _final = true;
        _core.Decided(_call);
        return _transaction.Respond(status, _core.MakeResponse(_transaction.Request, status, phrase, _localTag, headers));
    }

    private void Accept(Dialog dialog, byte[] sdp, IReadOnlyList<SipHeader>? headers)
    {
        if (_final)
        {
            dialog.End(DialogEndCause.Lost, []);
            return;
        }

        _final = true;
        _core.Decided(_call);
        byte[] response = _core.MakeResponse(_transaction.Request, 200, null, _localTag, headers, sdp, formsDialog: true);
        _core.Add(dialog);
        dialog.AwaitAck(_transaction, response, Offer is null);
        _transaction.Respond(200, response);
    }
}
