namespace CallCenter.Domain.Rules;

/// <summary>Who wants to call.</summary>
public enum CallOrigin
{
    /// <summary>A lead is put into the hopper.</summary>
    Load,

    /// <summary>A lead from the hopper is dialled.</summary>
    Dial,

    /// <summary>An agent dials by hand.</summary>
    Manual,

    /// <summary>A promised call is due.</summary>
    Callback,
}

/// <summary>Everything a decision rests on; stored with it.</summary>
/// <param name="TimeZones">IANA names the number may lie in.</param>
/// <param name="DoNotCall">Where the number stands in do-not-call ("company", "campaign", "prefix"), or null.</param>
/// <param name="Attempts">Charged attempts of the lead so far.</param>
/// <param name="LastAbandonedAt">When a call to the number was last abandoned.</param>
/// <param name="CustomerInCall">Somebody talks to this customer, or another campaign rings it.</param>
/// <param name="GuaranteedAgent">An agent is reserved for this call.</param>
public sealed record CallingFacts(
    DateTimeOffset Now,
    CallOrigin Origin,
    string Number,
    IReadOnlyList<string> TimeZones,
    TimeSpan RingTimeout,
    string? DoNotCall,
    int Attempts,
    int MaxAttempts,
    DateTimeOffset? LastAbandonedAt = null,
    bool CustomerInCall = false,
    bool GuaranteedAgent = false);

/// <summary>Why a call is not allowed now.</summary>
/// <param name="Code">Stable: doNotCall, windowClosed, attemptsUsedUp, abandonedLately, customerBusy.</param>
/// <param name="Text">Plain words.</param>
/// <param name="Rule">The rule's id in the rule set's source, or the setting that decides.</param>
/// <param name="RetryAt">When asking again makes sense; null: never by itself.</param>
public sealed record GateReason(string Code, string Text, string Rule, DateTimeOffset? RetryAt);

/// <summary>The gate's answer.</summary>
public sealed record GateDecision(IReadOnlyList<GateReason> Reasons)
{
    /// <summary>No reason against it.</summary>
    public bool Allowed => Reasons.Count == 0;

    /// <summary>When all reasons may be gone; null when one of them does not pass by itself.</summary>
    public DateTimeOffset? RetryAt => Reasons.Count > 0 && Reasons.All(r => r.RetryAt is not null) ? Reasons.Max(r => r.RetryAt) : null;
}

/// <summary>The one gate that every call passes, whoever started it (P5 of product.md). Pure; the caller stores the decision.</summary>
public static class CallingGate
{
    /// <summary>Between the INVITE and the first ringing; the ring time-out counts from the latter (pacing README section 9, "end of calling window").</summary>
    private static readonly TimeSpan SetUpMargin = TimeSpan.FromSeconds(5);

    /// <summary>Allowed, or every reason against it.</summary>
    public static GateDecision Decide(RuleSet rules, CallingFacts facts)
    {
        List<GateReason> reasons = [];
        if (facts.DoNotCall is { } scope)
        {
            reasons.Add(new GateReason("doNotCall", $"The number is on do-not-call ({scope}).", "L5", null));
        }

        TimeSpan ringsOut = facts.RingTimeout + SetUpMargin;
        if (!CallingWindow.IsOpen(rules, facts.TimeZones, facts.Now, ringsOut))
        {
            DateTimeOffset? opens = CallingWindow.OpensAt(rules, facts.TimeZones, facts.Now, ringsOut);
            string where = facts.TimeZones.Count == 0 ? "time zone unknown" : string.Join(", ", facts.TimeZones);
            reasons.Add(new GateReason("windowClosed", $"Outside the calling hours of '{rules.Name}'{(rules.HasTimetable ? " and of the campaign's timetable" : "")} there ({where}).", rules.Source, opens));
        }

        // A promised or manual call is not counted against the campaign's own attempts.
        if (facts.Origin is CallOrigin.Load or CallOrigin.Dial && facts.Attempts >= facts.MaxAttempts)
        {
            reasons.Add(new GateReason("attemptsUsedUp", $"{facts.Attempts} of {facts.MaxAttempts} attempts are used.", "campaign.maxAttempts", null));
        }

        if (facts.LastAbandonedAt is { } abandoned && !facts.GuaranteedAgent && rules.LockAfterAbandonedHours > 0
            && abandoned.AddHours(rules.LockAfterAbandonedHours) is var free && facts.Now < free)
        {
            reasons.Add(new GateReason("abandonedLately", $"An abandoned call to this number is less than {rules.LockAfterAbandonedHours} hours ago.", rules.Source, free));
        }

        if (facts.CustomerInCall)
        {
            reasons.Add(new GateReason("customerBusy", "Somebody is working on this customer now.", "L7", facts.Now.AddMinutes(2)));
        }

        return new GateDecision(reasons);
    }
}
