using CallCenter.Sip.Execution;
using CallCenter.Sip.Messages;

namespace CallCenter.Sip.Transactions;

/// <summary>Who answers an INVITE and must hear when it is cancelled or its transaction dies.</summary>
internal interface IServerTransactionUser
{
    void OnCancel(SipMessage cancel);

    /// <summary>Timer H: our final response was never acknowledged.</summary>
    void OnTimedOut();
}

/// <summary>Drives one of the server machines and keeps the request until it is answered.</summary>
internal sealed class ServerTransaction
{
    private readonly SipCore _core;
    private readonly TxMachine _machine;
    private readonly WheelTimer _timer;
    private readonly SipTarget _target;
    private byte[]? _last;

    public ServerTransaction(SipCore core, string key, SipMessage request)
    {
        _core = core;
        Key = key;
        Request = request;
        _target = core.ResponseTarget(request);
        _machine = request.Method == SipMethod.Invite ? new InviteServerMachine(core.Times) : new RequestServerMachine(core.Times);
        _timer = new WheelTimer(OnTimer);
    }

    public string Key { get; }

    /// <summary>A kept copy.</summary>
    public SipMessage Request { get; }

    /// <summary>Set for INVITE.</summary>
    public IServerTransactionUser? User { get; set; }

    public bool IsInvite => _machine is InviteServerMachine;

    public bool IsOpen => _machine.State is TxState.Proceeding or TxState.Trying;

    public void Start()
    {
        _core.Add(this);
        if (_machine is InviteServerMachine invite)
            invite.Start(_core.Now);
        else
            ((RequestServerMachine)_machine).Start();
        Arm();
    }

    /// <summary>Sends a response; false when a final one was sent before.</summary>
    public bool Respond(int status, byte[] response)
    {
        TxActions actions = _machine is InviteServerMachine invite
            ? invite.OnResponse(status, _core.Now)
            : ((RequestServerMachine)_machine).OnResponse(status, _core.Now);
        if (actions == TxActions.None)
            return false;
        _last = response;
        Do(actions);
        return true;
    }

    /// <summary>The request came again.</summary>
    public void Repeat()
    {
        _core.Counters.AddRetransmitted();
        Do(_machine is InviteServerMachine invite ? invite.OnRepeat() : ((RequestServerMachine)_machine).OnRepeat());
    }

    public void Acknowledge()
    {
        if (_machine is InviteServerMachine invite)
            Do(invite.OnAck(_core.Now));
    }

    /// <summary>Sends bytes that are not the transaction's to repeat (the 2xx belongs to its user).</summary>
    public void SendAgain(byte[] response)
    {
        _core.Counters.AddRetransmitted();
        _core.Send(response, _target);
    }

    private void OnTimer()
    {
        TxActions actions = _machine.OnTime(_core.Now);
        if (actions.HasFlag(TxActions.Send))
            _core.Counters.AddRetransmitted();
        Do(actions);
    }

    private void Do(TxActions actions)
    {
        if (actions.HasFlag(TxActions.Send) && _last is not null)
            _core.Send(_last, _target);
        if (actions.HasFlag(TxActions.SendTrying))
            _core.Send(_core.MakeResponse(Request, 100, "Trying", null, null), _target);
        if (actions.HasFlag(TxActions.Terminated))
            _core.Remove(this);
        Arm();
        if (actions.HasFlag(TxActions.TimedOut))
            User?.OnTimedOut();
    }

    private void Arm()
    {
        if (_machine.DueAt == TxMachine.Never)
            _core.Cancel(_timer);
        else
            _core.Set(_timer, _machine.DueAt);
    }
}
