namespace CallCenter.Domain.Rules;

/// <summary>Hours on one kind of day in which a customer may be called, called party's local time.</summary>
/// <param name="Days">Days it holds for.</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive; the last start leaves room for the ring time.</param>
public sealed record CallingHours(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To);

/// <summary>One country's calling rules as data: with source, effective date and how sure we are of them.</summary>
/// <param name="Name">us, uk, ca, cn or none.</param>
/// <param name="Source">Ids of calling-rules.md.</param>
/// <param name="Confirmed">False: "to be confirmed by your lawyer" is shown.</param>
/// <param name="Hours">Days without an entry are closed; an empty list means any hour.</param>
/// <param name="MinimumRingSeconds">An unanswered call is not given up earlier.</param>
/// <param name="AbandonLimit">Highest share of abandoned live answers.</param>
/// <param name="LockAfterAbandonedHours">No call without a guaranteed agent for so long after an abandoned one.</param>
/// <param name="OnlyLoopbackTrunks">True for "none": demonstration and tests, never real customers.</param>
public sealed record RuleSet(
    string Name,
    string Source,
    DateOnly EffectiveFrom,
    bool Confirmed,
    IReadOnlyList<CallingHours> Hours,
    int MinimumRingSeconds,
    double AbandonLimit,
    int LockAfterAbandonedHours,
    bool OnlyLoopbackTrunks)
{
    /// <summary>IANA zones that must all allow a call to a number whose zone is unknown: the outermost of the country. Empty: such a number is not called.</summary>
    public IReadOnlyList<string> ZonesWhenUnknown { get; init; } = [];

    /// <summary>Days, in the called party's time, on which nobody is called: a campaign's holidays.</summary>
    public IReadOnlyList<DateOnly> ClosedDays { get; init; } = [];

    /// <summary>First and last day on which a campaign calls; null: no limit.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <inheritdoc cref="FirstDay" />
    public DateOnly? LastDay { get; init; }

    /// <summary>The campaign's hours and the legal ones have nothing in common: no call is ever allowed.</summary>
    public bool NeverOpen { get; init; }

    /// <summary>A campaign's own timetable narrows it.</summary>
    public bool HasTimetable { get; init; }

    /// <summary>True when every hour of every day is allowed.</summary>
    public bool AlwaysOpen => Hours.Count == 0 && ClosedDays.Count == 0 && FirstDay is null && LastDay is null && !NeverOpen;

    /// <summary>Whether the date, at the called party's, is one on which calls are made at all.</summary>
    public bool Allows(DateOnly day) => !NeverOpen && !(day < FirstDay) && !(day > LastDay) && !ClosedDays.Contains(day);
}
