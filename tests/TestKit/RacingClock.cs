namespace CallCenter.TestKit;

/// <summary>
/// A clock that runs some times faster than the wall clock: delays and timers shrink, real sockets and real audio stay as they are.
/// For parts whose delays are minutes of human behaviour between pieces of real I/O.
/// </summary>
/// <param name="speed">How many of its seconds pass in one real second; at least 1.</param>
public sealed class RacingClock(double speed) : TimeProvider
{
    private readonly long _startTimestamp = System.GetTimestamp();
    private readonly DateTimeOffset _start = System.GetUtcNow();

    /// <inheritdoc />
    public override long TimestampFrequency => System.TimestampFrequency;

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _start + (System.GetElapsedTime(_startTimestamp) * speed);

    /// <inheritdoc />
    public override long GetTimestamp() => _startTimestamp + (long)((System.GetTimestamp() - _startTimestamp) * speed);

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => new RacingTimer(System.CreateTimer(callback, state, Shrink(dueTime), Shrink(period)), this);

    private TimeSpan Shrink(TimeSpan span)
        => span <= TimeSpan.Zero ? span : TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(span.TotalMilliseconds / speed)));

    private sealed class RacingTimer(ITimer inner, RacingClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Shrink(dueTime), clock.Shrink(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
