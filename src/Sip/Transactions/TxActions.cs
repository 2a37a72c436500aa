namespace CallCenter.Sip.Transactions;

/// <summary>What a transaction's state machine wants done; carried out in the order of the bits.</summary>
[Flags]
internal enum TxActions
{
    None = 0,

    /// <summary>Send the transaction's message: the request of a client, the last response of a server.</summary>
    Send = 1,

    /// <summary>Send the ACK of a non-2xx response (RFC 3261 17.1.1.3).</summary>
    SendAck = 2,

    /// <summary>Send 100 (RFC 3261 17.2.1).</summary>
    SendTrying = 4,

    /// <summary>Hand the message to the transaction's user.</summary>
    PassUp = 8,

    /// <summary>Tell the user that timer B, F or H fired.</summary>
    TimedOut = 16,

    /// <summary>Forget the transaction.</summary>
    Terminated = 32,
}

/// <summary>States of all four machines (RFC 3261 17 figures 5-8, RFC 6026 7).</summary>
internal enum TxState
{
    Calling,
    Trying,
    Proceeding,
    Accepted,
    Completed,
    Confirmed,
    Terminated,
}

/// <summary>Timer base values in milliseconds (RFC 3261 table 4).</summary>
internal readonly record struct TxTimes(long T1, long T2, long T4)
{
    /// <summary>Timers B, F, H, J, L, M, and D: 64*T1.</summary>
    public long Long => 64 * T1;
}

/// <summary>A transaction's state machine: (input, now) -> actions. Pure; its driver arms one timer for <see cref="DueAt"/>.</summary>
internal abstract class TxMachine
{
    /// <summary>No timer wanted.</summary>
    public const long Never = long.MaxValue;

    public TxState State { get; protected set; }

    /// <summary>When <see cref="OnTime"/> wants to be called, ms.</summary>
    public long DueAt => Math.Min(RetransmitAt, EndAt);

    /// <summary>Next retransmission (timers A, E, G; or the 100 of a server).</summary>
    protected long RetransmitAt { get; set; } = Never;

    /// <summary>End of the state (timers B, D, F, H, I, J, K, L, M).</summary>
    protected long EndAt { get; set; } = Never;

    /// <summary>Time has passed; called at or after <see cref="DueAt"/>.</summary>
    public abstract TxActions OnTime(long now);

    protected TxActions Terminate(TxActions actions = TxActions.None)
    {
        State = TxState.Terminated;
        RetransmitAt = EndAt = Never;
        return actions | TxActions.Terminated;
    }
}
