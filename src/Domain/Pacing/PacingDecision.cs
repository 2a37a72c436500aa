namespace CallCenter.Domain.Pacing;

/// <summary>What bound the decision; each rail names itself.</summary>
public enum PacingReason
{
    /// <summary>The policy's own number was placed.</summary>
    Policy,

    NoAgents,
    EveryAgentBusy,
    CallsUnderWayAreEnough,
    NoLeads,
    NoChannels,
    RateLimit,
    LinesCap,
    AbandonmentEmergency,
    LegalWindow,
    AbandonmentBurst,
    TooFewAgents,
    FailureBurst,
    WindowCloses,
    StaleSnapshot,
    BadEstimate,
    ModeDoesNotDial,
}

/// <summary>How many calls to place now, and why that many.</summary>
/// <param name="CallsToPlace">0 or more.</param>
/// <param name="Reason">The binding limit.</param>
/// <param name="Wanted">What the policy asked for before limits.</param>
/// <param name="Idle">Agents free for a call.</param>
/// <param name="Pending">Calls under way that will need an agent.</param>
public readonly record struct PacingDecision(int CallsToPlace, PacingReason Reason, int Wanted, int Idle, int Pending);
