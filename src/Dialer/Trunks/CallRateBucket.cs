namespace CallCenter.Dialer.Trunks;

/// <summary>A token bucket: at most <c>callsPerSecond</c> calls on average, bursts of one second's worth. Not thread-safe; its line locks.</summary>
internal sealed class CallRateBucket(TimeProvider time)
{
    private double _tokens = 1;
    private long _filledAt = time.GetTimestamp();

    /// <summary>Takes one token when there is one.</summary>
    public bool TryTake(double callsPerSecond)
    {
        Fill(callsPerSecond);
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }

    /// <summary>Whole calls that could be placed now.</summary>
    public int Available(double callsPerSecond)
    {
        Fill(callsPerSecond);
        return (int)_tokens;
    }

    /// <summary>After an outage: begin with a single call, so that recovery is no burst.</summary>
    public void Empty()
    {
        _tokens = 1;
        _filledAt = time.GetTimestamp();
    }

    private void Fill(double callsPerSecond)
    {
        long now = time.GetTimestamp();
        double seconds = time.GetElapsedTime(_filledAt, now).TotalSeconds;
        _filledAt = now;
        _tokens = Math.Min(Math.Max(1, callsPerSecond), _tokens + (seconds * callsPerSecond));
    }
}
