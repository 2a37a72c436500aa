namespace CallCenter.Bench.Browsers;

/// <summary>What is counted: frames that left within the window, and those of them that arrived, whenever that was.</summary>
internal sealed class LoadWindow
{
    private long _from = long.MaxValue;
    private long _to = long.MaxValue;

    internal long Sent { get; private set; }

    internal long Received { get; private set; }

    /// <summary>Datagrams that were not what they should be: a wrong tag, a copy, an unknown first byte.</summary>
    internal long Refused { get; set; }

    internal void Set(long from, long to)
    {
        _from = from;
        _to = to;
    }

    internal void OnSent(long tick) => Sent += Counts(tick);

    internal void OnReceived(long tick) => Received += Counts(tick);

    private int Counts(long tick) => tick >= _from && tick < _to ? 1 : 0;
}
