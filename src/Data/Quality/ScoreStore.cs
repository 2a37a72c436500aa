using System.Data.Common;
using CallCenter.Domain;
using CallCenter.Domain.Quality;

namespace CallCenter.Data.Quality;

/// <summary>What coaches gave: drafts while they write, finished scores with their history.</summary>
public sealed partial class ScoreStore(Database database)
{
    private static readonly ScoreId _last = ScoreId.From(Guid.AllBitsSet);

    /// <summary>
    /// Stores a score. A coach's draft of the same call by the same card is continued; one that is finished is left as it is and given back.
    /// </summary>
    public async Task<(ScoreOutcome Outcome, StoredScore Score)> SaveAsync(NewScore score, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(score);
        try
        {
            return await database.WriteAsync(session => SaveAsync(session, score, now), ct);
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            // Two tabs of one coach began at the same time: the other one's is there now.
            return await database.WriteAsync(session => SaveAsync(session, score, now), ct);
        }
    }

    /// <summary>Replaces what was given. A change of a finished score is a correction: it stays in the history, and the agent is asked to look again.</summary>
    /// <param name="score">As read; its version is the one that was seen.</param>
    /// <param name="card">The questions it was given by.</param>
    /// <param name="content">As it is to be.</param>
    /// <param name="finish">A finished score stays finished.</param>
    /// <param name="by">The user name.</param>
    /// <param name="reason">Why it is corrected.</param>
    /// <param name="now">Time of the change.</param>
    /// <param name="ct">Cancels before it is stored.</param>
    public Task<(ScoreOutcome Outcome, StoredScore? Score)> UpdateAsync(
        StoredScore score, Scorecard card, ScoreContent content, bool finish, string by, string? reason, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(score);
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(content);
        return database.WriteAsync(session => UpdateAsync(session, score, card, content, finish, by, reason, now), ct);
    }

    /// <summary>Throws a draft away; false when there is none, or it is finished.</summary>
    public Task<bool> DropDraftAsync(ScoreId id, CancellationToken ct)
        => database.WriteAsync(async session => await session.ExecuteAsync(DeleteDraft, new { id }) == 1, ct);

    /// <summary>The agent has seen it, and may say something about it; false when it is not the agent's, or not finished.</summary>
    public Task<bool> AcknowledgeAsync(ScoreId id, UserId agent, string userName, string? comment, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            if (await session.ExecuteAsync(Acknowledge, new { id, agent, comment, now }) == 0)
            {
                return false;
            }

            await RememberAsync(session, (await GetAsync(session, id))!, userName, "acknowledged", comment, now);
            return true;
        },
        ct);

    /// <summary>Null when there is none.</summary>
    public Task<StoredScore?> GetAsync(ScoreId id, CancellationToken ct) => database.ReadAsync(session => GetAsync(session, id), ct);

    /// <summary>Everything that happened to a finished score, oldest first.</summary>
    public Task<IReadOnlyList<ScoreStep>> HistoryAsync(ScoreId id, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<ScoreStep>(SelectHistory, new { id }), ct);

    /// <summary>Newest first; one more than the limit when there is a next page.</summary>
    public Task<IReadOnlyList<StoredScoreLine>> PageAsync(ScoreQuery query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        SqlStatement statement = query.Call is not null ? PageOfCall : query.Agent is not null ? PageOfAgent : PageOfAll;
        return database.ReadAsync(session => session.QueryAsync<StoredScoreLine>(statement, Arguments(query)), ct);
    }

    /// <summary>Means of the finished scores that a query names, all in one reading: of everything, by section, by agent, by agent and section, by campaign.</summary>
    public Task<ScoreMeans> MeansAsync(ScoreQuery query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        object arguments = Arguments(query);
        return database.ReadAsync(
            async session => new ScoreMeans(
                await session.QuerySingleAsync<ScoreMean>(MeanOfAll, arguments),
                await session.QueryAsync<SectionMean>(MeansBySection, arguments),
                await session.QueryAsync<ScoreMean>(MeansByAgent, arguments),
                await session.QueryAsync<SectionMean>(MeansByAgentAndSection, arguments),
                await session.QueryAsync<ScoreMean>(MeansByCampaign, arguments)),
            ct);
    }

    private static async Task<(ScoreOutcome, StoredScore)> SaveAsync(DbSession session, NewScore score, DateTimeOffset now)
    {
        if (await session.QueryAsync<ScoreId>(SelectOwn, new { score.Call, Card = score.Card.Id, score.CoachName }) is [ScoreId id])
        {
            StoredScore stored = (await GetAsync(session, id))!;
            return stored.State == ScoreState.Finished
                ? (ScoreOutcome.FinishedBefore, stored)
                : (ScoreOutcome.Stored, (await UpdateAsync(session, stored, score.Card, score.Content, score.State == ScoreState.Finished, score.CoachName, null, now)).Score!);
        }

        ScoreId made = ScoreId.New(now);
        ScoreSum sum = ScoreSum.Of(score.Card.Sections, score.Content.Answers);
        await session.ExecuteAsync(
            Insert,
            new
            {
                Id = made,
                score.Call,
                Card = score.Card.Id,
                score.Card.Number,
                score.Agent,
                score.Campaign,
                score.Coach,
                score.CoachName,
                score.State,
                Result = sum.Percent,
                Failed = sum.FailedFatals.Count > 0,
                Answers = QualityJson.Write(score.Content.Answers),
                score.Content.Comment,
                Marks = QualityJson.Write(score.Content.Marks),
                FinishedAt = score.State == ScoreState.Finished ? now : (DateTimeOffset?)null,
                now,
            });
        await StoreSectionsAsync(session, made, sum);
        StoredScore result = (await GetAsync(session, made))!;
        if (score.State == ScoreState.Finished)
        {
            await RememberAsync(session, result, score.CoachName, "finished", null, now);
        }

        return (ScoreOutcome.Stored, result);
    }

    private static async Task<(ScoreOutcome Outcome, StoredScore? Score)> UpdateAsync(
        DbSession session, StoredScore score, Scorecard card, ScoreContent content, bool finish, string by, string? reason, DateTimeOffset now)
    {
        bool corrects = score.State == ScoreState.Finished;
        ScoreSum sum = ScoreSum.Of(card.Sections, content.Answers);
        int changed = await session.ExecuteAsync(
            Change,
            new
            {
                score.Id,
                score.Version,
                card.Number,
                State = corrects || finish ? ScoreState.Finished : ScoreState.Draft,
                Result = sum.Percent,
                Failed = sum.FailedFatals.Count > 0,
                Answers = QualityJson.Write(content.Answers),
                content.Comment,
                Marks = QualityJson.Write(content.Marks),
                FinishedAt = score.FinishedAt ?? (finish ? now : null),
                now,
            });
        StoredScore? stored = await GetAsync(session, score.Id);
        if (changed == 0)
        {
            return (stored is null ? ScoreOutcome.NotFound : ScoreOutcome.Changed, stored);
        }

        await session.ExecuteAsync(ClearSections, new { score.Id });
        await StoreSectionsAsync(session, score.Id, sum);
        if (corrects || finish)
        {
            await RememberAsync(session, stored!, by, corrects ? "corrected" : "finished", reason, now);
        }

        return (ScoreOutcome.Stored, stored);
    }

    private static async Task StoreSectionsAsync(DbSession session, ScoreId id, ScoreSum sum)
    {
        foreach (SectionSum section in sum.Sections)
        {
            if (section.Percent is { } result)
            {
                await session.ExecuteAsync(AddSection, new { id, Section = section.SectionId, result });
            }
        }
    }

    private static Task RememberAsync(DbSession session, StoredScore score, string userName, string change, string? reason, DateTimeOffset now)
        => session.ExecuteAsync(
            AddHistory, new { score.Id, score.Version, now, userName, change, reason, score.Result, Snapshot = QualityJson.WriteOne(score.Content) });

    private static async Task<StoredScore?> GetAsync(DbSession session, ScoreId id)
        => await session.QuerySingleOrDefaultAsync<StoredScore>(SelectOne, new { id }) is { } score
            ? score with { Content = (await session.QuerySingleAsync<ContentRow>(SelectContent, new { id })).ToContent() }
            : null;

    private static object Arguments(ScoreQuery q) => new
    {
        q.Agent,
        q.Campaign,
        q.Card,
        q.Call,
        q.Coach,
        q.From,
        q.To,
        q.Unseen,
        q.DraftsOf,
        q.Within,
        q.Agents,
        Limit = Math.Clamp(q.Limit, 1, 501),
        After = q.After ?? _last,
    };

    private sealed record ContentRow
    {
        public string Answers { get; init; } = "[]";

        public string? Comment { get; init; }

        public string Marks { get; init; } = "[]";

        public ScoreContent ToContent() => new(QualityJson.Read<ScoreAnswer>(Answers), Comment, QualityJson.Read<ScoreMark>(Marks));
    }
}

/// <summary>Means of finished scores.</summary>
public sealed record ScoreMeans(
    ScoreMean All, IReadOnlyList<SectionMean> Sections, IReadOnlyList<ScoreMean> Agents, IReadOnlyList<SectionMean> AgentSections, IReadOnlyList<ScoreMean> Campaigns);
