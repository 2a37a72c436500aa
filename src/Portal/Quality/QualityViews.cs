using CallCenter.Contracts.Quality;
using CallCenter.Data.Quality;
using CallCenter.Domain.Quality;
using CallCenter.Portal.Access;

namespace CallCenter.Portal.Quality;

/// <summary>Scorecards and scores as both web services show them.</summary>
public static class QualityViews
{
    /// <summary>A card as the API shows it.</summary>
    public static ScorecardView View(Scorecard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return new ScorecardView(
            card.Id, card.Name, card.Number, card.Sections, card.BuiltIn, card.ArchivedAt is not null, card.Scores, card.UpdatedAt, card.Version);
    }

    /// <summary>A score in a list.</summary>
    public static ScoreLine Line(CurrentUser asker, StoredScoreLine score)
    {
        ArgumentNullException.ThrowIfNull(asker);
        ArgumentNullException.ThrowIfNull(score);
        return new ScoreLine(
            score.Id,
            score.CallId,
            score.ScorecardId,
            score.CardName,
            score.ScorecardNumber,
            score.AgentId,
            score.AgentName ?? "",
            score.CampaignId,
            score.CampaignName,
            score.CoachDisplayName ?? score.CoachName,
            string.Equals(score.CoachName, asker.UserName, StringComparison.Ordinal),
            score.CustomerName,
            score.CallStartedAt,
            score.State,
            score.Result,
            score.Failed,
            score.UpdatedAt,
            score.FinishedAt,
            score.AcknowledgedAt,
            score.AgentComment,
            score.Version);
    }

    /// <summary>A whole score; the card in the version it was given by.</summary>
    public static ScoreView View(CurrentUser asker, StoredScore score, Scorecard card, IReadOnlyList<ScoreStep> history)
    {
        ArgumentNullException.ThrowIfNull(score);
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(history);
        return new ScoreView(
            Line(asker, score),
            card.Sections,
            score.Content.Answers,
            score.Content.Comment,
            score.Content.Marks,
            ScoreSum.Of(card.Sections, score.Content.Answers),
            [.. history.Select(h => new ScoreStepView(h.At, h.UserName, h.Change, h.Reason, h.Result))]);
    }
}
