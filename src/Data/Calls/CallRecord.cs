using CallCenter.Domain;

namespace CallCenter.Data.Calls;

/// <summary>The row that remains of a call (CDR).</summary>
public sealed record CallRecord
{
    public required CallId Id { get; init; }

    /// <summary>The last attempt of the call; null for inbound ones.</summary>
    public AttemptId? AttemptId { get; init; }

    public required CallDirection Direction { get; init; }

    public CampaignId? CampaignId { get; init; }

    public LeadId? LeadId { get; init; }

    public CustomerId? CustomerId { get; init; }

    public UserId? AgentId { get; init; }

    public required string Number { get; init; }

    public string CallerId { get; init; } = "";

    public TrunkId? TrunkId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? RingingAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>Null while the call goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public EndedBy? EndedBy { get; init; }

    public CallOutcome? Outcome { get; init; }

    public int? SipStatus { get; init; }

    public string? Reason { get; init; }

    public bool LiveAnswer { get; init; }

    public bool Abandoned { get; init; }

    public TimeSpan? Wait { get; init; }

    public string? Disposition { get; init; }

    public DateTimeOffset? DisposedAt { get; init; }

    public UserId? DisposedBy { get; init; }

    public string? Notes { get; init; }

    public RecordingId? RecordingId { get; init; }

    /// <summary>1 to 4.5.</summary>
    public double? Mos { get; init; }

    public double? LossPercent { get; init; }

    public double? JitterMs { get; init; }
}

/// <summary>Which calls are asked for.</summary>
public sealed record CallQuery
{
    public CampaignId? Campaign { get; init; }

    public UserId? Agent { get; init; }

    /// <summary>Started at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The asker's scope: only calls of these campaigns; null for all.</summary>
    public IReadOnlyCollection<CampaignId>? Within { get; init; }

    /// <summary>1 to 500.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>From the page before; null for the first.</summary>
    public string? Cursor { get; init; }
}
