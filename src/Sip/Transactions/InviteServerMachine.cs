namespace CallCenter.Sip.Transactions;

/// <summary>INVITE server transaction over UDP (RFC 3261 17.2.1 with the Accepted state of RFC 6026 7.1).</summary>
internal sealed class InviteServerMachine(TxTimes times) : TxMachine
{
    /// <summary>100 goes out by itself when the user has said nothing for so long, ms.</summary>
    public const long TryingAfter = 200;

    private long _interval = times.T1;
    private bool _responded;

    public TxActions Start(long now)
    {
        State = TxState.Proceeding;
        RetransmitAt = now + TryingAfter;
        return TxActions.PassUp;
    }

    /// <summary>The same INVITE again.</summary>
    public TxActions OnRepeat() => State switch
    {
        TxState.Proceeding when !_responded => TxActions.SendTrying,
        TxState.Proceeding or TxState.Completed => TxActions.Send,
        _ => TxActions.None, // Accepted: the 2xx is repeated by its user, not here
    };

    /// <summary>The user responds. None when it is too late for that.</summary>
    public TxActions OnResponse(int status, long now)
    {
        if (State != TxState.Proceeding)
            return TxActions.None;
        _responded = true;
        RetransmitAt = Never;
        if (status >= 300)
        {
            State = TxState.Completed;
            RetransmitAt = now + _interval; // timer G
            EndAt = now + times.Long; // timer H
        }
        else if (status >= 200)
        {
            State = TxState.Accepted;
            EndAt = now + times.Long; // timer L
        }

        return TxActions.Send;
    }

    public TxActions OnAck(long now)
    {
        if (State != TxState.Completed)
            return TxActions.None;
        State = TxState.Confirmed;
        RetransmitAt = Never;
        EndAt = now + times.T4; // timer I
        return TxActions.None;
    }

    public override TxActions OnTime(long now)
    {
        if (now >= EndAt)
            return Terminate(State == TxState.Completed ? TxActions.TimedOut : TxActions.None);
        if (now < RetransmitAt)
            return TxActions.None;
        if (State == TxState.Proceeding)
        {
            RetransmitAt = Never;
            return TxActions.SendTrying;
        }

        _interval = Math.Min(_interval * 2, times.T2);
        RetransmitAt = now + _interval;
        return TxActions.Send;
    }
}
