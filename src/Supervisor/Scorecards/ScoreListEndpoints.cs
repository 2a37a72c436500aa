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

namespace CallCenter.Supervisor.Scorecards;

/// <summary>Finished scores and what they come to, within the asker's scope.</summary>
internal static class ScoreListEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("scores", "Quality");
        api.MapGet("", ListAsync).RequirePermission(Permissions.ScoreRead)
            .WithSummary("Scores, newest first, with the asker's drafts; ?agentId&campaignId&scorecardId&mine&unseen, finished ?from&to").Produces<PagedResult<ScoreLine>>();
        api.MapGet("averages", AveragesAsync).RequirePermission(Permissions.ScoreRead)
            .WithSummary("Means of finished scores by section, agent and campaign; the same filters").Produces<ScoreAverages>();
    }

    private static async Task<IResult> ListAsync([AsParameters] ScoreFilter filter, Page page, CurrentUser asker, AskerScope scope, ScoreStore scores, CancellationToken ct)
    {
        ScoreId? after = page.Cursor is null ? null
            : Guid.TryParseExact(page.Cursor, "D", out Guid last) ? ScoreId.From(last)
            : throw new BadHttpRequestException("cursor: take it from 'next' of the page before.");
        ScoreQuery query = await filter.QueryAsync(asker, scope, ct) with { DraftsOf = asker.UserName, Unseen = filter.Unseen, Limit = page.Limit + 1, After = after };
        PagedResult<StoredScoreLine> rows = page.Of(await scores.PageAsync(query, ct), s => s.Id.ToString());
        return TypedResults.Ok(new PagedResult<ScoreLine>([.. rows.Items.Select(r => QualityViews.Line(asker, r))], rows.Next));
    }

    private static async Task<IResult> AveragesAsync(
        [AsParameters] ScoreFilter filter, CurrentUser asker, AskerScope scope, ScoreStore scores, ScorecardStore cards, CancellationToken ct)
    {
        ScoreMeans means = await scores.MeansAsync(await filter.QueryAsync(asker, scope, ct), ct);
        List<(ScorecardId Card, ScorecardSection Section)> order = [.. (await cards.ListAsync(ct)).SelectMany(c => c.Sections.Select(s => (c.Id, s)))];
        ILookup<long, SectionMean> ofAgents = means.AgentSections.ToLookup(s => s.AgentKey);
        return TypedResults.Ok(new ScoreAverages(
            means.All.Count,
            Rounded(means.All.Mean),
            means.All.Failed,
            Sections(means.Sections, order),
            [.. means.Agents.Select(a => new AgentAverage(UserId.From(a.Key), a.Name ?? "", a.Count, Rounded(a.Mean), a.Failed, Sections(ofAgents[a.Key], order)))],
            [.. means.Campaigns.Select(c => new CampaignAverage(c.Key == 0 ? null : CampaignId.From(c.Key), c.Name, c.Count, Rounded(c.Mean), c.Failed))]));
    }

    /// <summary>In the order of the cards; sections that a later version of a card dropped are left out.</summary>
    private static IReadOnlyList<SectionAverage> Sections(IEnumerable<SectionMean> means, List<(ScorecardId Card, ScorecardSection Section)> order)
        => [.. order.SelectMany(o => means
            .Where(m => m.ScorecardId == o.Card && string.Equals(m.SectionId, o.Section.Id, StringComparison.Ordinal))
            .Select(m => new SectionAverage(o.Card, o.Section.Id, o.Section.Title, m.Count, Rounded(m.Mean)!.Value)))];

    private static double? Rounded(double? percent) => percent is { } p ? Math.Round(p, 1, MidpointRounding.AwayFromZero) : null;
}

/// <summary>Which scores are asked for.</summary>
/// <param name="Mine">Given by the asker.</param>
/// <param name="Unseen">True: the agent has not acknowledged them yet.</param>
internal sealed record ScoreFilter(
    Id<UserId>? AgentId, Id<CampaignId>? CampaignId, Id<ScorecardId>? ScorecardId, DateTimeOffset? From, DateTimeOffset? To, bool? Mine, bool? Unseen)
{
    /// <summary>With the asker's scope.</summary>
    public async Task<ScoreQuery> QueryAsync(CurrentUser asker, AskerScope scope, CancellationToken ct) => new()
    {
        Agent = AgentId?.Value,
        Campaign = CampaignId?.Value,
        Card = ScorecardId?.Value,
        From = From,
        To = To,
        Coach = Mine == true ? asker.UserName : null,
        Within = asker.Scope.LimitedToCampaigns ? asker.Scope.Campaigns : null,
        Agents = await scope.AgentsAsync(asker, ct),
    };
}
