using CallCenter.Contracts;
using CallCenter.Contracts.Board;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Supervisor.LiveBoard;
using static CallCenter.Supervisor.Tests.LiveBoard.Floors;

namespace CallCenter.Supervisor.Tests.LiveBoard;

/// <summary>Who sees what of the floor, and what counts as an alarm.</summary>
public sealed class BoardPictureTests
{
    private static readonly Floor TwoCalls = With(
        new AgentChanged(Talking(Ann, Spring, Noon)), new AgentChanged(Talking(Bo, Winback, Noon)), new CampaignChanged(Live(Spring, 1, 1, 0)), new CampaignChanged(Live(Winback, 1, 1, 0)));

    [Fact]
    public void A_supervisor_of_one_team_sees_its_agents_only()
    {
        BoardPicture picture = Paint(TwoCalls, Everybody with { Scope = new Scope(false, [North], [], null) });
        BoardAgent agent = Assert.Single(picture.Agents.Values);
        Assert.Equal("Ann Lee", agent.Name);
        Assert.Equal("Maria Gonzalez", agent.Call!.Customer);
        Assert.Equal("North", Assert.Single(picture.Teams).Name);
        Assert.Equal(2, picture.Campaigns.Count);
    }

    [Fact]
    public void Who_is_limited_to_a_campaign_sees_nothing_of_the_calls_of_others()
    {
        Floor floor = With(new AgentChanged(Talking(Ann, Winback, Noon) with { CampaignIds = [Spring, Winback] }), new CampaignChanged(Live(Winback, 1, 1, 0)));
        BoardAgent agent = Assert.Single(Paint(floor, Everybody with { Scope = new Scope(false, [], [Spring], null) }).Agents.Values);
        Assert.Equal([Spring], agent.CampaignIds);
        Assert.Equal((null, null, null), (agent.Call!.CampaignId, agent.Call.Number, agent.Call.Customer));
        Assert.Empty(Paint(floor, Everybody with { Scope = new Scope(false, [], [Spring], null) }).Campaigns);
    }

    [Fact]
    public void Without_the_right_to_personal_data_numbers_are_masked_and_names_left_out()
    {
        BoardCall call = Paint(TwoCalls, Everybody with { Pii = false }).Agents[Ann].Call!;
        Assert.Equal(("********0143", null), (call.Number, call.Customer));
    }

    [Fact]
    public void An_agent_who_signed_out_is_gone()
    {
        Floor floor = With(new AgentChanged(Talking(Ann, Spring, Noon)), new AgentChanged(Talking(Ann, Spring, Noon) with { State = AgentState.SignedOut, Call = null }));
        Assert.Empty(Paint(floor, Everybody).Agents);
    }

    [Theory]
    [InlineData(100, 2, null)]
    [InlineData(100, 3, "abandonNear")]
    [InlineData(100, 4, "abandonOver")]
    [InlineData(20, 4, null)] // too few answers to judge a share by
    public void Abandonment_near_and_over_its_limit_is_an_alarm(long answers, long abandoned, string? code)
    {
        Floor floor = With(new CampaignChanged(Live(Spring, 500, answers, abandoned)));
        Assert.Equal(code, Paint(floor, Everybody).Alarms.SingleOrDefault()?.Code);
    }

    [Fact]
    public void A_call_that_lasts_too_long_is_an_alarm_since_it_began_and_only_where_the_agent_is_seen()
    {
        Floor floor = With(new AgentChanged(Talking(Ann, Spring, Noon)));
        DateTimeOffset late = Noon.AddSeconds(BoardAlarms.Limits.TalkSeconds);
        Assert.Empty(Paint(floor, Everybody, late.AddSeconds(-1)).Alarms);
        BoardAlarm alarm = Assert.Single(Paint(floor, Everybody, late).Alarms);
        Assert.Equal(("longCall", Noon, Ann), (alarm.Code, alarm.Since, alarm.AgentId));
        Assert.Empty(Paint(floor, Everybody with { Scope = new Scope(false, [South], [], null) }, late).Alarms);
    }

    [Fact]
    public void An_alarm_keeps_the_time_it_began()
    {
        BoardAlarms alarms = new();
        Floor floor = With(new CampaignChanged(Live(Spring, 500, 100, 9)));
        DateTimeOffset since = Assert.Single(alarms.Look(floor, Facts, Noon)).Since;
        Assert.Equal(since, Assert.Single(alarms.Look(floor, Facts, Noon.AddMinutes(5))).Since);
        floor.Take(new CampaignChanged(Live(Spring, 500, 100, 9, CampaignState.Paused)), Noon);
        Assert.Empty(alarms.Look(floor, Facts, Noon.AddMinutes(6)));
    }

    [Fact]
    public void Minutes_count_what_the_counters_rose_by_and_move_on_with_the_time()
    {
        MinuteBook book = new();
        book.Count(Live(Spring, 1000, 400, 9), Noon);
        book.Count(Live(Spring, 1003, 402, 10), Noon.AddSeconds(20));
        book.Count(Live(Spring, 1004, 402, 10), Noon.AddSeconds(70));
        BoardHistory hour = book.Hour(_ => true, Noon.AddSeconds(130));
        CampaignMinutes minutes = Assert.Single(hour.Campaigns);
        Assert.Equal(Noon.AddMinutes(2 - 59), hour.From);
        Assert.Equal([3, 1, 0], minutes.Attempts.TakeLast(3));
        Assert.Equal([1, 0, 0], minutes.Abandoned.TakeLast(3));
        Assert.Equal(MinuteBook.Kept, minutes.LiveAnswers.Count);
        Assert.Empty(book.Now(_ => true, Noon.AddSeconds(130)).Campaigns);
        Assert.Empty(book.Hour(_ => false, Noon.AddHours(2)).Campaigns);
    }
}
