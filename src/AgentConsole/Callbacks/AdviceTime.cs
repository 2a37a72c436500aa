using System.Globalization;

namespace CallCenter.AgentConsole.Callbacks;

/// <summary>The time that is asked about: with its offset, or as the clock shows it in a zone.</summary>
internal static class AdviceTime
{
    /// <summary>Null when it is neither, when clocks skip that time, or when it lies before 2001 or after 8999.</summary>
    /// <param name="at">"2026-11-23T15:00:00-08:00", or "2026-11-23T15:00" with a zone.</param>
    /// <param name="zone">IANA name.</param>
    public static DateTimeOffset? Read(string at, string? zone)
    {
        bool hasOffset = at.EndsWith('Z') || (at.Length > 10 && at.AsSpan(10).IndexOfAny('+', '-') >= 0);
        if (hasOffset)
        {
            return DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset instant)
                && IsNear(instant.Year) ? instant : null;
        }

        return zone is not null
            && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found)
            && DateTime.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out DateTime local)
            && local.Kind == DateTimeKind.Unspecified
            && IsNear(local.Year)
            && !found.IsInvalidTime(local)
                ? new DateTimeOffset(local, found.GetUtcOffset(local)).ToUniversalTime()
                : null;
    }

    // Far from the ends of the calendar: days are added to it, and other zones' offsets.
    private static bool IsNear(int year) => year is > 2000 and < 9000;
}
