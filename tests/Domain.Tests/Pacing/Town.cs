using CallCenter.Domain.Pacing;

namespace CallCenter.Domain.Tests.Pacing;

/// <summary>A campaign as the pacer sees it, in which nothing binds: ten idle agents, no calls, plenty of everything.</summary>
internal static class Town
{
    public static PacingSnapshot Calm(double now = 100, DialMode mode = DialMode.Ratio, double ratio = 2) => new(
        now,
        Tick: 1,
        new PacingPolicy(mode, ratio),
        Agents(idle: 10),
        Calls(0),
        default,
        default,
        default,
        ChannelsFree: 1000,
        MaxCallsPerSecond: 1000,
        LeadsReady: 1000,
        new PacingLimits(),
        new PacingPriors(),
        SecondsToWindowClose: null);

    public static PacingAgent[] Agents(int idle = 0, int talking = 0, int paused = 0, int leaving = 0) =>
    [
        .. Enumerable.Repeat(new PacingAgent(PacingAgentState.Idle, 5, false, false), idle),
        .. Enumerable.Repeat(new PacingAgent(PacingAgentState.Talk, 60, true, false), talking),
        .. Enumerable.Repeat(new PacingAgent(PacingAgentState.Pause, 60, false, false), paused),
        .. Enumerable.Repeat(new PacingAgent(PacingAgentState.Idle, 5, false, true), leaving),
    ];

    public static PacingCall[] Calls(int count)
        => [.. Enumerable.Repeat(new PacingCall(PacingCallStage.Ringing, 4, double.NaN), count)];

    public static PacingCounters Counters(long live, long abandoned) => new(live * 4, live, live - abandoned, abandoned);
}
