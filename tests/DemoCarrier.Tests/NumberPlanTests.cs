using System.Globalization;
using CallCenter.DemoCarrier.Numbers;

namespace CallCenter.DemoCarrier.Tests;

public sealed class NumberPlanTests
{
    private static readonly NumberPlan Town = new(seed: 1, TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData("+12125550100", FarEndKind.Talker)]
    [InlineData("+12125550101", FarEndKind.HelloOnly)]
    [InlineData("+12125550102", FarEndKind.Person)]
    [InlineData("+12125550110", FarEndKind.MachineWithBeep)]
    [InlineData("+12125550111", FarEndKind.MachineWithoutBeep)]
    [InlineData("+12125550120", FarEndKind.Busy)]
    [InlineData("+12125550121", FarEndKind.NoAnswer)]
    [InlineData("+12125550122", FarEndKind.Invalid)]
    [InlineData("+12125550123", FarEndKind.Congestion)]
    [InlineData("+12125550124", FarEndKind.Declined)]
    [InlineData("+12125550130", FarEndKind.Fax)]
    [InlineData("+12125550131", FarEndKind.Screening)]
    [InlineData("+12125550132", FarEndKind.Silence)]
    [InlineData("00", FarEndKind.Talker)]
    public void The_last_two_digits_decide(string number, FarEndKind kind)
        => Assert.Equal(kind, Town.Decide(number).Kind);

    [Fact]
    public void The_late_one_answers_eighteen_seconds_after_the_invitation()
    {
        CallPlan plan = Town.Decide("+12125550102");
        Assert.Equal(TimeSpan.FromSeconds(18), plan.SetUp + plan.Ring);
    }

    [Fact]
    public void Nobody_picks_up_before_any_sensible_ring_time_is_over_at_the_number_without_answer()
        => Assert.True(Town.Decide("+12125550121").Ring >= TimeSpan.FromMinutes(3));

    [Fact]
    public void The_same_seed_gives_the_same_town_and_another_seed_another_one()
    {
        string[] numbers = [.. Numbers(500)];
        CallPlan[] first = [.. numbers.Select(Town.Decide)];
        Assert.Equal(first, numbers.Select(new NumberPlan(1, TimeSpan.FromMinutes(1)).Decide));
        Assert.NotEqual(first.Select(plan => plan.Kind), numbers.Select(new NumberPlan(2, TimeSpan.FromMinutes(1)).Decide).Select(plan => plan.Kind));
    }

    [Fact]
    public void The_other_numbers_are_a_realistic_mix()
    {
        CallPlan[] plans = [.. Numbers(5000).Select(Town.Decide)];
        double Share(FarEndKind kind) => plans.Count(plan => plan.Kind == kind) / (double)plans.Length;

        Assert.InRange(Share(FarEndKind.Person), 0.25, 0.35);
        Assert.InRange(Share(FarEndKind.NoAnswer), 0.18, 0.30);
        Assert.InRange(Share(FarEndKind.MachineWithBeep) + Share(FarEndKind.MachineWithoutBeep), 0.17, 0.27);
        Assert.InRange(Share(FarEndKind.Busy), 0.04, 0.08);
        Assert.All(Enum.GetValues<FarEndKind>().Where(kind => kind is not FarEndKind.Talker), kind => Assert.True(Share(kind) > 0, kind.ToString()));
        Assert.All(plans, plan => Assert.InRange(plan.Talk, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(240)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("*55")]
    [InlineData("not a number")]
    public void Anything_that_can_be_dialled_has_a_plan(string number)
        => Assert.Equal(number, Town.Decide(number).Number);

    // None of them ends in one of the fixed pairs of digits.
    private static IEnumerable<string> Numbers(int count)
        => Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"+1212555{i:0000}55"));
}
