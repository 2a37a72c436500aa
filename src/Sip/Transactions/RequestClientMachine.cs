namespace CallCenter.Sip.Transactions;

/// <summary>Non-INVITE client transaction over UDP (RFC 3261 17.1.2).</summary>
internal sealed class RequestClientMachine(TxTimes times) : TxMachine
{
    private long _interval = times.T1;

    public TxActions Start(long now)
    {
        State = TxState.Trying;
        RetransmitAt = now + _interval;
        EndAt = now + times.Long; // timer F
        return TxActions.Send;
    }

    public TxActions OnResponse(int status, long now)
    {
        if (State is not (TxState.Trying or TxState.Proceeding))
            return TxActions.None;
        if (status < 200)
        {
            State = TxState.Proceeding;
            return TxActions.PassUp;
        }

        State = TxState.Completed;
        RetransmitAt = Never;
        EndAt = now + times.T4; // timer K
        return TxActions.PassUp;
    }

    public override TxActions OnTime(long now)
    {
        if (now >= EndAt)
            return Terminate(State == TxState.Completed ? TxActions.None : TxActions.TimedOut);
        if (now < RetransmitAt)
            return TxActions.None;
        // Timer E doubles up to T2; in Proceeding it is T2 at once.
        _interval = State == TxState.Proceeding ? times.T2 : Math.Min(_interval * 2, times.T2);
        RetransmitAt = now + _interval;
        return TxActions.Send;
    }
}
