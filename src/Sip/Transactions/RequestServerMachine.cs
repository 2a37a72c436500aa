namespace CallCenter.Sip.Transactions;

/// <summary>Non-INVITE server transaction over UDP (RFC 3261 17.2.2).</summary>
internal sealed class RequestServerMachine(TxTimes times) : TxMachine
{
    public TxActions Start()
    {
        State = TxState.Trying;
        return TxActions.PassUp;
    }

    /// <summary>The same request again.</summary>
    public TxActions OnRepeat() => State is TxState.Proceeding or TxState.Completed ? TxActions.Send : TxActions.None;

    public TxActions OnResponse(int status, long now)
    {
        if (State is not (TxState.Trying or TxState.Proceeding))
            return TxActions.None;
        State = status < 200 ? TxState.Proceeding : TxState.Completed;
        if (State == TxState.Completed)
            EndAt = now + times.Long; // timer J
        return TxActions.Send;
    }

    public override TxActions OnTime(long now) => now >= EndAt ? Terminate() : TxActions.None;
}
