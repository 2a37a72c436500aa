using CallCenter.Domain.Rules;

namespace CallCenter.Domain.Tests.Rules;

public sealed class CallingGateTests
{
    private static readonly RuleSet Us = RuleSets.Find("us")!;

    // A Monday noon in New York.
    private static readonly CallingFacts Fine = new(
        At("2026-06-01T16:00Z"), CallOrigin.Dial, "+12125550100", ["America/New_York"], TimeSpan.FromSeconds(25), null, 0, 5);

    [Theory]
    [InlineData("us", "America/New_York", "2026-06-01T11:59:59Z", false)]
    [InlineData("us", "America/New_York", "2026-06-01T12:00Z", true)]
    [InlineData("us", "America/New_York", "2026-06-02T00:59:29Z", true)]
    [InlineData("us", "America/New_York", "2026-06-02T00:59:31Z", false)] // 25 s of ringing and 5 s of set-up would end after 21:00
    [InlineData("us", "America/New_York", "2026-12-01T12:30Z", false)] // 07:30 in winter
    [InlineData("us", "America/New_York", "2026-12-01T13:00Z", true)]
    [InlineData("us", "America/New_York", "2026-03-08T12:00Z", true)] // the day clocks go forward: 08:00 is an hour earlier in UTC
    [InlineData("us", "America/New_York", "2026-03-07T12:59Z", false)]
    [InlineData("us", "America/New_York", "2026-11-01T12:30Z", false)] // the day clocks go back
    [InlineData("us", "America/New_York", "2026-11-01T13:00Z", true)]
    [InlineData("us", "America/Phoenix", "2026-06-01T14:59Z", false)] // no summer time there
    [InlineData("us", "America/Phoenix", "2026-06-01T15:00Z", true)]
    [InlineData("uk", "Europe/London", "2026-03-28T08:59Z", false)] // Saturday, before summer time
    [InlineData("uk", "Europe/London", "2026-03-28T09:00Z", true)]
    [InlineData("uk", "Europe/London", "2026-03-29T12:00Z", false)] // Sunday
    [InlineData("uk", "Europe/London", "2026-03-30T07:00Z", true)] // Monday, summer time
    [InlineData("uk", "Europe/London", "2026-03-30T06:59Z", false)]
    [InlineData("ca", "America/Toronto", "2026-06-06T13:30Z", false)] // Saturday from 10:00
    [InlineData("ca", "America/Toronto", "2026-06-06T14:00Z", true)]
    [InlineData("ca", "America/Toronto", "2026-06-02T01:15Z", true)] // Monday until 21:30
    [InlineData("ca", "America/Toronto", "2026-06-02T01:30Z", false)]
    [InlineData("cn", "Asia/Shanghai", "2026-06-01T00:59Z", false)]
    [InlineData("cn", "Asia/Shanghai", "2026-06-01T01:00Z", true)]
    [InlineData("cn", "Asia/Shanghai", "2026-06-01T13:00Z", false)]
    [InlineData("none", "Nowhere/Unknown", "2026-06-01T03:00Z", true)]
    public void Hours_of_the_rule_set_where_the_customer_is(string rules, string zone, string at, bool open)
        => Assert.Equal(open, Decide(Fine with { TimeZones = [zone], Now = At(at) }, rules).Allowed);

    [Fact]
    public void Several_zones_must_all_allow()
    {
        CallingFacts both = Fine with { TimeZones = ["America/New_York", "America/Los_Angeles"] };
        Assert.False(Decide(both with { Now = At("2026-06-01T14:00Z") }).Allowed); // 10:00 and 07:00
        Assert.True(Decide(both with { Now = At("2026-06-01T15:00Z") }).Allowed);
        Assert.False(Decide(both with { Now = At("2026-06-02T01:30Z") }).Allowed); // 21:30 and 18:30
    }

    [Theory]
    [InlineData("us", "2026-06-01T17:59Z", false)] // 07:59 in Hawaii
    [InlineData("us", "2026-06-01T18:00Z", true)]
    [InlineData("us", "2026-06-02T01:00Z", false)] // 21:00 in Puerto Rico
    [InlineData("uk", "2026-06-02T00:30Z", false)]
    [InlineData("uk", "2026-06-01T10:00Z", true)]
    [InlineData("cn", "2026-06-01T20:00Z", false)] // four in the morning in all of China
    [InlineData("cn", "2026-06-01T04:00Z", true)]
    [InlineData("ca", "2026-06-01T15:59Z", false)]
    [InlineData("ca", "2026-06-01T16:00Z", true)]
    public void An_unknown_zone_is_read_as_the_outermost_ones_of_the_rule_sets_country(string rules, string at, bool open)
        => Assert.Equal(open, Decide(Fine with { TimeZones = [], Now = At(at) }, rules).Allowed);

    [Fact]
    public void A_zone_this_machine_does_not_know_is_closed()
    {
        GateDecision decision = Decide(Fine with { TimeZones = ["Mars/Olympus"] });
        Assert.Equal("windowClosed", Assert.Single(decision.Reasons).Code);
        Assert.Null(decision.RetryAt);
    }

    [Fact]
    public void Outside_the_hours_it_says_when_they_open()
    {
        Assert.Equal(At("2026-06-02T12:00Z"), Decide(Fine with { Now = At("2026-06-02T01:30Z") }).RetryAt);
        Assert.Equal(At("2026-03-08T12:00Z"), Decide(Fine with { Now = At("2026-03-08T02:30Z") }).RetryAt); // over the change of clocks
        Assert.Equal(At("2026-03-30T07:00Z"), Decide(Fine with { TimeZones = ["Europe/London"], Now = At("2026-03-28T18:00Z") }, "uk").RetryAt);
    }

    [Fact]
    public void No_moment_over_both_changes_of_clocks_is_outside_the_hours_in_any_zone_of_the_number()
    {
        string[] zones = ["America/New_York", "America/Denver", "America/Phoenix", "Pacific/Honolulu", "America/St_Johns"];
        foreach (string zone in zones)
        {
            TimeZoneInfo found = TimeZoneInfo.FindSystemTimeZoneById(zone);
            foreach (string night in (string[])["2026-03-07T00:00Z", "2026-10-31T00:00Z"])
            {
                for (DateTimeOffset at = At(night); at < At(night).AddDays(3); at += TimeSpan.FromMinutes(7))
                {
                    bool decent = TimeZoneInfo.ConvertTime(at, found).TimeOfDay >= TimeSpan.FromHours(8)
                        && TimeZoneInfo.ConvertTime(at.AddSeconds(30), found).TimeOfDay < TimeSpan.FromHours(21);
                    Assert.Equal(decent, Decide(Fine with { TimeZones = [zone], Now = at }).Allowed);
                }
            }
        }
    }

    [Theory]
    [InlineData(CallOrigin.Load, 5, false)]
    [InlineData(CallOrigin.Dial, 5, false)]
    [InlineData(CallOrigin.Dial, 4, true)]
    [InlineData(CallOrigin.Manual, 9, true)]
    [InlineData(CallOrigin.Callback, 9, true)]
    public void Attempts_bind_the_dialler_but_not_a_promise_or_a_hand(CallOrigin origin, int attempts, bool allowed)
        => Assert.Equal(allowed, Decide(Fine with { Origin = origin, Attempts = attempts }).Allowed);

    [Theory]
    [InlineData(CallOrigin.Dial)]
    [InlineData(CallOrigin.Manual)]
    [InlineData(CallOrigin.Callback)]
    public void Do_not_call_binds_everyone_and_for_good(CallOrigin origin)
    {
        GateDecision decision = Decide(Fine with { Origin = origin, DoNotCall = "company" }, "none");
        Assert.Equal("doNotCall", Assert.Single(decision.Reasons).Code);
        Assert.Null(decision.RetryAt);
    }

    [Fact]
    public void After_an_abandoned_call_the_number_rests_unless_an_agent_is_guaranteed()
    {
        DateTimeOffset abandoned = Fine.Now.AddHours(-71);
        GateDecision decision = Decide(Fine with { LastAbandonedAt = abandoned });
        Assert.Equal("abandonedLately", Assert.Single(decision.Reasons).Code);
        Assert.Equal(abandoned.AddHours(72), decision.RetryAt);
        Assert.True(Decide(Fine with { LastAbandonedAt = abandoned, GuaranteedAgent = true }).Allowed);
        Assert.True(Decide(Fine with { LastAbandonedAt = Fine.Now.AddHours(-72) }).Allowed);
        Assert.True(Decide(Fine with { LastAbandonedAt = abandoned }, "none").Allowed);
    }

    [Fact]
    public void A_customer_who_is_talked_to_is_asked_about_again_soon()
        => Assert.Equal(Fine.Now.AddMinutes(2), Decide(Fine with { CustomerInCall = true }).RetryAt);

    [Fact]
    public void Every_reason_is_named_and_one_without_an_end_leaves_no_time_to_ask_again()
    {
        GateDecision decision = Decide(Fine with { DoNotCall = "company", Attempts = 5, CustomerInCall = true, Now = At("2026-06-01T03:00Z") });
        Assert.Equal("doNotCall windowClosed attemptsUsedUp customerBusy", string.Join(' ', decision.Reasons.Select(r => r.Code)));
        Assert.Null(decision.RetryAt);
    }

    [Fact]
    public void Every_rule_set_that_has_hours_says_what_an_unknown_zone_means_and_rings_long_enough()
    {
        foreach (RuleSet rules in RuleSets.Names.Select(n => RuleSets.Find(n)!))
        {
            Assert.Equal(rules.Hours.Count == 0, rules.ZonesWhenUnknown.Count == 0);
            Assert.All(rules.ZonesWhenUnknown, zone => Assert.NotNull(CallingWindow.FindZone(zone)));
            Assert.True(rules.MinimumRingSeconds >= 15);
            Assert.InRange(rules.AbandonLimit, 0.01, 0.05);
        }
    }

    private static GateDecision Decide(CallingFacts facts, string rules = "us")
        => CallingGate.Decide(rules == "us" ? Us : RuleSets.Find(rules)!, facts);

    private static DateTimeOffset At(string utc) => DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture);
}
