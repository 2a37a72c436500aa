using CallCenter.Domain;
using CallCenter.Domain.Quality;

namespace CallCenter.Data.Quality;

/// <summary>What a coach gives: answers with comments, and places in the call.</summary>
public sealed record ScoreContent(IReadOnlyList<ScoreAnswer> Answers, string? Comment, IReadOnlyList<ScoreMark> Marks);

/// <summary>A score to be stored.</summary>
public sealed record NewScore
{
    public required CallId Call { get; init; }

    public required Scorecard Card { get; init; }

    public required UserId Agent { get; init; }

    public CampaignId? Campaign { get; init; }

    public UserId? Coach { get; init; }

    /// <summary>The user name, or a program's.</summary>
    public required string CoachName { get; init; }

    public required ScoreContent Content { get; init; }

    public required ScoreState State { get; init; }
}

/// <summary>One coach's judgement of one call, with the names that lists show.</summary>
public record StoredScoreLine
{
    public required ScoreId Id { get; init; }

    public required CallId CallId { get; init; }

    public required ScorecardId ScorecardId { get; init; }

    public string CardName { get; init; } = "";

    public int ScorecardNumber { get; init; }

    public UserId AgentId { get; init; }

    public string? AgentName { get; init; }

    public CampaignId? CampaignId { get; init; }

    public string? CampaignName { get; init; }

    public UserId? CoachId { get; init; }

    /// <summary>The user name, or a program's.</summary>
    public string CoachName { get; init; } = "";

    /// <summary>As shown to people; null for programs.</summary>
    public string? CoachDisplayName { get; init; }

    public string? CustomerName { get; init; }

    public DateTimeOffset CallStartedAt { get; init; }

    public ScoreState State { get; init; }

    /// <summary>0 to 100; null when nothing is answered or applies.</summary>
    public double? Result { get; init; }

    /// <summary>A fatal question failed.</summary>
    public bool Failed { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AgentComment { get; init; }

    public int Version { get; init; }
}

/// <summary>A score with all that was given.</summary>
public sealed record StoredScore : StoredScoreLine
{
    public ScoreContent Content { get; init; } = new([], null, []);
}

/// <summary>One step in a finished score's life.</summary>
public sealed record ScoreStep
{
    public int Version { get; init; }

    public DateTimeOffset At { get; init; }

    public string UserName { get; init; } = "";

    /// <summary>finished, corrected, acknowledged.</summary>
    public string Change { get; init; } = "";

    public string? Reason { get; init; }

    public double? Result { get; init; }
}

/// <summary>How an edit of a score ended.</summary>
public enum ScoreOutcome
{
    Stored,

    NotFound,

    /// <summary>Somebody changed it since it was read.</summary>
    Changed,

    /// <summary>This coach finished a score of the call by this card before; it is given along.</summary>
    FinishedBefore,
}

/// <summary>Which scores are asked for. Drafts are seen by their coach only.</summary>
public sealed record ScoreQuery
{
    public UserId? Agent { get; init; }

    public CampaignId? Campaign { get; init; }

    public ScorecardId? Card { get; init; }

    public CallId? Call { get; init; }

    /// <summary>The user name of the coach.</summary>
    public string? Coach { get; init; }

    /// <summary>Finished at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Finished before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>True: only those the agent has not seen; false: only those seen.</summary>
    public bool? Unseen { get; init; }

    /// <summary>Whose drafts come along; null: none.</summary>
    public string? DraftsOf { get; init; }

    /// <summary>The asker's scope: only of these campaigns; null for all.</summary>
    public IReadOnlyCollection<CampaignId>? Within { get; init; }

    /// <summary>The asker's scope: only of these agents; null for all.</summary>
    public IReadOnlyCollection<UserId>? Agents { get; init; }

    public int Limit { get; init; } = 100;

    /// <summary>The last one of the page before; null for the first page.</summary>
    public ScoreId? After { get; init; }
}

/// <summary>The mean of some scores.</summary>
public sealed record ScoreMean
{
    /// <summary>The agent's or campaign's key; 0 for all.</summary>
    public long Key { get; init; }

    public string? Name { get; init; }

    public int Count { get; init; }

    public double? Mean { get; init; }

    /// <summary>How many failed by a fatal question.</summary>
    public int Failed { get; init; }
}

/// <summary>The mean of one section of one card, of all or of one agent.</summary>
public sealed record SectionMean
{
    public ScorecardId ScorecardId { get; init; }

    public string SectionId { get; init; } = "";

    /// <summary>The agent's key; 0 for all.</summary>
    public long AgentKey { get; init; }

    public int Count { get; init; }

    public double Mean { get; init; }
}
