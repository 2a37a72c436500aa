using System.Security.Cryptography;
using System.Text;
using CallCenter.Sip.Execution;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Sdp;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip;

public sealed partial class Dialog
{
    private const long OfferLimitMs = 10_000;
    private PendingOffer? _offer;
    private bool _answerComesInAck;

    /// <summary>Our first 2xx is out: repeat it until the ACK.</summary>
    internal void AwaitAck(ServerTransaction transaction, byte[] answer, bool answerComesInAck)
    {
        _answerComesInAck = answerComesInAck;
        transaction.Request.TryCSeq(out long cseq, out _);
        _repeater?.Stop();
        _repeater = new AnswerRepeater(_core, transaction, answer, cseq, OnUnacknowledged);
    }

    internal void OnAck(SipMessage ack)
    {
        if (!ack.TryCSeq(out long cseq, out _) || _repeater is not { IsWaiting: true } repeater || repeater.CSeq != cseq)
            return;
        repeater.Stop();
        if (_answerComesInAck && SipReading.Sdp(ack) is { } answer)
            Publish(new DialogAnswer(answer));
        _answerComesInAck = false;
        if (_byeAfterAck.Wanted)
            SendBye(_byeAfterAck.Reason);
    }

    internal void OnRequest(SipMessage request, string key)
    {
        var transaction = new ServerTransaction(_core, key, request.Keep());
        transaction.Start();
        request.TryCSeq(out long cseq, out _);
        if (_remoteCSeq >= 0 && cseq < _remoteCSeq)
        {
            Respond(transaction, 500, [new("Retry-After", "1")]); // RFC 3261 12.2.2: out of order
            return;
        }

        _remoteCSeq = cseq;
        switch (request.Method)
        {
            case SipMethod.Bye:
                Respond(transaction, 200);
                End(DialogEndCause.RemoteBye, SipReading.Reasons(request));
                break;
            case SipMethod.Info:
                Respond(transaction, 200);
                Publish(new DialogInfo(request.Find("Content-Type"), request.Body.ToArray()));
                break;
            case SipMethod.Options:
                Respond(transaction, 200, [new("Allow", SipMethods.Allow), new("Accept", "application/sdp")]);
                break;
            case SipMethod.Invite or SipMethod.Update:
                OnOffer(request, transaction);
                break;
            default:
                Respond(transaction, 405, [new("Allow", SipMethods.Allow)]);
                break;
        }
    }

    private void OnOffer(SipMessage request, ServerTransaction transaction)
    {
        if (_byeSent)
            Respond(transaction, 481);
        else if (_offer is not null)
            Respond(transaction, 500, [new("Retry-After", RandomNumberGenerator.GetInt32(1, 10).ToString(System.Globalization.CultureInfo.InvariantCulture))]); // RFC 3261 14.2
        else if ((_ourOffer || _repeater is { IsWaiting: true }) && (request.Method == SipMethod.Invite || !request.Body.IsEmpty))
            Respond(transaction, 491);
        else if (SipCore.Refusal(request) is var (status, headers))
            Respond(transaction, status, headers);
        else
            OnAllowedOffer(request, transaction);
    }

    private void OnAllowedOffer(SipMessage request, ServerTransaction transaction)
    {
        if (DialogSetup.Contact(request) is { } target)
            _target = target;
        if (SipReading.Sdp(request) is not { } offer)
        {
            // UPDATE without SDP only refreshes. INVITE without SDP wants our offer: what we have, with the same profile.
            bool invite = request.Method == SipMethod.Invite;
            Succeed(transaction, invite && _localSdp.Length > 0 ? _localSdp : null, answerComesInAck: invite);
            return;
        }

        PendingOffer pending = new(this, transaction);
        _offer = pending;
        transaction.User = pending;
        pending.Start();
        Publish(new DialogOffer(
            offer,
            _localSdp,
            answer => _core.Post(() => pending.Accept(answer)),
            status => _core.Post(() => pending.Refuse(Math.Clamp(status, 400, 699)))));
    }

    private void Succeed(ServerTransaction transaction, byte[]? sdp, bool answerComesInAck)
    {
        byte[] response = _core.MakeResponse(transaction.Request, 200, null, LocalTag, null, sdp, formsDialog: true);
        if (transaction.Respond(200, response) && transaction.IsInvite)
            AwaitAck(transaction, response, answerComesInAck);
    }

    private void Respond(ServerTransaction transaction, int status, IReadOnlyList<SipHeader>? headers = null) =>
        transaction.Respond(status, _core.MakeResponse(transaction.Request, status, null, LocalTag, headers));

    private void OnUnacknowledged()
    {
        if (_ended)
            return;
        if (_byeAfterAck.Wanted)
        {
            SendBye(_byeAfterAck.Reason); // RFC 3261 15: or for the INVITE transaction to time out
            return;
        }

        // RFC 3261 13.3.1.4: the session is up as far as the far side knows, so it is ended with BYE.
        Request("BYE", [], null, null, _ => { });
        End(DialogEndCause.AckTimeout, []);
    }

    /// <summary>A re-INVITE or UPDATE waiting for the owner's word.</summary>
    private sealed class PendingOffer : IServerTransactionUser
    {
        private readonly Dialog _dialog;
        private readonly ServerTransaction _transaction;
        private readonly WheelTimer _limit;

        public PendingOffer(Dialog dialog, ServerTransaction transaction)
        {
            _dialog = dialog;
            _transaction = transaction;
            _limit = new WheelTimer(() => Refuse(488));
        }

        public void Start() => _dialog._core.Set(_limit, _dialog._core.Now + OfferLimitMs);

        public void Accept(byte[] sdp)
        {
            if (!Close())
                return;
            _dialog._localSdp = sdp;
            _dialog.Succeed(_transaction, sdp, answerComesInAck: false);
        }

        public void Refuse(int status)
        {
            if (Close())
                _dialog.Respond(_transaction, status);
        }

        /// <summary>The dialog ends meanwhile (RFC 3261 15.1.2).</summary>
        public void Drop() => Refuse(487);

        public void OnCancel(SipMessage cancel) => Refuse(487);

        public void OnTimedOut()
        {
        }

        private bool Close()
        {
            if (_dialog._offer != this)
                return false;
            _dialog._offer = null;
            _dialog._core.Cancel(_limit);
            return true;
        }
    }
}
