using System.Diagnostics;

namespace CallCenter.Media.Native;

/// <summary>The kernel's monotonic clock in nanoseconds: it paces media; wall-clock jumps do not reach it (hardening R11).</summary>
internal static class MonotonicClock
{
    internal const long Millisecond = 1_000_000;
    internal const long Second = 1_000_000_000;

    private const long NanosecondsPerSample = 125_000;

    // On Linux a Stopwatch tick is a nanosecond of CLOCK_MONOTONIC; the division keeps it right elsewhere.
    private static readonly long TicksPerSecond = Stopwatch.Frequency;

    internal static long Now => TicksPerSecond == Second
        ? Stopwatch.GetTimestamp()
        : (long)(Stopwatch.GetTimestamp() * ((double)Second / TicksPerSecond));

    /// <summary>Sleeps to an absolute time.</summary>
    internal static unsafe void SleepUntil(long nanoseconds)
    {
        Libc.TimeSpec until = Libc.TimeSpec.From(nanoseconds);
        while (Libc.ClockNanosleep(Libc.ClockMonotonic, Libc.TimerAbsTime, &until, null) == Libc.Eintr)
        {
        }
    }

    /// <summary>Samples at 8 kHz in a stretch of nanoseconds.</summary>
    internal static long ToSamples(long nanoseconds) => nanoseconds / NanosecondsPerSample;

    /// <summary>Length of so many samples at 8 kHz in nanoseconds.</summary>
    internal static long FromSamples(long samples) => samples * NanosecondsPerSample;
}
