using CallCenter.Domain;

namespace CallCenter.Data.Calls;

/// <summary>The row that remains of a call (CDR).</summary>
public record CallRecord
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

/// <summary>A call of a search, with the names that a list shows.</summary>
public sealed record FoundCall : CallRecord
{
    public string? AgentName { get; init; }

    public string? CustomerName { get; init; }

    public string? Company { get; init; }

    public string? CampaignName { get; init; }

    /// <summary>Finished scores.</summary>
    public int Scores { get; init; }

    /// <summary>Their mean, 0 to 100; null without any.</summary>
    public double? Score { get; init; }
}

/// <summary>Calls of a search, newest first.</summary>
/// <param name="Next">Where the search goes on; null at its end. A page may hold less than asked for, even nothing, and have a next one.</param>
/// <param name="SearchedTo">The start of the oldest call looked at, when there is a next page.</param>
public sealed record FoundCalls(IReadOnlyList<FoundCall> Items, string? Next, DateTimeOffset? SearchedTo);

/// <summary>Which calls are asked for; what is null does not matter.</summary>
public sealed record CallQuery
{
    public CampaignId? Campaign { get; init; }

    public UserId? Agent { get; init; }

    public ListId? List { get; init; }

    /// <summary>How the full name, the family name or the company of the customer begins.</summary>
    public string? Customer { get; init; }

    /// <summary>The number's end or beginning, in any writing; see <see cref="NumberPart"/>.</summary>
    public NumberPart? Number { get; init; }

    public string? Disposition { get; init; }

    public CallOutcome? Outcome { get; init; }

    /// <summary>Talked at least so long.</summary>
    public TimeSpan? Shortest { get; init; }

    /// <summary>Talked at most so long.</summary>
    public TimeSpan? Longest { get; init; }

    /// <summary>Has a recording, or has none.</summary>
    public bool? Recorded { get; init; }

    /// <summary>Has a finished score, or has none.</summary>
    public bool? Scored { get; init; }

    /// <summary>Started at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The asker's scope: only calls of these campaigns; null for all.</summary>
    public IReadOnlyCollection<CampaignId>? Within { get; init; }

    /// <summary>The asker's scope: only calls of these agents, and those no agent had; null for all.</summary>
    public IReadOnlyCollection<UserId>? Agents { get; init; }

    /// <summary>1 to 500.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>From the page before; null for the first.</summary>
    public string? Cursor { get; init; }
}
