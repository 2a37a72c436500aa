using System.Net;
using CallCenter.Sip.Execution;
using CallCenter.Sip.Messages;

namespace CallCenter.Sip.Transactions;

/// <summary>Who sent a request and wants to know what became of it.</summary>
internal interface IClientTransactionUser
{
    /// <summary>A response the machine let through; the message is lent for the length of the call.</summary>
    void OnResponse(ClientTransaction transaction, SipMessage response);

    /// <summary>Timer B or F.</summary>
    void OnTimedOut(ClientTransaction transaction);

    /// <summary>The datagram could not be sent.</summary>
    void OnSendFailed(ClientTransaction transaction);
}

/// <summary>Drives one of the client machines: sends, arms its timer, reports.</summary>
internal sealed class ClientTransaction
{
    private readonly SipCore _core;
    private readonly TxMachine _machine;
    private readonly IClientTransactionUser _user;
    private readonly WheelTimer _timer;
    private readonly byte[] _request;
    private readonly Func<SipMessage, byte[]>? _makeAck;

    /// <param name="makeAck">For INVITE: builds the ACK of a non-2xx response.</param>
    public ClientTransaction(SipCore core, string branch, byte[] request, SipTarget target, IClientTransactionUser user, Func<SipMessage, byte[]>? makeAck, bool isCancel)
    {
        _core = core;
        _request = request;
        _user = user;
        _makeAck = makeAck;
        Target = target;
        Key = isCancel ? branch + "|CANCEL" : branch;
        _machine = makeAck is null ? new RequestClientMachine(core.Times) : new InviteClientMachine(core.Times);
        _timer = new WheelTimer(OnTimer);
    }

    /// <summary>Branch, which is unique over all our requests; a CANCEL shares its INVITE's (RFC 3261 9.1).</summary>
    public string Key { get; }

    public SipTarget Target { get; }

    public void Start()
    {
        _core.Add(this);
        Do(_machine is InviteClientMachine invite ? invite.Start(_core.Now) : ((RequestClientMachine)_machine).Start(_core.Now), null, first: true);
    }

    public void Receive(SipMessage response)
    {
        TxActions actions = _machine is InviteClientMachine invite
            ? invite.OnResponse(response.Status, _core.Now)
            : ((RequestClientMachine)_machine).OnResponse(response.Status, _core.Now);
        Do(actions, response, first: false);
    }

    /// <summary>No more copies of the INVITE; late responses are still reported.</summary>
    public void StopSending()
    {
        ((InviteClientMachine)_machine).StopSending();
        Arm();
    }

    /// <summary>Forgets the transaction now.</summary>
    public void Abandon()
    {
        _core.Cancel(_timer);
        _core.Remove(this);
    }

    /// <summary>The endpoint closes: as if no response came.</summary>
    public void Close()
    {
        Abandon();
        _user.OnTimedOut(this);
    }

    private void OnTimer() => Do(_machine.OnTime(_core.Now), null, first: false);

    private void Do(TxActions actions, SipMessage? response, bool first)
    {
        bool sent = true;
        if (actions.HasFlag(TxActions.Send))
        {
            sent = _core.Send(_request, Target);
            if (!first)
                _core.Counters.AddRetransmitted();
        }

        if (actions.HasFlag(TxActions.SendAck))
            _core.Send(_makeAck!(response!), Target);
        if (actions.HasFlag(TxActions.Terminated))
            _core.Remove(this);
        Arm();
        if (!sent && first)
        {
            Abandon();
            _user.OnSendFailed(this);
            return;
        }

        if (actions.HasFlag(TxActions.PassUp))
            _user.OnResponse(this, response!);
        if (actions.HasFlag(TxActions.TimedOut))
            _user.OnTimedOut(this);
    }

    private void Arm()
    {
        if (_machine.DueAt == TxMachine.Never)
            _core.Cancel(_timer);
        else
            _core.Set(_timer, _machine.DueAt);
    }
}

/// <summary>An address to send to, with the form the socket wants made once.</summary>
internal sealed class SipTarget(IPEndPoint endPoint)
{
    public IPEndPoint EndPoint { get; } = endPoint;

    public SocketAddress Address { get; } = endPoint.Serialize();
}
