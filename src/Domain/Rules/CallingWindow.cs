namespace CallCenter.Domain.Rules;

/// <summary>
/// Whether the hours of a rule set allow a call to start now, where the called party is. Several possible zones: all must
/// allow (US-7); none known: the zones that the rule set names for that must all allow, so the strictest reading holds.
/// </summary>
public static class CallingWindow
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(15);

    /// <summary>Open now, long enough for a call that rings <paramref name="ringTime"/>?</summary>
    public static bool IsOpen(RuleSet rules, IReadOnlyList<string> zones, DateTimeOffset now, TimeSpan ringTime)
    {
        if (rules.AlwaysOpen)
        {
            return true;
        }

        IReadOnlyList<string> all = zones.Count == 0 ? rules.ZonesWhenUnknown : zones;
        if (all.Count == 0)
        {
            return false; // nobody can say what hour it is there
        }

        foreach (string zone in all)
        {
            if (FindZone(zone) is not { } found || !IsOpenIn(rules, found, now, ringTime))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The next moment, to a quarter of an hour, at which it is open; null when none comes within eight days.</summary>
    public static DateTimeOffset? OpensAt(RuleSet rules, IReadOnlyList<string> zones, DateTimeOffset now, TimeSpan ringTime)
    {
        if (rules.NeverOpen)
        {
            return null;
        }

        // A campaign that begins later opens then, wherever on earth that day begins first.
        DateTimeOffset begin = rules.FirstDay is { } first ? new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddHours(-14) : now;
        DateTimeOffset from = begin > now ? begin : now;
        DateTimeOffset at = new(from.UtcTicks - (from.UtcTicks % Step.Ticks) + Step.Ticks, TimeSpan.Zero);
        for (DateTimeOffset end = from.AddDays(8); at < end; at += Step)
        {
            if (IsOpen(rules, zones, at, ringTime))
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>When today's hours end, in the zone where they end first; null when it is closed or the rule set knows no hours.</summary>
    public static DateTimeOffset? ClosesAt(RuleSet rules, IReadOnlyList<string> zones, DateTimeOffset now)
    {
        IReadOnlyList<string> all = zones.Count == 0 ? rules.ZonesWhenUnknown : zones;
        if (rules.Hours.Count == 0 || !IsOpen(rules, zones, now, TimeSpan.Zero))
        {
            return null;
        }

        return all.Select(FindZone).Min(zone => ClosesAt(rules, zone!, now));
    }

    /// <summary>The zone of an IANA name, or null when this machine does not know it.</summary>
    public static TimeZoneInfo? FindZone(string name)
        => TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? zone) ? zone : null;

    private static DateTimeOffset ClosesAt(RuleSet rules, TimeZoneInfo zone, DateTimeOffset now)
    {
        DateTime local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        TimeOnly to = rules.Hours
            .Where(h => h.Days.Contains(local.DayOfWeek) && TimeOnly.FromDateTime(local) >= h.From && TimeOnly.FromDateTime(local) < h.To)
            .Max(h => h.To);
        DateTime end = local.Date + to.ToTimeSpan();
        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }

    private static bool IsOpenIn(RuleSet rules, TimeZoneInfo zone, DateTimeOffset now, TimeSpan ringTime)
    {
        // Local start and local end of ringing must both lie inside: a clock change in between moves the end.
        DateTimeOffset start = TimeZoneInfo.ConvertTime(now, zone);
        DateTimeOffset end = TimeZoneInfo.ConvertTime(now + ringTime, zone);
        if (!rules.Allows(DateOnly.FromDateTime(start.DateTime)) || !rules.Allows(DateOnly.FromDateTime(end.DateTime)))
        {
            return false;
        }

        return rules.Hours.Count == 0 || (start.Date == end.Date && rules.Hours.Any(h =>
            h.Days.Contains(start.DayOfWeek)
            && TimeOnly.FromDateTime(start.DateTime) >= h.From
            && TimeOnly.FromDateTime(end.DateTime) < h.To));
    }
}
