namespace CallCenter.Sip;

/// <summary>What the endpoint has seen; each number only grows.</summary>
public sealed class SipCounters
{
    private long _received;
    private long _sent;
    private long _keepAlives;
    private long _malformed;
    private long _dropped;
    private long _overload;
    private long _retransmitted;
    private long _unknownSource;
    private long _challenged;
    private long _wrongPassword;
    private long _sendFailed;
    private long _faults;

    /// <summary>Datagrams received.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Datagrams sent, retransmissions included.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Datagrams of nothing but line ends (RFC 5626 4.4.1).</summary>
    public long KeepAlives => Interlocked.Read(ref _keepAlives);

    /// <summary>Not SIP, or SIP that breaks the grammar (answered 400 or dropped).</summary>
    public long Malformed => Interlocked.Read(ref _malformed);

    /// <summary>Well-formed messages that belong to nothing, or to nobody we talk to.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Messages refused because a SIP thread's queue was full.</summary>
    public long Overload => Interlocked.Read(ref _overload);

    /// <summary>Messages sent again by a timer or because the far side repeated itself.</summary>
    public long Retransmitted => Interlocked.Read(ref _retransmitted);

    /// <summary>Requests from neither a trunk nor an authenticated phone.</summary>
    public long UnknownSource => Interlocked.Read(ref _unknownSource);

    /// <summary>401 responses sent.</summary>
    public long Challenged => Interlocked.Read(ref _challenged);

    /// <summary>Digest answers that were evaluated and wrong.</summary>
    public long WrongPassword => Interlocked.Read(ref _wrongPassword);

    /// <summary>Datagrams the operating system refused to send.</summary>
    public long SendFailed => Interlocked.Read(ref _sendFailed);

    /// <summary>Exceptions caught at a SIP thread's loop; any other number than 0 is a bug of ours.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    internal void AddReceived() => Interlocked.Increment(ref _received);

    internal void AddSent() => Interlocked.Increment(ref _sent);

    internal void AddKeepAlive() => Interlocked.Increment(ref _keepAlives);

    internal void AddMalformed() => Interlocked.Increment(ref _malformed);

    internal void AddDropped() => Interlocked.Increment(ref _dropped);

    internal void AddOverload() => Interlocked.Increment(ref _overload);

    internal void AddRetransmitted() => Interlocked.Increment(ref _retransmitted);

    internal void AddUnknownSource() => Interlocked.Increment(ref _unknownSource);

    internal void AddChallenged() => Interlocked.Increment(ref _challenged);

    internal void AddWrongPassword() => Interlocked.Increment(ref _wrongPassword);

    internal void AddSendFailed() => Interlocked.Increment(ref _sendFailed);

    internal void AddFault() => Interlocked.Increment(ref _faults);
}
