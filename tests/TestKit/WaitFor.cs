namespace CallCenter.TestKit;

/// <summary>
/// Waits for what another process says of itself. The only place where tests look again and again: every caller names a limit and what it
/// waits for, and a limit that runs out shows the last answer.
/// </summary>
public static class WaitFor
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>The first answer that satisfies the condition.</summary>
    /// <exception cref="TimeoutException">None did within <paramref name="limit"/>.</exception>
    public static async Task<T> AnswerAsync<T>(
        string what, Func<CancellationToken, Task<T>> ask, Func<T, bool> condition, TimeSpan limit, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(condition);
        long started = TimeProvider.System.GetTimestamp();
        using PeriodicTimer timer = new(Interval, TimeProvider.System);
        while (true)
        {
            T answer = await ask(ct);
            if (condition(answer))
                return answer;
            if (TimeProvider.System.GetElapsedTime(started) > limit)
                throw new TimeoutException($"After {limit.TotalSeconds:0.#} s still waiting for: {what}. Last answer: {Show(answer)}");
            await timer.WaitForNextTickAsync(ct);
        }
    }

    /// <summary>Until the condition holds.</summary>
    public static Task TrueAsync(string what, Func<bool> condition, TimeSpan limit, CancellationToken ct = default)
        => AnswerAsync(what, _ => Task.FromResult(condition()), holds => holds, limit, ct);

    private static string Show<T>(T answer)
        => answer is System.Collections.IEnumerable many and not string ? string.Join("; ", many.Cast<object>()) : answer?.ToString() ?? "null";
}
