namespace CallCenter.Domain.Rules;

/// <summary>What becomes of a lead after an attempt.</summary>
/// <param name="Charged">Counts against the lead's attempts.</param>
/// <param name="NextAt">For <see cref="LeadState.Dialable"/>.</param>
public sealed record LeadNext(LeadState State, bool Charged, DateTimeOffset? NextAt);

/// <summary>Outcome to next step (L9; default table of telephony.md 4.1).</summary>
public static class RecyclePolicy
{
    /// <summary>
    /// The lead's next state. Faults of ours or of the trunk are not charged; charged attempts that reach the campaign's maximum
    /// end the lead.
    /// </summary>
    /// <param name="attemptsBefore">Charged attempts before this one.</param>
    public static LeadNext After(CallOutcome outcome, int attemptsBefore, int maxAttempts, DateTimeOffset now)
    {
        LeadNext next = outcome switch
        {
            CallOutcome.Connected => new LeadNext(LeadState.AwaitingDisposition, true, null),
            CallOutcome.InvalidNumber => new LeadNext(LeadState.BadNumber, true, null),
            CallOutcome.Busy => Retry(true, TimeSpan.FromMinutes(10)),
            CallOutcome.NoAnswer => Retry(true, TimeSpan.FromHours(2)),
            CallOutcome.Unavailable => Retry(true, TimeSpan.FromHours(1)),
            CallOutcome.Declined or CallOutcome.Blocked => Retry(true, TimeSpan.FromHours(24)),
            CallOutcome.Abandoned => Retry(true, TimeSpan.FromHours(72)),
            CallOutcome.Machine or CallOutcome.Screened => Retry(true, TimeSpan.FromHours(4)),
            CallOutcome.Fax => new LeadNext(LeadState.BadNumber, true, null),
            CallOutcome.Announcement => Retry(true, TimeSpan.FromHours(24)),
            CallOutcome.Congestion => Retry(false, TimeSpan.FromMinutes(2)),
            CallOutcome.TrunkDown => Retry(false, TimeSpan.FromMinutes(1)),
            CallOutcome.RejectedByTrunk or CallOutcome.MediaError => Retry(false, TimeSpan.FromMinutes(10)),
            CallOutcome.Cancelled => Retry(false, TimeSpan.FromMinutes(1)),
            CallOutcome.Interrupted => Retry(false, TimeSpan.FromMinutes(30)),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No recycling rule."),
        };
        bool usedUp = next is { State: LeadState.Dialable, Charged: true } && attemptsBefore + 1 >= maxAttempts;
        return usedUp ? next with { State = LeadState.Done, NextAt = null } : next;

        LeadNext Retry(bool charged, TimeSpan delay) => new(LeadState.Dialable, charged, now + delay);
    }
}
