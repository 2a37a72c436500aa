namespace CallCenter.TestKit.Network;

/// <summary>Datagrams on their way, handed over when their time has come. Equal times keep the order in which they came.</summary>
internal sealed class DelayLine : IDisposable
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Action, (long Due, long Order)> _waiting = new();
    private long _order;
    private bool _closed;

    public DelayLine(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => DeliverDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Hands over at a timestamp of the clock.</summary>
    public void Add(long due, Action deliver)
    {
        lock (_gate)
        {
            if (_closed)
                return;
            _waiting.Enqueue(deliver, (due, _order++));
        }

        DeliverDue();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _waiting.Clear();
            _timer.Dispose();
        }
    }

    private void DeliverDue()
    {
        while (TakeDue() is { } deliver)
            deliver();
    }

    private Action? TakeDue()
    {
        lock (_gate)
        {
            if (_closed)
                return null;
            if (_waiting.TryPeek(out _, out (long Due, long Order) first) && first.Due <= _time.GetTimestamp())
                return _waiting.Dequeue();
            SetTimer();
            return null;
        }
    }

    private void SetTimer()
    {
        if (!_waiting.TryPeek(out _, out (long Due, long Order) first))
            return;
        // A millisecond at least: what the clock rounds down must not fire again and again before its time.
        TimeSpan wait = _time.GetElapsedTime(_time.GetTimestamp(), first.Due);
        _timer.Change(wait > Shortest ? wait : Shortest, Timeout.InfiniteTimeSpan);
    }
}
