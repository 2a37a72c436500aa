using CallCenter.Sip.Execution;
using CallCenter.Sip.Messages;
using CallCenter.Sip.Transactions;

namespace CallCenter.Sip;

/// <summary>Sends one request, in or outside a dialog, and answers a challenge to it; its user hears of the last response only.</summary>
internal sealed class RequestSender : IClientTransactionUser
{
    private readonly SipCore _core;
    private readonly SipTarget _target;
    private readonly DigestClient? _digest;
    private readonly Func<string, byte[]> _build;
    private readonly Action<SipMessage?> _done;
    private readonly WheelTimer _limit;
    private ClientTransaction? _transaction;
    private int _answers;
    private bool _finished;

    /// <param name="build">Makes the request for a branch; called once per attempt, it takes the next CSeq.</param>
    /// <param name="done">Gets the final response, lent for the call, or null when there was none.</param>
    public RequestSender(SipCore core, SipTarget target, DigestClient? digest, Func<string, byte[]> build, Action<SipMessage?> done)
    {
        _core = core;
        _target = target;
        _digest = digest;
        _build = build;
        _done = done;
        _limit = new WheelTimer(GiveUp);
    }

    /// <summary>For INVITE: makes the ACK of a refusal. Null for all other methods.</summary>
    public Func<SipMessage, byte[]>? MakeAck { get; init; }

    /// <summary>For INVITE: the 2xx came again.</summary>
    public Action<SipMessage>? OnSuccessAgain { get; init; }

    /// <summary>Give up before the transaction does.</summary>
    public void StopAfter(TimeSpan limit) => _core.Set(_limit, _core.Now + (long)limit.TotalMilliseconds);

    public void Start()
    {
        string branch = SipIds.Branch();
        _transaction = new ClientTransaction(_core, branch, _build(branch), _target, this, MakeAck, isCancel: false);
        _transaction.Start();
    }

    public void GiveUp()
    {
        if (_finished)
            return;
        _transaction?.Abandon();
        Finish(null);
    }

    void IClientTransactionUser.OnResponse(ClientTransaction transaction, SipMessage response)
    {
        if (response.Status < 200)
            return;
        if (_finished)
        {
            if (response.Status < 300)
                OnSuccessAgain?.Invoke(response);
            return;
        }

        if (response.Status is 401 or 407 && transaction == _transaction && _digest is not null && _answers < DigestClient.MaxAnswers && _digest.TryAccept(response))
        {
            _answers++;
            Start();
            return;
        }

        Finish(response);
    }

    void IClientTransactionUser.OnTimedOut(ClientTransaction transaction) => Finish(null);

    void IClientTransactionUser.OnSendFailed(ClientTransaction transaction) => Finish(null);

    private void Finish(SipMessage? response)
    {
        if (_finished)
            return;
        _finished = true;
        _core.Cancel(_limit);
        if (_digest is not null)
            _digest.IsSettled = true;
        _done(response);
    }
}
