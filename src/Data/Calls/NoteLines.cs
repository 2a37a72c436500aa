namespace CallCenter.Data.Calls;

/// <summary>Keeps for each line of the notes the time in the call at which it first appeared (A5 of product.md).</summary>
public static class NoteLines
{
    /// <summary>
    /// The times of the new text's lines. Lines before and after the part that was edited keep theirs; within it the first lines count as the
    /// old ones, edited, and what is more is new. Empty lines have no time.
    /// </summary>
    /// <param name="oldTimes">Milliseconds since the answer, for each line of <paramref name="oldText"/>; may be shorter.</param>
    /// <param name="now">Milliseconds since the answer.</param>
    public static IReadOnlyList<long?> Times(string oldText, IReadOnlyList<long?> oldTimes, string newText, long now)
    {
        ArgumentNullException.ThrowIfNull(oldText);
        ArgumentNullException.ThrowIfNull(oldTimes);
        ArgumentNullException.ThrowIfNull(newText);
        string[] before = Split(oldText);
        string[] after = Split(newText);
        int most = Math.Min(before.Length, after.Length);
        int head = 0;
        while (head < most && string.Equals(before[head], after[head], StringComparison.Ordinal))
        {
            head++;
        }

        int tail = 0;
        while (tail < most - head && string.Equals(before[^(tail + 1)], after[^(tail + 1)], StringComparison.Ordinal))
        {
            tail++;
        }

        long?[] times = new long?[after.Length];
        for (int i = 0; i < after.Length; i++)
        {
            int was = i >= after.Length - tail ? i - after.Length + before.Length : i < before.Length - tail ? i : -1;
            times[i] = string.IsNullOrWhiteSpace(after[i]) ? null : (was >= 0 && was < oldTimes.Count ? oldTimes[was] : null) ?? now;
        }

        return times;
    }

    private static string[] Split(string text) => text.Length == 0 ? [] : text.Split('\n');
}
