using CallCenter.Data.Campaigns;
using CallCenter.Domain;
using CallCenter.Domain.Readiness;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>A campaign's check list.</summary>
/// <param name="CanStart">Nothing is missing.</param>
public sealed record CheckListView(bool CanStart, IReadOnlyList<CheckItem> Items);

/// <summary>What can be read about a campaign beside its settings: what it lacks, how far it is, who changed it.</summary>
internal static class CampaignInsightEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("campaigns", "Campaigns");
        api.MapGet("options", () => TypedResults.Ok(CampaignOptions.Now)).RequirePermission(Permissions.CampaignRead)
            .WithSummary("Dial modes, treatment of machines and rule sets, and which of them can be used").Produces<CampaignOptions>();
        api.MapGet("{id}/checklist", CheckAsync).RequirePermission(Permissions.CampaignRead)
            .WithSummary("What the campaign needs before it dials; a start is refused for what is missing")
            .Produces<CheckListView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapGet("{id}/progress", ProgressAsync).RequirePermission(Permissions.CampaignWatch)
            .WithSummary("Leads by state, penetration, abandonment against its limit, results")
            .Produces<CampaignProgressView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapGet("{id}/history", HistoryAsync).RequirePermission(Permissions.CampaignRead)
            .WithSummary("Who changed what, newest first").Produces<PagedResult<CampaignChangeView>>().ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CheckAsync(Id<CampaignId> id, CurrentUser asker, CampaignStore campaigns, CampaignReadiness readiness, CancellationToken ct)
    {
        if (await CampaignEndpoints.FindAsync(id, asker, campaigns, ct) is not { } campaign)
        {
            return ApiProblem.NotFound("campaign");
        }

        IReadOnlyList<CheckItem> items = await readiness.CheckAsync(campaign, ct);
        return TypedResults.Ok(new CheckListView(items.All(i => i.State != CheckState.Missing), items));
    }

    private static async Task<IResult> ProgressAsync(Id<CampaignId> id, CurrentUser asker, CampaignStore campaigns, CampaignProgress progress, CancellationToken ct)
        => await CampaignEndpoints.FindAsync(id, asker, campaigns, ct) is { } campaign
            ? TypedResults.Ok(await progress.ReadAsync(campaign, ct))
            : ApiProblem.NotFound("campaign");

    private static async Task<IResult> HistoryAsync(
        Id<CampaignId> id, Page page, CurrentUser asker, CampaignStore campaigns, CampaignHistory history, CancellationToken ct)
        => await CampaignEndpoints.FindAsync(id, asker, campaigns, ct) is null
            ? ApiProblem.NotFound("campaign")
            : TypedResults.Ok(page.Of(await history.PageAsync(id, page.After, page.Limit + 1, ct), c => c.Id));
}
