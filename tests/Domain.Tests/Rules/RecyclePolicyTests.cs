using CallCenter.Domain.Rules;

namespace CallCenter.Domain.Tests.Rules;

public sealed class RecyclePolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_outcome_has_a_rule_and_a_time_when_it_is_dialled_again()
    {
        foreach (CallOutcome outcome in Enum.GetValues<CallOutcome>())
        {
            LeadNext next = RecyclePolicy.After(outcome, 0, 5, Now);
            Assert.Equal(next.State == LeadState.Dialable, next.NextAt is not null);
            Assert.True(next.NextAt is null || next.NextAt > Now);
        }
    }

    [Fact]
    public void Charged_attempts_end_the_lead_at_the_maximum_and_others_never_do()
    {
        foreach (CallOutcome outcome in Enum.GetValues<CallOutcome>())
        {
            LeadNext first = RecyclePolicy.After(outcome, 0, 5, Now);
            LeadNext last = RecyclePolicy.After(outcome, 4, 5, Now);
            LeadState expected = first is { State: LeadState.Dialable, Charged: true } ? LeadState.Done : first.State;
            Assert.Equal(expected, last.State);
            Assert.Equal(first.Charged, last.Charged);
            Assert.Equal(first.State, RecyclePolicy.After(outcome, 3, 5, Now).State);
        }
    }

    [Theory]
    [InlineData(CallOutcome.Congestion)]
    [InlineData(CallOutcome.TrunkDown)]
    [InlineData(CallOutcome.RejectedByTrunk)]
    [InlineData(CallOutcome.MediaError)]
    [InlineData(CallOutcome.Cancelled)]
    [InlineData(CallOutcome.Interrupted)]
    public void Faults_of_ours_or_of_the_trunk_are_not_charged(CallOutcome outcome)
        => Assert.False(RecyclePolicy.After(outcome, 0, 5, Now).Charged);

    [Theory]
    [InlineData(CallOutcome.Busy, 5, 15)]
    [InlineData(CallOutcome.NoAnswer, 60, 240)]
    [InlineData(CallOutcome.Unavailable, 60, 60)]
    [InlineData(CallOutcome.Abandoned, 72 * 60, 72 * 60)]
    [InlineData(CallOutcome.Declined, 24 * 60, 7 * 24 * 60)]
    public void Waits_as_long_as_the_table_says(CallOutcome outcome, int fromMinutes, int toMinutes)
        => Assert.InRange((RecyclePolicy.After(outcome, 0, 5, Now).NextAt!.Value - Now).TotalMinutes, fromMinutes, toMinutes);

    [Fact]
    public void An_invalid_number_is_not_dialled_again() => Assert.Equal(LeadState.BadNumber, RecyclePolicy.After(CallOutcome.InvalidNumber, 0, 5, Now).State);

    [Fact]
    public void A_talk_waits_for_the_agents_verdict() => Assert.Equal(LeadState.AwaitingDisposition, RecyclePolicy.After(CallOutcome.Connected, 4, 5, Now).State);
}
