using CallCenter.Contracts.Quality;
using CallCenter.Data.Calls;
using CallCenter.Data.Quality;
using CallCenter.Domain;
using CallCenter.Domain.Quality;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using CallCenter.Portal.Quality;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Scorecards;

/// <summary>Scoring calls, while they go on and afterwards (step 12 of a call).</summary>
internal static class ScoreEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder ofCall = endpoints.MapApi("calls/{id:guid}/scores", "Quality");
        ofCall.MapPost("", GiveAsync).RequirePermission(Permissions.ScoreEdit)
            .WithSummary("Score a call; state draft while it is being written. A draft of the same coach, call and card is continued")
            .Produces<ScoreView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        ofCall.MapGet("", OfCallAsync).RequirePermission(Permissions.ScoreRead).WithSummary("A call's scores: finished ones, and the asker's drafts")
            .Produces<PagedResult<ScoreLine>>().ProducesProblemCode(StatusCodes.Status404NotFound);

        RouteGroupBuilder api = endpoints.MapApi("scores", "Quality");
        api.MapGet("{id:guid}", GetAsync).RequirePermission(Permissions.ScoreRead).WithSummary("One score with questions, answers and history")
            .Produces<ScoreView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPut("{id:guid}", EditAsync).RequirePermission(Permissions.ScoreEdit).WithSummary("Go on with a draft, finish it, or correct a finished score; the own ones only")
            .Produces<ScoreView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapDelete("{id:guid}", DropAsync).RequirePermission(Permissions.ScoreEdit).WithSummary("Throw an own draft away")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> GiveAsync(
        Guid id,
        ScoreRequest request,
        CurrentUser asker,
        AskerScope scope,
        CallStore calls,
        ScorecardStore cards,
        ScoreStore scores,
        AuditWriter audit,
        TimeProvider time,
        HttpContext context,
        CancellationToken ct)
    {
        if (await calls.GetAsync(CallId.From(id), ct) is not { } call || !(await scope.CallsAsync(asker, Permissions.CallRead, ct))(call))
        {
            return ApiProblem.NotFound("call");
        }

        if (call.AgentId is not { } agent)
        {
            return ApiProblem.Conflict("no_agent", "Nobody talked in this call: there is nothing to score.");
        }

        if (await cards.GetAsync(request.ScorecardId, null, ct) is not { ArchivedAt: null } card)
        {
            return ApiProblem.Invalid(("scorecardId", $"there is no scorecard {request.ScorecardId}, or it is archived."));
        }

        ScoreState state = request.State ?? ScoreState.Finished;
        ScoreContent content = new(request.Answers, Trimmed(request.Comment), request.Marks ?? []);
        if (Problem(card, content, state) is { } problem)
        {
            return problem;
        }

        (ScoreOutcome outcome, StoredScore score) = await scores.SaveAsync(
            new NewScore
            {
                Call = call.Id,
                Card = card,
                Agent = agent,
                Campaign = call.CampaignId,
                Coach = asker.UserId,
                CoachName = asker.UserName,
                Content = content,
                State = state,
            },
            time.GetUtcNow(),
            ct);
        if (outcome == ScoreOutcome.FinishedBefore)
        {
            return ApiProblem.Conflict("scored_before", $"You scored this call by '{score.CardName}' before: correct that score ({score.Id}).");
        }

        if (state == ScoreState.Finished)
        {
            await audit.WriteAsync("score.finish", $"score/{score.Id}", new { call = call.Id, agent, percent = score.Result }, ct);
        }

        RowVersion.Tag(context, score.Version);
        return TypedResults.Created($"{ApiConventions.Root}/scores/{score.Id}", QualityViews.View(asker, score, card, await scores.HistoryAsync(score.Id, ct)));
    }

    private static async Task<IResult> OfCallAsync(Guid id, CurrentUser asker, AskerScope scope, CallStore calls, ScoreStore scores, CancellationToken ct)
    {
        if (await calls.GetAsync(CallId.From(id), ct) is not { } call || !(await scope.CallsAsync(asker, Permissions.CallRead, ct))(call))
        {
            return ApiProblem.NotFound("call");
        }

        IReadOnlyList<StoredScoreLine> rows = await scores.PageAsync(new ScoreQuery { Call = call.Id, DraftsOf = asker.UserName }, ct);
        return TypedResults.Ok(new PagedResult<ScoreLine>([.. rows.Select(r => QualityViews.Line(asker, r))], null));
    }

    private static async Task<IResult> GetAsync(
        Guid id, CurrentUser asker, AskerScope scope, ScorecardStore cards, ScoreStore scores, HttpContext context, CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, scores, ct) is not { } score)
        {
            return ApiProblem.NotFound("score");
        }

        RowVersion.Tag(context, score.Version);
        return TypedResults.Ok(await ViewAsync(asker, score, cards, scores, ct));
    }

    private static async Task<IResult> EditAsync(
        Guid id,
        ScoreEdit edit,
        CurrentUser asker,
        AskerScope scope,
        ScorecardStore cards,
        ScoreStore scores,
        AuditWriter audit,
        TimeProvider time,
        HttpContext context,
        CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, scores, ct) is not { } score)
        {
            return ApiProblem.NotFound("score");
        }

        if (!IsOwn(asker, score))
        {
            return ApiProblem.Forbidden("not_your_score", "Only the coach who gave a score changes it.");
        }

        Scorecard card = (await cards.GetAsync(score.ScorecardId, score.ScorecardNumber, ct))!;
        bool finish = score.State == ScoreState.Finished || edit.State == ScoreState.Finished;
        ScoreContent content = new(edit.Answers, Trimmed(edit.Comment), edit.Marks ?? []);
        if (Problem(card, content, finish ? ScoreState.Finished : ScoreState.Draft) is { } problem)
        {
            return problem;
        }

        if (edit.Reason is { Length: > 1000 })
        {
            return ApiProblem.Invalid(("reason", "at most 1000 characters."));
        }

        (ScoreOutcome outcome, StoredScore? stored) = await scores.UpdateAsync(
            score with { Version = RowVersion.Expected(context.Request) ?? score.Version }, card, content, finish, asker.UserName, Trimmed(edit.Reason), time.GetUtcNow(), ct);
        if (outcome != ScoreOutcome.Stored)
        {
            return outcome == ScoreOutcome.Changed
                ? ApiProblem.Conflict("edited_meanwhile", "This score was changed in another window: read it again.")
                : ApiProblem.NotFound("score");
        }

        if (finish)
        {
            string action = score.State == ScoreState.Finished ? "score.correct" : "score.finish";
            await audit.WriteAsync(action, $"score/{score.Id}", new { call = score.CallId, agent = score.AgentId, percent = stored!.Result }, ct);
        }

        RowVersion.Tag(context, stored!.Version);
        return TypedResults.Ok(await ViewAsync(asker, stored, cards, scores, ct));
    }

    private static async Task<IResult> DropAsync(Guid id, CurrentUser asker, AskerScope scope, ScoreStore scores, CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, scores, ct) is not { } score || !IsOwn(asker, score))
        {
            return ApiProblem.NotFound("score of yours");
        }

        return await scores.DropDraftAsync(score.Id, ct)
            ? TypedResults.NoContent()
            : ApiProblem.Conflict("score_finished", "A finished score stays: correct it instead.");
    }

    /// <summary>Within the asker's scope; a draft is seen by its coach only.</summary>
    private static async Task<StoredScore?> FindAsync(Guid id, CurrentUser asker, AskerScope scope, ScoreStore scores, CancellationToken ct)
        => await scores.GetAsync(ScoreId.From(id), ct) is { } score
            && (score.State == ScoreState.Finished || IsOwn(asker, score))
            && (!asker.Scope.LimitedToCampaigns || (score.CampaignId is { } c && asker.Scope.Campaigns.Contains(c)))
            && (await scope.AgentsAsync(asker, ct) is not { } agents || agents.Contains(score.AgentId))
            ? score
            : null;

    private static bool IsOwn(CurrentUser asker, StoredScoreLine score) => string.Equals(score.CoachName, asker.UserName, StringComparison.Ordinal);

    private static async Task<ScoreView> ViewAsync(CurrentUser asker, StoredScore score, ScorecardStore cards, ScoreStore scores, CancellationToken ct)
        => QualityViews.View(asker, score, (await cards.GetAsync(score.ScorecardId, score.ScorecardNumber, ct))!, await scores.HistoryAsync(score.Id, ct));

    private static ApiProblem? Problem(Scorecard card, ScoreContent content, ScoreState state)
    {
        IReadOnlyList<(string, string)> faults = ScorecardRules.Faults(card.Sections, content.Answers, content.Comment, content.Marks, state == ScoreState.Finished);
        return faults.Count > 0 ? ApiProblem.Invalid([.. faults]) : null;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
