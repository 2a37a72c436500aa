namespace CallCenter.Domain.Rules;

/// <summary>When a campaign calls, in the customer's local time; always within the rule set's hours, never beyond them (C2 of product.md).</summary>
public sealed record CampaignTimetable
{
    /// <summary>The rule set's own hours, every day.</summary>
    public static CampaignTimetable Always { get; } = new();

    /// <summary>Hours by weekday; days without an entry are closed. Empty: the rule set's hours.</summary>
    public IReadOnlyList<CallingHours> Hours { get; init; } = [];

    /// <summary>Days on which nobody is called.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; init; } = [];

    /// <summary>First day; null: from the start on.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>Last day; null: without end.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>True when it limits nothing.</summary>
    public bool IsAlways => Hours.Count == 0 && Holidays.Count == 0 && StartsOn is null && EndsOn is null;

    /// <summary>The rule set as this campaign may use it: the hours that both allow.</summary>
    public RuleSet Within(RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return IsAlways ? rules : rules with
        {
            Hours = Hours.Count == 0 ? rules.Hours : rules.Hours.Count == 0 ? Hours : Common(rules.Hours),
            NeverOpen = Hours.Count > 0 && rules.Hours.Count > 0 && Common(rules.Hours).Count == 0,
            ClosedDays = Holidays,
            FirstDay = StartsOn,
            LastDay = EndsOn,
            HasTimetable = true,
        };
    }

    private List<CallingHours> Common(IReadOnlyList<CallingHours> legal)
    {
        List<CallingHours> common = [];
        foreach (CallingHours own in Hours)
        {
            foreach (CallingHours law in legal)
            {
                DayOfWeek[] days = [.. own.Days.Intersect(law.Days)];
                TimeOnly from = own.From > law.From ? own.From : law.From;
                TimeOnly to = own.To < law.To ? own.To : law.To;
                if (days.Length > 0 && from < to)
                {
                    common.Add(new CallingHours(days, from, to));
                }
            }
        }

        return common;
    }
}
