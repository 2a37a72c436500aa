namespace CallCenter.Sip;

/// <summary>At most so many log lines a second, so that a flood does not fill the disk (hardening S3).</summary>
internal sealed class LogBudget(TimeProvider time, int perSecond)
{
    private readonly Lock _gate = new();
    private long _since = time.GetTimestamp();
    private int _used;

    public bool TryTake()
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_since) >= TimeSpan.FromSeconds(1))
            {
                _since = time.GetTimestamp();
                _used = 0;
            }

            return _used++ < perSecond;
        }
    }
}
