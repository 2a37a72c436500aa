using CallCenter.Domain.Pacing;

namespace CallCenter.Domain.Tests.Pacing;

/// <summary>Each safety rail of pacing README section 9 binds, names itself, and lets go again.</summary>
public sealed class RailTests
{
    private readonly PacingState _state = new();

    [Fact]
    public void No_agents() => Binds(PacingReason.NoAgents, 0, Town.Calm() with { Agents = Town.Agents(paused: 4) });

    [Fact]
    public void Every_agent_busy() => Binds(PacingReason.EveryAgentBusy, 0, Town.Calm() with { Agents = Town.Agents(talking: 4) });

    [Fact]
    public void Calls_under_way_are_enough() => Binds(PacingReason.CallsUnderWayAreEnough, 0, Town.Calm() with { Calls = Town.Calls(20) });

    [Fact]
    public void Leads() => Binds(PacingReason.NoLeads, 7, Town.Calm() with { LeadsReady = 7 });

    [Fact]
    public void Channels() => Binds(PacingReason.NoChannels, 3, Town.Calm() with { ChannelsFree = 3 });

    [Fact]
    public void No_channel_at_all() => Binds(PacingReason.NoChannels, 0, Town.Calm() with { ChannelsFree = 0 });

    [Fact]
    public void Placement_rate() => Binds(PacingReason.RateLimit, 5, Town.Calm() with { MaxCallsPerSecond = 5.9 });

    [Fact]
    public void A_rate_below_one_call_a_tick_is_the_trunks_own_to_keep() => Binds(PacingReason.RateLimit, 1, Town.Calm() with { MaxCallsPerSecond = 0.2 });

    [Fact]
    public void Hard_cap_of_lines_for_each_agent_who_is_not_in_pause()
    {
        PacingSnapshot snap = Town.Calm(ratio: 8) with { Agents = Town.Agents(idle: 9, talking: 1, paused: 30), Limits = new PacingLimits(CapPerAgent: 4) };
        Binds(PacingReason.LinesCap, 40, snap);
        Binds(PacingReason.LinesCap, 5, snap with { Calls = Town.Calls(35) });
    }

    [Theory]
    [InlineData(1000, 56, PacingReason.Policy)]
    [InlineData(1000, 57, PacingReason.AbandonmentEmergency)]
    [InlineData(0, 5, PacingReason.Policy)]
    [InlineData(0, 6, PacingReason.AbandonmentEmergency)]
    public void Emergency_stop_beyond_what_chance_explains(long live, long abandoned, PacingReason expected)
        => Binds(expected, expected == PacingReason.Policy ? 20 : 10, Town.Calm() with { Last24Hours = Town.Counters(live, abandoned) });

    [Theory]
    [InlineData(999, 900, PacingReason.Policy)]
    [InlineData(1000, 32, PacingReason.Policy)]
    [InlineData(1000, 33, PacingReason.LegalWindow)]
    [InlineData(10_000, 329, PacingReason.Policy)]
    [InlineData(10_000, 330, PacingReason.LegalWindow)]
    public void Legal_window(long live, long abandoned, PacingReason expected)
        => Binds(expected, expected == PacingReason.Policy ? 20 : 10, Town.Calm() with { LegalBlock = Town.Counters(live, abandoned) });

    [Fact]
    public void A_burst_of_abandoned_calls_stops_over_dialling_for_one_minute()
    {
        Happens(PacingEventKind.JudgedLive, 11, at: 99);
        Happens(PacingEventKind.Abandoned, 2, at: 99);
        Binds(PacingReason.Policy, 20, Town.Calm(100));
        Happens(PacingEventKind.Abandoned, 1, at: 100);
        Binds(PacingReason.AbandonmentBurst, 10, Town.Calm(100.5));
        for (double now = 101; now <= 160; now++)
        {
            Binds(PacingReason.AbandonmentBurst, 10, Town.Calm(now));
        }

        Binds(PacingReason.Policy, 20, Town.Calm(161));
    }

    [Fact]
    public void Three_abandoned_of_many_are_no_burst()
    {
        Happens(PacingEventKind.JudgedLive, 12, at: 99);
        Happens(PacingEventKind.Abandoned, 3, at: 99);
        Binds(PacingReason.Policy, 20, Town.Calm(100));
    }

    [Fact]
    public void Fewer_than_three_agents_dial_progressively()
    {
        Binds(PacingReason.TooFewAgents, 2, Town.Calm() with { Agents = Town.Agents(idle: 2, paused: 9) });
        Binds(PacingReason.Policy, 4, Town.Calm(101) with { Agents = Town.Agents(idle: 2, talking: 1) });
    }

    [Fact]
    public void A_burst_of_failures_dials_progressively_until_calls_connect_again()
    {
        Happens(PacingEventKind.Ended, 4, at: 99);
        Happens(PacingEventKind.Ended, 6, at: 99, failed: true);
        Binds(PacingReason.Policy, 20, Town.Calm(100));
        Happens(PacingEventKind.Ended, 1, at: 100, failed: true);
        Binds(PacingReason.FailureBurst, 10, Town.Calm(101));

        // The window of 20 s has passed, and a failure that took longer is no sign of life either.
        Quietly(102, 130);
        Pacer.Learn(_state, new PacingEvent(PacingEventKind.Ended, 130, Age: 5, Failed: true));
        Binds(PacingReason.FailureBurst, 10, Town.Calm(131));
        Happens(PacingEventKind.Answered, 1, at: 131);
        Binds(PacingReason.Policy, 20, Town.Calm(132));
    }

    [Fact]
    public void Nine_failures_are_no_burst()
    {
        Happens(PacingEventKind.Ended, 9, at: 99, failed: true);
        Binds(PacingReason.Policy, 20, Town.Calm(100));
    }

    [Theory]
    [InlineData(30, PacingReason.WindowCloses)]
    [InlineData(31, PacingReason.Policy)]
    public void The_last_call_has_rung_out_when_the_window_closes(double seconds, PacingReason expected)
        => Binds(expected, expected == PacingReason.Policy ? 20 : 0, Town.Calm() with { SecondsToWindowClose = seconds });

    [Theory]
    [InlineData(103.5)]
    [InlineData(99)]
    [InlineData(-1e9)]
    public void A_clock_that_jumped_or_stood_still_places_nothing_once(double next)
    {
        Binds(PacingReason.Policy, 20, Town.Calm(100));
        Binds(PacingReason.StaleSnapshot, 0, Town.Calm(next));
        Binds(PacingReason.Policy, 20, Town.Calm(next + 1));
    }

    public static TheoryData<string> Broken => ["now", "tick", "noTick", "ratio", "infinite", "target", "ring", "rate", "window", "channels", "leads", "day", "block", "cap"];

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_figure_that_is_none_places_nothing(string which)
    {
        PacingSnapshot calm = Town.Calm();
        Binds(PacingReason.BadEstimate, 0, which switch
        {
            "now" => calm with { Now = double.NaN },
            "tick" => calm with { Tick = double.NaN },
            "noTick" => calm with { Tick = 0 },
            "ratio" => calm with { Policy = new PacingPolicy(DialMode.Ratio, double.NaN) },
            "infinite" => calm with { Policy = new PacingPolicy(DialMode.Ratio, double.PositiveInfinity) },
            "target" => calm with { Limits = new PacingLimits(TargetAbandonment: double.NaN) },
            "ring" => calm with { Limits = new PacingLimits(RingTimeoutSeconds: double.NaN) },
            "cap" => calm with { Limits = new PacingLimits(CapPerAgent: double.NaN) },
            "rate" => calm with { MaxCallsPerSecond = double.NaN },
            "window" => calm with { SecondsToWindowClose = double.NaN },
            "channels" => calm with { ChannelsFree = -1 },
            "leads" => calm with { LeadsReady = -1 },
            "day" => calm with { Last24Hours = Town.Counters(10, -1) },
            _ => calm with { LegalBlock = Town.Counters(-1, 0) },
        });
    }

    [Theory]
    [InlineData(DialMode.Manual)]
    [InlineData(DialMode.Preview)]
    [InlineData(DialMode.AgentFirst)]
    [InlineData(DialMode.Predictive)]
    public void Modes_in_which_agents_start_the_calls(DialMode mode) => Binds(PacingReason.ModeDoesNotDial, 0, Town.Calm(mode: mode));

    private void Binds(PacingReason reason, int calls, PacingSnapshot snap)
    {
        PacingDecision decision = Pacer.Decide(_state, snap);
        Assert.Equal((reason, calls), (decision.Reason, decision.CallsToPlace));
    }

    private void Happens(PacingEventKind kind, int times, double at, bool failed = false)
    {
        for (int i = 0; i < times; i++)
        {
            Pacer.Learn(_state, new PacingEvent(kind, at, Age: 1, Failed: failed));
        }
    }

    private void Quietly(double from, double to)
    {
        for (double now = from; now <= to; now++)
        {
            Pacer.Decide(_state, Town.Calm(now));
        }
    }
}
