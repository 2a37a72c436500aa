namespace CallCenter.Sip.Transactions;

/// <summary>INVITE client transaction over UDP (RFC 3261 17.1.1 with the Accepted state of RFC 6026 7.2).</summary>
internal sealed class InviteClientMachine(TxTimes times) : TxMachine
{
    private long _interval = times.T1;

    public TxActions Start(long now)
    {
        State = TxState.Calling;
        RetransmitAt = now + _interval;
        EndAt = now + times.Long;
        return TxActions.Send;
    }

    public TxActions OnResponse(int status, long now)
    {
        switch (State)
        {
            case TxState.Calling or TxState.Proceeding when status < 200:
                // Ringing may last: timers A and B stop with the first provisional response.
                State = TxState.Proceeding;
                RetransmitAt = EndAt = Never;
                return TxActions.PassUp;
            case TxState.Calling or TxState.Proceeding when status < 300:
                State = TxState.Accepted;
                RetransmitAt = Never;
                EndAt = now + times.Long; // timer M: more 2xx may come from other branches
                return TxActions.PassUp;
            case TxState.Calling or TxState.Proceeding:
                State = TxState.Completed;
                RetransmitAt = Never;
                EndAt = now + times.Long; // timer D
                return TxActions.SendAck | TxActions.PassUp;
            case TxState.Accepted when status is >= 200 and < 300:
                return TxActions.PassUp;
            case TxState.Completed when status >= 300:
                return TxActions.SendAck;
            default:
                return TxActions.None;
        }
    }

    /// <summary>The user has given up: no more copies of the request, but what still comes is handled.</summary>
    public void StopSending() => RetransmitAt = Never;

    public override TxActions OnTime(long now)
    {
        if (now >= EndAt)
            return Terminate(State == TxState.Calling ? TxActions.TimedOut : TxActions.None);
        if (now < RetransmitAt)
            return TxActions.None;
        _interval *= 2; // timer A doubles without a ceiling (17.1.1.2)
        RetransmitAt = now + _interval;
        return TxActions.Send;
    }
}
