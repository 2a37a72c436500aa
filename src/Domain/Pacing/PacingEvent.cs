namespace CallCenter.Domain.Pacing;

/// <summary>What happened to a call or an agent.</summary>
public enum PacingEventKind
{
    Placed,
    Answered,
    JudgedLive,

    /// <summary>Ended without being joined to an agent.</summary>
    Ended,

    Connected,
    Abandoned,

    /// <summary>An agent finished a call and its wrap-up.</summary>
    Handled,
    AgentLeft,
    AgentBack,
}

/// <summary>One thing to learn from, fed by the live campaign or by the simulator.</summary>
/// <param name="Now">Campaign clock, seconds.</param>
/// <param name="Age">Seconds since placement.</param>
/// <param name="AnswerAge">Seconds since the answer; NaN when there was none.</param>
/// <param name="Failed">For <see cref="PacingEventKind.Ended"/>: the network or trunk failed the call.</param>
/// <param name="TalkSeconds">For <see cref="PacingEventKind.Handled"/>.</param>
/// <param name="WrapSeconds">For <see cref="PacingEventKind.Handled"/>.</param>
public readonly record struct PacingEvent(
    PacingEventKind Kind,
    double Now,
    double Age = 0,
    double AnswerAge = double.NaN,
    bool Failed = false,
    double TalkSeconds = 0,
    double WrapSeconds = 0);
