using CallCenter.Contracts.Quality;
using CallCenter.Data.Quality;
using CallCenter.Domain;
using CallCenter.Domain.Quality;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Quality;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.AgentConsole.Scores;

/// <summary>What coaches gave for an agent's own calls: read, acknowledged, commented on.</summary>
internal static class OwnScoreEndpoints
{
    private const int LongestComment = 1000;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("scores", ListAsync).RequirePermission(Permissions.ScoreReadOwn)
            .WithSummary("My finished scores, newest first; ?unseen=true for those not acknowledged yet").Produces<PagedResult<ScoreLine>>();
        api.MapGet("scores/{id:guid}", GetAsync).RequirePermission(Permissions.ScoreReadOwn).WithSummary("One of my scores with questions, answers and comments")
            .Produces<ScoreView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPost("scores/{id:guid}/acknowledge", AcknowledgeAsync).RequirePermission(Permissions.ScoreReadOwn)
            .WithSummary("I have seen this score, and may say something about it")
            .Produces<ScoreView>().ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(bool? unseen, Page page, CurrentUser user, ScoreStore scores, CancellationToken ct)
    {
        ScoreId? after = page.Cursor is null ? null
            : Guid.TryParseExact(page.Cursor, "D", out Guid last) ? ScoreId.From(last)
            : throw new BadHttpRequestException("cursor: take it from 'next' of the page before.");
        ScoreQuery query = new() { Agent = user.Agent(), Unseen = unseen, Limit = page.Limit + 1, After = after };
        PagedResult<StoredScoreLine> rows = page.Of(await scores.PageAsync(query, ct), s => s.Id.ToString());
        return TypedResults.Ok(new PagedResult<ScoreLine>([.. rows.Items.Select(r => QualityViews.Line(user, r))], rows.Next));
    }

    private static async Task<IResult> GetAsync(Guid id, CurrentUser user, ScorecardStore cards, ScoreStore scores, CancellationToken ct)
        => await scores.GetAsync(ScoreId.From(id), ct) is { State: ScoreState.Finished } score && score.AgentId == user.Agent()
            ? TypedResults.Ok(await ViewAsync(user, score, cards, scores, ct))
            : ApiProblem.NotFound("score of yours");

    private static async Task<IResult> AcknowledgeAsync(
        Guid id, ScoreAcknowledgement said, CurrentUser user, ScorecardStore cards, ScoreStore scores, TimeProvider time, CancellationToken ct)
    {
        string? comment = string.IsNullOrWhiteSpace(said.Comment) ? null : said.Comment.Trim();
        if (comment is not null && (comment.Length > LongestComment || comment.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))))
        {
            return ApiProblem.Invalid(("comment", $"at most {LongestComment} characters, no control characters but line breaks and tabs."));
        }

        return await scores.AcknowledgeAsync(ScoreId.From(id), user.Agent(), user.UserName, comment, time.GetUtcNow(), ct)
            ? TypedResults.Ok(await ViewAsync(user, (await scores.GetAsync(ScoreId.From(id), ct))!, cards, scores, ct))
            : ApiProblem.NotFound("score of yours");
    }

    private static async Task<ScoreView> ViewAsync(CurrentUser user, StoredScore score, ScorecardStore cards, ScoreStore scores, CancellationToken ct)
        => QualityViews.View(user, score, (await cards.GetAsync(score.ScorecardId, score.ScorecardNumber, ct))!, await scores.HistoryAsync(score.Id, ct));
}
