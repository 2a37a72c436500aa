namespace CallCenter.Domain.Pacing;

/// <summary>What an agent does, as the pacer sees it.</summary>
public enum PacingAgentState
{
    Idle,
    Reserved,
    Talk,
    Wrap,
    Pause,
}

/// <summary>One logged-in agent.</summary>
/// <param name="SecondsInState">0 or more.</param>
/// <param name="LiveKnown">In talk: a person is known to be on the line.</param>
/// <param name="LeavingRequested">A break or log-out is already asked for.</param>
public readonly record struct PacingAgent(PacingAgentState State, double SecondsInState, bool LiveKnown, bool LeavingRequested);

/// <summary>How far a call that is not connected has come.</summary>
public enum PacingCallStage
{
    /// <summary>Set-up or ringing.</summary>
    Ringing,

    /// <summary>Answered; person or machine is being decided.</summary>
    Detecting,

    /// <summary>A person who waits for an agent.</summary>
    Waiting,
}

/// <summary>One call that is not connected yet.</summary>
/// <param name="Age">Seconds since placement.</param>
/// <param name="AgeSinceAnswer">Seconds; NaN before the answer.</param>
public readonly record struct PacingCall(PacingCallStage Stage, double Age, double AgeSinceAnswer);

/// <summary>Counts over one span of time.</summary>
/// <param name="JudgedLive">Answers judged to be a person.</param>
public readonly record struct PacingCounters(long Dials, long JudgedLive, long Connected, long Abandoned);

/// <summary>Limits that hold for a campaign.</summary>
/// <param name="TargetAbandonment">Share of live answers, default 0.03.</param>
/// <param name="ConnectLimitSeconds">From the verdict to "abandoned".</param>
/// <param name="CapPerAgent">Most calls not yet connected per agent not in pause; default 8.</param>
/// <param name="MinimumAgents">Fewer agents than this not in pause: progressive.</param>
public sealed record PacingLimits(
    double TargetAbandonment = 0.03,
    double ConnectLimitSeconds = 2,
    double RingTimeoutSeconds = 25,
    double CapPerAgent = 8,
    int MinimumAgents = 3);

/// <summary>What the campaign manager believes; may be wrong. For policies that learn.</summary>
public sealed record PacingPriors(double HumanRate = 0.25, double RingToAnswerSeconds = 12, double TalkSeconds = 90, double WrapSeconds = 20);

/// <summary>How often to dial per free agent, or by forecast.</summary>
/// <param name="Mode">Progressive, Ratio; other modes place nothing here.</param>
/// <param name="Ratio">Attempts per free agent in mode Ratio.</param>
public readonly record struct PacingPolicy(DialMode Mode, double Ratio);

/// <summary>
/// Everything a decision may look at, with the campaign's own monotonic clock (pacing README section 9). Nothing else reaches
/// the pacer, so that a decision can be replayed.
/// </summary>
/// <param name="Now">Seconds, monotonic.</param>
/// <param name="Tick">Seconds between decisions.</param>
/// <param name="ChannelsFree">Calls the trunks would still take.</param>
/// <param name="MaxCallsPerSecond">Placement rate limit of the trunks together.</param>
/// <param name="LeadsReady">Checked leads in the hopper.</param>
/// <param name="SecondsToWindowClose">Null: no window in force.</param>
public readonly record struct PacingSnapshot(
    double Now,
    double Tick,
    PacingPolicy Policy,
    ReadOnlyMemory<PacingAgent> Agents,
    ReadOnlyMemory<PacingCall> Calls,
    PacingCounters SinceStart,
    PacingCounters LegalBlock,
    PacingCounters Last24Hours,
    int ChannelsFree,
    double MaxCallsPerSecond,
    int LeadsReady,
    PacingLimits Limits,
    PacingPriors Priors,
    double? SecondsToWindowClose);
