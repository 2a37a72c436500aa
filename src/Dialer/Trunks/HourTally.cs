namespace CallCenter.Dialer.Trunks;

/// <summary>Attempts and answers of the last sixty minutes, by the minute. Not thread-safe; its line locks.</summary>
internal sealed class HourTally(TimeProvider time)
{
    private const int Minutes = 60;

    private readonly (long Minute, int Attempts, int Answers)[] _slots = new (long, int, int)[Minutes];

    /// <summary>One INVITE came to its end.</summary>
    public void Add(bool answered)
    {
        long minute = Now();
        ref (long Minute, int Attempts, int Answers) slot = ref _slots[minute % Minutes];
        slot = slot.Minute == minute
            ? (minute, slot.Attempts + 1, slot.Answers + (answered ? 1 : 0))
            : (minute, 1, answered ? 1 : 0);
    }

    /// <summary>Of the last hour.</summary>
    public (int Attempts, int Answers) Sum()
    {
        long oldest = Now() - Minutes + 1;
        int attempts = 0, answers = 0;
        foreach ((long minute, int a, int b) in _slots)
        {
            if (minute >= oldest)
            {
                attempts += a;
                answers += b;
            }
        }

        return (attempts, answers);
    }

    // Minutes since the Unix epoch by the wall clock: a jump of it costs figures, nothing else.
    private long Now() => time.GetUtcNow().ToUnixTimeSeconds() / 60;
}
