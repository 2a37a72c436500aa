using System.Text.Json.Serialization;

namespace CallCenter.Domain.Pacing;

/// <summary>
/// What the pacer remembers between decisions: plain data, so that a restart continues where it was and a decision can be
/// replayed. One instance per campaign; not thread-safe, owned by the campaign's runner or the simulator.
/// </summary>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed class PacingState
{
    /// <summary>Length of the short memory, seconds.</summary>
    public const int Seconds = 64;

    /// <summary>Campaign clock of the last decision; NaN before the first.</summary>
    public double LastDecisionAt { get; set; } = double.NaN;

    /// <summary>Until then only one call per idle agent, after a burst of abandoned calls.</summary>
    public double BurstStopUntil { get; set; } = double.NegativeInfinity;

    /// <summary>True from a burst of trunk failures until calls connect again.</summary>
    public bool TrunkFailing { get; set; }

    /// <summary>Second (floor of the campaign clock) that each bucket holds.</summary>
    public long[] BucketSecond { get; init; } = NewBuckets();

    /// <summary>Calls that ended in the bucket's second.</summary>
    public int[] Ended { get; init; } = new int[Seconds];

    /// <summary>Of these, failed within 3 s of placement.</summary>
    public int[] EndedFailedAtOnce { get; init; } = new int[Seconds];

    /// <summary>Answers judged live.</summary>
    public int[] JudgedLive { get; init; } = new int[Seconds];

    /// <summary>Abandoned calls.</summary>
    public int[] Abandoned { get; init; } = new int[Seconds];

    private static long[] NewBuckets()
    {
        long[] buckets = new long[Seconds];
        Array.Fill(buckets, long.MinValue);
        return buckets;
    }

    /// <summary>The bucket of a moment, emptied first when it held an older second.</summary>
    internal int BucketAt(double now)
    {
        long second = (long)Math.Floor(now);
        int index = (int)(((second % Seconds) + Seconds) % Seconds);
        if (BucketSecond[index] != second)
        {
            BucketSecond[index] = second;
            Ended[index] = EndedFailedAtOnce[index] = JudgedLive[index] = Abandoned[index] = 0;
        }

        return index;
    }

    /// <summary>Sum of one row of buckets over the last <paramref name="seconds"/> (at most 60).</summary>
    internal int Sum(int[] row, double now, int seconds)
    {
        long newest = (long)Math.Floor(now);
        int sum = 0;
        for (int i = 0; i < Seconds; i++)
        {
            if (BucketSecond[i] <= newest && BucketSecond[i] > newest - seconds)
            {
                sum += row[i];
            }
        }

        return sum;
    }
}
