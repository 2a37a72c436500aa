using System.Text;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip;

public sealed partial class InviteClientSession
{
    private bool _inTeardown;

    private void WantCancel(string? reason)
    {
        if (_ended)
        {
            _core.Shared.Teardowns.Leave();
            return;
        }

        _inTeardown = true;
        _cancelWanted = true;
        _cancelReason = reason;
        if (_provisional)
            SendCancel();
        // Otherwise the INVITE goes on being sent; without any response timer B ends it.
    }

    private void LeaveTeardown()
    {
        if (!_inTeardown)
            return;
        _inTeardown = false;
        _core.Shared.Teardowns.Leave();
    }

    private void SendCancel()
    {
        if (_cancelSent)
            return;
        _cancelSent = true;
        SipWriter writer = Begin("CANCEL"u8, Encoding.UTF8.GetBytes(_to));
        if (!string.IsNullOrEmpty(_cancelReason))
            writer.Header("Reason"u8, _cancelReason);
        new ClientTransaction(_core, _branch, writer.Finish(), _target, new CancelUser(), null, isCancel: true).Start();
        // RFC 3261 9.1: a far end of RFC 2543 confirms the CANCEL and sends no 487.
        _core.Set(_afterCancel, _core.Now + _core.Times.Long);
    }

    private void OnNoFinalAfterCancel()
    {
        _transaction?.StopSending();
        End(new InviteEnded(InviteEnd.Cancelled, 0, "", [], null));
    }

    /// <summary>The owner goes elsewhere, but a phone that starts to ring after all must be stopped: the transaction stays, silent.</summary>
    private void OnNoFirstResponse()
    {
        _cancelWanted = true;
        _transaction?.StopSending();
        End(new InviteEnded(InviteEnd.NoResponse, 0, "", [], null));
    }

    /// <summary>Whatever answers the CANCEL, the INVITE's own final response decides.</summary>
    private sealed class CancelUser : IClientTransactionUser
    {
        public void OnResponse(ClientTransaction transaction, SipMessage response)
        {
        }

        public void OnTimedOut(ClientTransaction transaction)
        {
        }

        public void OnSendFailed(ClientTransaction transaction)
        {
        }
    }
}
