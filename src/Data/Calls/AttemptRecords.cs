using CallCenter.Data.Compliance;
using CallCenter.Data.Leads;
using CallCenter.Domain;

namespace CallCenter.Data.Calls;

/// <summary>Who began a call.</summary>
public enum CallDirection
{
    /// <summary>The dialer.</summary>
    Outbound,

    /// <summary>The customer.</summary>
    Inbound,

    /// <summary>An agent, by hand.</summary>
    Manual,
}

/// <summary>Who ended a call.</summary>
public enum EndedBy
{
    Customer,
    Agent,
    Dialer,
    Network,
}

/// <summary>An attempt that is about to be made.</summary>
public sealed record NewAttempt
{
    public required CallId Call { get; init; }

    public CallDirection Direction { get; init; } = CallDirection.Outbound;

    public CampaignId? Campaign { get; init; }

    /// <summary>Outbound: must be claimed by the node. Manual: must not be under way.</summary>
    public LeadId? Lead { get; init; }

    public CustomerId? Customer { get; init; }

    /// <summary>Of a manual call, or the agent reserved for it.</summary>
    public UserId? Agent { get; init; }

    /// <summary>E.164 with plus sign.</summary>
    public required string Number { get; init; }

    public TrunkId? Trunk { get; init; }

    public string CallerId { get; init; } = "";

    /// <summary>The gate's decision, stored in the same transaction.</summary>
    public GateDecision? Gate { get; init; }

    /// <summary>The gate's decision where it was stored before.</summary>
    public long? GateDecisionId { get; init; }
}

/// <summary>A further attempt of the same call on another trunk.</summary>
public sealed record Failover
{
    public required CallId Call { get; init; }

    /// <summary>The attempt that failed; it is closed, not charged.</summary>
    public required AttemptId Failed { get; init; }

    public required CallOutcome Outcome { get; init; }

    public int? SipStatus { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? InvitedAt { get; init; }

    /// <summary>Where it is tried next.</summary>
    public required TrunkId Trunk { get; init; }
}

/// <summary>Everything known when an attempt, and its call, has ended.</summary>
public sealed record AttemptClosing
{
    public required AttemptId Attempt { get; init; }

    public required CallId Call { get; init; }

    public LeadId? Lead { get; init; }

    public DateTimeOffset? InvitedAt { get; init; }

    public DateTimeOffset? RingingAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>When customer and agent were joined.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required EndedBy EndedBy { get; init; }

    public required CallOutcome Outcome { get; init; }

    /// <summary>The final status of the INVITE, 200 to 699; null when there was none.</summary>
    public int? SipStatus { get; init; }

    public string? Reason { get; init; }

    /// <summary>Counts against the lead's attempts.</summary>
    public bool Charged { get; init; }

    /// <summary>A person answered: the denominator of the abandon rate.</summary>
    public bool LiveAnswer { get; init; }

    public bool Abandoned { get; init; }

    public UserId? Agent { get; init; }

    /// <summary>From the answer until joined, or until given up.</summary>
    public TimeSpan? Wait { get; init; }

    public CallQuality? Quality { get; init; }

    public IReadOnlyList<LegRecord> Legs { get; init; } = [];

    /// <summary>The lead is promised a call by anyone at this time, instead of <see cref="LeadAfter"/>; not where the agent's verdict moved it already.</summary>
    public DateTimeOffset? CallBackAt { get; init; }

    /// <summary>Null when the call has no lead. Not carried out where the agent's verdict moved the lead already.</summary>
    public LeadAfter? LeadAfter { get; init; }
}

/// <summary>What the customer's side measured.</summary>
/// <param name="Mos">1 to 4.5.</param>
/// <param name="LossPercent">0 to 100.</param>
public sealed record CallQuality(double Mos, double LossPercent, double JitterMs);

/// <summary>Whose side a leg is.</summary>
public enum LegSide
{
    Customer,
    Agent,
    Consultation,
    Supervisor,
}

/// <summary>One party's side of a call.</summary>
/// <param name="Remote">Media address, "192.0.2.1:4000".</param>
/// <param name="Quality">Free-form figures, or null.</param>
public sealed record LegRecord(
    LegSide Side,
    UserId? User,
    string? Remote,
    int? LocalPort,
    long? Ssrc,
    string? Codec,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyDictionary<string, string>? Quality);

/// <summary>An attempt that a crash had left open.</summary>
public sealed record InterruptedAttempt
{
    public AttemptId AttemptId { get; init; }

    public CallId CallId { get; init; }

    public CampaignId? CampaignId { get; init; }

    public LeadId? LeadId { get; init; }

    public UserId? AgentId { get; init; }

    public string Number { get; init; } = "";

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }
}

/// <summary>Figures of a campaign since the start of its block.</summary>
public sealed record CampaignTotals
{
    public long Attempts { get; init; }

    public long LiveAnswers { get; init; }

    public long Connected { get; init; }

    public long Abandoned { get; init; }
}
