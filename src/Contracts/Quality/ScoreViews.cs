using CallCenter.Domain;
using CallCenter.Domain.Quality;

namespace CallCenter.Contracts.Quality;

/// <summary>One coach's judgement of one call, as lists show it.</summary>
/// <param name="CardNumber">The version of the card's questions.</param>
/// <param name="CoachName">As shown to people.</param>
/// <param name="Mine">Given by the asker, who may change it.</param>
/// <param name="Percent">0 to 100; null when nothing is answered or applies.</param>
/// <param name="Failed">A fatal question failed.</param>
/// <param name="AcknowledgedAt">When the agent said to have seen it; null since a correction.</param>
/// <param name="Version">For If-Match.</param>
public record ScoreLine(
    ScoreId Id,
    CallId CallId,
    ScorecardId ScorecardId,
    string CardName,
    int CardNumber,
    UserId AgentId,
    string AgentName,
    CampaignId? CampaignId,
    string? CampaignName,
    string CoachName,
    bool Mine,
    string? CustomerName,
    DateTimeOffset CallStartedAt,
    ScoreState State,
    double? Percent,
    bool Failed,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? AcknowledgedAt,
    string? AgentComment,
    int Version);

/// <summary>A step in a finished score's life.</summary>
/// <param name="Change">finished, corrected, acknowledged.</param>
/// <param name="Reason">Why it was corrected, or what the agent said.</param>
public sealed record ScoreStepView(DateTimeOffset At, string UserName, string Change, string? Reason, double? Percent);

/// <summary>A score with the questions it was given by, the answers, places in the call and its history.</summary>
public sealed record ScoreView(
    ScoreLine Score,
    IReadOnlyList<ScorecardSection> Sections,
    IReadOnlyList<ScoreAnswer> Answers,
    string? Comment,
    IReadOnlyList<ScoreMark> Marks,
    ScoreSum Sum,
    IReadOnlyList<ScoreStepView> History);

/// <summary>A score to be given. Without a state it is finished.</summary>
public sealed record ScoreRequest(
    ScorecardId ScorecardId,
    IReadOnlyList<ScoreAnswer> Answers,
    string? Comment = null,
    IReadOnlyList<ScoreMark>? Marks = null,
    ScoreState? State = null);

/// <summary>A score as it is to be. A finished one stays finished: the change is a correction.</summary>
/// <param name="Reason">Why it is corrected.</param>
public sealed record ScoreEdit(
    IReadOnlyList<ScoreAnswer> Answers, string? Comment = null, IReadOnlyList<ScoreMark>? Marks = null, ScoreState? State = null, string? Reason = null);

/// <summary>The agent has seen a score.</summary>
/// <param name="Comment">What the agent says about it.</param>
public sealed record ScoreAcknowledgement(string? Comment = null);

/// <summary>The mean of one section.</summary>
public sealed record SectionAverage(ScorecardId ScorecardId, string SectionId, LocalText Title, int Count, double Percent);

/// <summary>An agent's mean, and by section.</summary>
public sealed record AgentAverage(UserId AgentId, string Name, int Count, double? Percent, int Failed, IReadOnlyList<SectionAverage> Sections);

/// <summary>A campaign's mean; without id: calls of no campaign.</summary>
public sealed record CampaignAverage(CampaignId? CampaignId, string? Name, int Count, double? Percent, int Failed);

/// <summary>Means of finished scores.</summary>
/// <param name="Failed">How many failed by a fatal question.</param>
public sealed record ScoreAverages(
    int Count, double? Percent, int Failed, IReadOnlyList<SectionAverage> Sections, IReadOnlyList<AgentAverage> Agents, IReadOnlyList<CampaignAverage> Campaigns);
