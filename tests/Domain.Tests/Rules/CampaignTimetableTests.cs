using CallCenter.Domain.Readiness;
using CallCenter.Domain.Rules;

namespace CallCenter.Domain.Tests.Rules;

public sealed class CampaignTimetableTests
{
    private static readonly string[] NewYork = ["America/New_York"];
    private static readonly RuleSet Us = RuleSets.Find("us")!;

    [Theory]
    [InlineData("2026-03-02T15:00:00Z", true)] // Monday 10:00 there
    [InlineData("2026-03-02T13:30:00Z", false)] // Monday 08:30: legal, but before the campaign's hours
    [InlineData("2026-03-02T21:59:50Z", false)] // no room left to ring
    [InlineData("2026-03-07T15:00:00Z", false)] // Saturday: no hours
    [InlineData("2026-03-04T15:00:00Z", false)] // a holiday
    [InlineData("2026-02-27T15:00:00Z", false)] // before its first day
    [InlineData("2026-03-30T15:00:00Z", false)] // after its last day
    public void Hours_holidays_and_period_hold_in_the_customers_time(string now, bool open)
        => Assert.Equal(open, CallingWindow.IsOpen(Office.Within(Us), NewYork, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromSeconds(30)));

    [Fact]
    public void Nothing_is_opened_that_the_law_closes()
    {
        CampaignTimetable late = new() { Hours = [new CallingHours(Weekdays, new TimeOnly(6, 0), new TimeOnly(23, 0))] };
        RuleSet both = late.Within(Us);
        Assert.Equal((new TimeOnly(8, 0), new TimeOnly(21, 0)), (both.Hours[0].From, both.Hours[0].To));
        RuleSet night = new CampaignTimetable { Hours = [new CallingHours(Weekdays, new TimeOnly(22, 0), new TimeOnly(23, 0))] }.Within(Us);
        Assert.True(night.NeverOpen);
        Assert.Null(CallingWindow.OpensAt(night, NewYork, At("2026-03-02T15:00:00Z"), TimeSpan.Zero));
    }

    [Fact]
    public void It_opens_at_the_next_of_its_hours_even_weeks_ahead()
    {
        Assert.Equal(At("2026-03-02T14:00:00Z"), CallingWindow.OpensAt(Office.Within(Us), NewYork, At("2026-01-15T10:00:00Z"), TimeSpan.FromSeconds(30)));
        Assert.Equal(At("2026-03-05T14:00:00Z"), CallingWindow.OpensAt(Office.Within(Us), NewYork, At("2026-03-03T23:00:00Z"), TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_rule_set_without_hours_takes_the_campaigns()
    {
        RuleSet none = Office.Within(RuleSets.Find("none")!);
        Assert.True(CallingWindow.IsOpen(none, NewYork, At("2026-03-02T15:00:00Z"), TimeSpan.Zero));
        Assert.False(CallingWindow.IsOpen(none, NewYork, At("2026-03-02T13:30:00Z"), TimeSpan.Zero));
        RuleSet holidaysOnly = new CampaignTimetable { Holidays = [new DateOnly(2026, 3, 4)] }.Within(RuleSets.Find("none")!);
        Assert.True(CallingWindow.IsOpen(holidaysOnly, NewYork, At("2026-03-03T03:00:00Z"), TimeSpan.Zero));
        Assert.False(CallingWindow.IsOpen(holidaysOnly, NewYork, At("2026-03-04T15:00:00Z"), TimeSpan.Zero));
    }

    [Fact]
    public void The_check_list_names_what_is_missing_and_what_needs_a_look()
    {
        Campaign campaign = new() { Id = new CampaignId(1), Name = "C", RuleSet = "us", Mode = DialMode.Ratio, Ratio = 2, AbandonLimit = 0.05 };
        IReadOnlyList<CheckItem> items = CampaignCheckList.Of(new CampaignFacts(campaign, []));
        Assert.Equal(
            ["abandonLimit", "callerId", "lists", "trunks"],
            items.Where(i => i.State == CheckState.Missing).Select(i => i.Code).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
        Assert.All(items.Where(i => i.State == CheckState.Missing), i => Assert.NotNull(i.Remedy));
        Trunk strict = new() { Id = new TrunkId(7), Name = "T", Host = "192.0.2.1", CallerIds = ["+12125550111"] };
        Campaign better = campaign with { CallerId = "+12125550100", ListIds = [new ListId(1)], TrunkIds = [strict.Id], AbandonLimit = 0.03 };
        Assert.Equal("notAllowed", CampaignCheckList.Missing(new CampaignFacts(better, [strict])).Single().Reason);
        Assert.Empty(CampaignCheckList.Missing(new CampaignFacts(better with { CallerId = "+12125550111" }, [strict])));
        Assert.Equal("never", CampaignCheckList.Of(new CampaignFacts(better, [strict])).Single(i => i.Code == "trunkTest").Reason);
    }

    private static DayOfWeek[] Weekdays => [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static CampaignTimetable Office => new()
    {
        Hours = [new CallingHours(Weekdays, new TimeOnly(9, 0), new TimeOnly(17, 0))],
        Holidays = [new DateOnly(2026, 3, 4)],
        StartsOn = new DateOnly(2026, 3, 2),
        EndsOn = new DateOnly(2026, 3, 27),
    };

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
