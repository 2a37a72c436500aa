namespace CallCenter.Domain.Pacing;

/// <summary>
/// How many calls to place now: a pure function of state and snapshot, the same live and in the simulator (P1 of product.md,
/// pacing README section 9). No clock, no I/O, no randomness, no allocation.
/// </summary>
public static class Pacer
{
    /// <summary>A snapshot later than this many ticks after the last one means the runner or the clock stood still.</summary>
    public const double StaleTicks = 3;

    private const double FailureWindowSeconds = 20;
    private const int FailureMinimum = 10;
    private const double FailureShare = 0.6;
    private const double FailedAtOnceSeconds = 3;
    private const int BurstMinimum = 3;
    private const double BurstShare = 0.25;
    private const double BurstStopSeconds = 60;
    private const long LegalMinimumLive = 1000;
    private const double LegalShare = 0.033;
    private const double RingOutMarginSeconds = 5;

    /// <summary>Decides. The state's clock marks and the burst stop are brought up to date.</summary>
    public static PacingDecision Decide(PacingState state, in PacingSnapshot snap)
    {
        Crew crew = Count(snap.Agents.Span);
        int pending = snap.Calls.Length;
        PacingReason clock = CheckClock(state, snap);
        if (clock != PacingReason.Policy)
        {
            return new PacingDecision(0, clock, 0, crew.Idle, pending);
        }

        if (snap.Policy.Mode is not (DialMode.Progressive or DialMode.Ratio))
        {
            return new PacingDecision(0, PacingReason.ModeDoesNotDial, 0, crew.Idle, pending);
        }

        if (snap.SecondsToWindowClose is { } closes && closes <= snap.Limits.RingTimeoutSeconds + RingOutMarginSeconds)
        {
            return new PacingDecision(0, PacingReason.WindowCloses, 0, crew.Idle, pending);
        }

        if (crew.NotPaused == 0)
        {
            return new PacingDecision(0, PacingReason.NoAgents, 0, 0, pending);
        }

        PacingReason rail = ProgressiveRail(state, snap, crew);
        double ratio = rail == PacingReason.Policy && snap.Policy.Mode == DialMode.Ratio ? snap.Policy.Ratio : 1;
        if (!double.IsFinite(ratio) || ratio < 0)
        {
            return new PacingDecision(0, PacingReason.BadEstimate, 0, crew.Idle, pending);
        }

        int wanted = (int)Math.Floor((ratio * crew.Idle) + 0.5) - pending;
        if (wanted <= 0)
        {
            PacingReason idleReason = crew.Idle == 0 ? PacingReason.EveryAgentBusy : PacingReason.CallsUnderWayAreEnough;
            return new PacingDecision(0, idleReason, 0, crew.Idle, pending);
        }

        return Limit(snap, crew, wanted, pending, snap.Policy.Mode == DialMode.Ratio ? rail : PacingReason.Policy);
    }

    /// <summary>Feeds one event; call it before the next decision.</summary>
    public static void Learn(PacingState state, in PacingEvent e)
    {
        int bucket = state.BucketAt(e.Now);
        switch (e.Kind)
        {
            case PacingEventKind.Ended:
                state.Ended[bucket]++;
                if (!e.Failed)
                {
                    state.TrunkFailing = false; // busy, no answer and the like came from beyond the trunk
                }
                else if (e.Age <= FailedAtOnceSeconds)
                {
                    state.EndedFailedAtOnce[bucket]++;
                }

                break;
            case PacingEventKind.Answered:
                state.TrunkFailing = false;
                break;
            case PacingEventKind.JudgedLive:
                state.JudgedLive[bucket]++;
                break;
            case PacingEventKind.Abandoned:
                state.Abandoned[bucket]++;
                break;
            default:
                break;
        }
    }

    private static PacingReason CheckClock(PacingState state, in PacingSnapshot snap)
    {
        double last = state.LastDecisionAt;
        if (!double.IsFinite(snap.Now) || !double.IsFinite(snap.Tick) || snap.Tick <= 0 || !AreFigures(snap))
        {
            return PacingReason.BadEstimate;
        }

        state.LastDecisionAt = snap.Now;
        bool jumped = !double.IsNaN(last) && (snap.Now < last || snap.Now - last > StaleTicks * snap.Tick);
        return jumped ? PacingReason.StaleSnapshot : PacingReason.Policy;
    }

    /// <summary>A comparison with NaN is false, so a rail fed with one would silently not hold.</summary>
    private static bool AreFigures(in PacingSnapshot snap)
    {
        PacingLimits limits = snap.Limits;
        return limits.TargetAbandonment >= 0
            && limits.RingTimeoutSeconds >= 0
            && limits.CapPerAgent >= 0
            && snap.MaxCallsPerSecond >= 0
            && snap.SecondsToWindowClose is not double.NaN
            && snap is { ChannelsFree: >= 0, LeadsReady: >= 0 }
            && AreCounts(snap.Last24Hours)
            && AreCounts(snap.LegalBlock);
    }

    private static bool AreCounts(in PacingCounters counters) => counters is { JudgedLive: >= 0, Abandoned: >= 0 };

    private static PacingReason ProgressiveRail(PacingState state, in PacingSnapshot snap, Crew crew)
    {
        PacingCounters day = snap.Last24Hours;
        double target = snap.Limits.TargetAbandonment;
        double expected = target * day.JudgedLive;
        if (day.Abandoned > expected + (4 * Math.Sqrt(expected)) + 5)
        {
            return PacingReason.AbandonmentEmergency;
        }

        PacingCounters block = snap.LegalBlock;
        if (block.JudgedLive >= LegalMinimumLive && block.Abandoned >= LegalShare / 0.03 * target * block.JudgedLive)
        {
            return PacingReason.LegalWindow;
        }

        int abandoned = state.Sum(state.Abandoned, snap.Now, 60);
        int live = state.Sum(state.JudgedLive, snap.Now, 60);
        if (snap.Now >= state.BurstStopUntil && abandoned >= BurstMinimum && abandoned > BurstShare * live)
        {
            state.BurstStopUntil = snap.Now + BurstStopSeconds;
        }

        if (snap.Now < state.BurstStopUntil)
        {
            return PacingReason.AbandonmentBurst;
        }

        int ended = state.Sum(state.Ended, snap.Now, (int)FailureWindowSeconds);
        int failed = state.Sum(state.EndedFailedAtOnce, snap.Now, (int)FailureWindowSeconds);
        if (ended >= FailureMinimum && failed > FailureShare * ended)
        {
            state.TrunkFailing = true;
        }

        if (state.TrunkFailing)
        {
            return PacingReason.FailureBurst;
        }

        return crew.NotPaused < snap.Limits.MinimumAgents ? PacingReason.TooFewAgents : PacingReason.Policy;
    }

    private static PacingDecision Limit(in PacingSnapshot snap, Crew crew, int wanted, int pending, PacingReason rail)
    {
        int calls = wanted;
        PacingReason reason = rail;
        Bind(ref calls, ref reason, (int)Math.Floor(snap.Limits.CapPerAgent * crew.NotPaused) - pending, PacingReason.LinesCap);
        Bind(ref calls, ref reason, snap.LeadsReady, PacingReason.NoLeads);
        Bind(ref calls, ref reason, snap.ChannelsFree, PacingReason.NoChannels);
        // The simulator's rule (pacing README section 1) is floor(rate x tick); a rate below one call a tick is left to the trunk's own bucket.
        Bind(ref calls, ref reason, Math.Max(1, (int)Math.Floor(snap.MaxCallsPerSecond * snap.Tick)), PacingReason.RateLimit);
        return new PacingDecision(Math.Max(0, calls), reason, wanted, crew.Idle, pending);
    }

    private static void Bind(ref int calls, ref PacingReason reason, int limit, PacingReason name)
    {
        if (calls > limit)
        {
            calls = Math.Max(0, limit);
            reason = name;
        }
    }

    private static Crew Count(ReadOnlySpan<PacingAgent> agents)
    {
        int idle = 0;
        int notPaused = 0;
        foreach (PacingAgent agent in agents)
        {
            if (agent.State != PacingAgentState.Pause)
            {
                notPaused++;
            }

            if (agent.State == PacingAgentState.Idle && !agent.LeavingRequested)
            {
                idle++;
            }
        }

        return new Crew(idle, notPaused);
    }

    private readonly record struct Crew(int Idle, int NotPaused);
}
