using System.Text.Json;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Campaigns;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using CallCenter.Domain.Readiness;
using CallCenter.Supervisor.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>Campaigns: their settings here, their running by commands to the Dialer.</summary>
internal static class CampaignEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("campaigns", "Campaigns");
        api.MapPost("", AddAsync).RequirePermission(Permissions.CampaignEdit).WithSummary("Add a campaign; it is stopped")
            .Produces<CampaignView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapGet("", ListAsync).RequirePermission(Permissions.CampaignRead).WithSummary("Campaigns in use, or with ?archived=true those put away").Produces<PagedResult<CampaignView>>();
        api.MapGet("{id}", GetAsync).RequirePermission(Permissions.CampaignRead).WithSummary("One campaign")
            .Produces<CampaignView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapPatch("{id}", EditAsync).RequirePermission(Permissions.CampaignEdit).WithSummary("Change a campaign (RFC 7396); takes effect while it runs")
            .Accepts<CampaignRequest>("application/json", "application/merge-patch+json")
            .Produces<CampaignView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        MapRun(api, "start", "Begin dialling", StartAsync);
        MapRun(api, "pause", "No new calls; those under way go on", (id, asker, campaigns, readiness, dialer, audit, key, ct)
            => OrderAsync(id, asker, campaigns, dialer, audit, new PauseCampaign(id, asker.UserId) { CommandId = key.Value }, "pause", ct));
        MapRun(api, "stop", "No new calls, and ringing ones are cancelled as the ring-time rules allow", (id, asker, campaigns, readiness, dialer, audit, key, ct)
            => OrderAsync(id, asker, campaigns, dialer, audit, new StopCampaign(id, asker.UserId) { CommandId = key.Value }, "stop", ct));
        api.MapGet("{id}/live", LiveAsync).RequirePermission(Permissions.CampaignWatch).WithSummary("A campaign as it is now")
            .Produces<CampaignLiveView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status503ServiceUnavailable);
        api.MapGet("{id}/why", WhyAsync).RequirePermission(Permissions.CampaignWatch).WithSummary("Why a campaign is or is not dialling")
            .Produces<WhyView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status503ServiceUnavailable);
    }

    private delegate Task<IResult> RunHandler(
        Id<CampaignId> id, CurrentUser asker, CampaignStore campaigns, CampaignReadiness readiness, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct);

    private static void MapRun(RouteGroupBuilder api, string verb, string summary, RunHandler handler)
        => api.MapPost($"{{id}}/{verb}", handler).RequirePermission(Permissions.CampaignRun).WithSummary(summary)
            .Produces<CampaignView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict)
            .ProducesProblemCode(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> AddAsync(
        CampaignRequest request, CurrentUser asker, AskerScope scope, CampaignStore campaigns, CampaignChecks checks, AuditWriter audit, TimeProvider time, HttpContext context, CancellationToken ct)
    {
        IReadOnlyList<(string, string)> faults = [.. await checks.FaultsAsync(request, ct), .. await HiddenListsAsync(asker, scope, request.ListIds, [], ct)];
        if (faults.Count > 0)
        {
            return ApiProblem.Invalid([.. faults]);
        }

        Edited<Campaign> made = await campaigns.CreateAsync(request.Onto(new Campaign { Id = default, Name = "" }), asker.UserId, time.GetUtcNow(), ct);
        if (made.Value is not { } campaign)
        {
            return Problem(made.Outcome, request.Name);
        }

        await audit.WriteAsync("campaign.create", $"campaign/{campaign.Id}", new { campaign.Name, campaign.Mode, campaign.RuleSet }, ct);
        RowVersion.Tag(context, campaign.Version);
        return TypedResults.Created($"{ApiConventions.Root}/campaigns/{campaign.Id}", CampaignView.Of(campaign));
    }

    private static async Task<IResult> ListAsync(Page page, bool? archived, CurrentUser asker, CampaignStore campaigns, CancellationToken ct)
    {
        IEnumerable<Campaign> seen = (await campaigns.ListAsync(ct)).Where(c => AskerScope.Sees(asker, c.Id) && c.ArchivedAt is not null == (archived == true) && c.Id.Value > (page.After ?? 0));
        PagedResult<Campaign> rows = page.Of([.. seen.OrderBy(c => c.Id.Value).Take(page.Limit + 1)], c => c.Id.ToString());
        return TypedResults.Ok(new PagedResult<CampaignView>([.. rows.Items.Select(CampaignView.Of)], rows.Next));
    }

    private static async Task<IResult> GetAsync(Id<CampaignId> id, CurrentUser asker, CampaignStore campaigns, HttpContext context, CancellationToken ct)
    {
        if (await FindAsync(id, asker, campaigns, ct) is not { } campaign)
        {
            return ApiProblem.NotFound("campaign");
        }

        RowVersion.Tag(context, campaign.Version);
        return TypedResults.Ok(CampaignView.Of(campaign));
    }

    private static async Task<IResult> EditAsync(
        Id<CampaignId> id,
        JsonElement patch,
        CurrentUser asker,
        AskerScope scope,
        CampaignStore campaigns,
        CampaignChecks checks,
        IDialerLink dialer,
        AuditWriter audit,
        TimeProvider time,
        CommandKey key,
        HttpContext context,
        CancellationToken ct)
    {
        if (await FindAsync(id, asker, campaigns, ct) is not { } campaign)
        {
            return ApiProblem.NotFound("campaign");
        }

        CampaignRequest request = MergePatch.Apply(CampaignRequest.Of(campaign), patch);
        IReadOnlyList<(string, string)> faults = [.. await checks.FaultsAsync(request, ct), .. await HiddenListsAsync(asker, scope, request.ListIds, campaign.ListIds, ct)];
        if (faults.Count > 0)
        {
            return ApiProblem.Invalid([.. faults]);
        }

        Campaign wanted = request.Onto(campaign) with { Version = RowVersion.Expected(context.Request, patch) ?? campaign.Version };
        Edited<Campaign> edited = await campaigns.UpdateAsync(wanted, asker.UserId, time.GetUtcNow(), ct);
        if (edited.Value is not { } stored)
        {
            return Problem(edited.Outcome, request.Name);
        }

        await audit.WriteAsync("campaign.edit", $"campaign/{stored.Id}", new { fields = patch.EnumerateObject().Select(p => p.Name).ToArray() }, ct);
        await dialer.SendAsync(new CampaignEdited(stored.Id) { CommandId = key.Value }, ct);
        RowVersion.Tag(context, stored.Version);
        return TypedResults.Ok(CampaignView.Of(stored));
    }

    private static async Task<IResult> StartAsync(
        Id<CampaignId> id, CurrentUser asker, CampaignStore campaigns, CampaignReadiness readiness, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct)
    {
        if (await FindAsync(id, asker, campaigns, ct) is not { } campaign)
        {
            return ApiProblem.NotFound("campaign");
        }

        IReadOnlyList<CheckItem> missing = await readiness.MissingAsync(campaign, ct);
        return missing.Count > 0
            ? new ApiProblem(
                StatusCodes.Status409Conflict,
                "campaign_not_ready",
                string.Join(' ', missing.Select(m => m.Text)),
                missing.GroupBy(m => m.Field ?? m.Code, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(m => m.Text).ToArray(), StringComparer.Ordinal))
            : await OrderAsync(id, asker, campaigns, dialer, audit, new StartCampaign(id, asker.UserId) { CommandId = key.Value }, "start", ct);
    }

    private static async Task<IResult> OrderAsync(
        CampaignId id, CurrentUser asker, CampaignStore campaigns, IDialerLink dialer, AuditWriter audit, DialerCommand command, string verb, CancellationToken ct)
    {
        if (await FindAsync(id, asker, campaigns, ct) is null)
        {
            return ApiProblem.NotFound("campaign");
        }

        if (await dialer.SendAsync(command, ct) is Refused refused)
        {
            return ApiProblem.From(refused);
        }

        await audit.WriteAsync($"campaign.{verb}", $"campaign/{id}", null, ct);
        return TypedResults.Ok(CampaignView.Of((await campaigns.GetAsync(id, ct))!));
    }

    private static async Task<IResult> LiveAsync(Id<CampaignId> id, CurrentUser asker, CampaignStore campaigns, IDialerLink dialer, CancellationToken ct)
        => await FindAsync(id, asker, campaigns, ct) is null
            ? ApiProblem.NotFound("campaign")
            : await dialer.AskAsync<CampaignLiveReply>(new GetCampaignLive(id), reply => TypedResults.Ok(CampaignLiveView.Of(reply.Live)), ct);

    private static async Task<IResult> WhyAsync(Id<CampaignId> id, CurrentUser asker, CampaignStore campaigns, IDialerLink dialer, CancellationToken ct)
        => await FindAsync(id, asker, campaigns, ct) is null
            ? ApiProblem.NotFound("campaign")
            : await dialer.AskAsync<WhyReply>(new GetCampaignWhy(id), reply => TypedResults.Ok(new WhyView(reply.Reasons)), ct);

    /// <summary>Null when there is none within the asker's scope.</summary>
    internal static async Task<Campaign?> FindAsync(CampaignId id, CurrentUser asker, CampaignStore campaigns, CancellationToken ct)
        => AskerScope.Sees(asker, id) ? await campaigns.GetAsync(id, ct) : null;

    private static ApiProblem Problem(EditOutcome outcome, string name) => outcome switch
    {
        EditOutcome.NameTaken => ApiProblem.Conflict("name_taken", $"There is a campaign '{name.Trim()}' already."),
        EditOutcome.VersionConflict => ApiProblem.Conflict("edited_meanwhile", "Somebody else changed this campaign: read it again."),
        EditOutcome.UnknownReference => ApiProblem.Conflict("unknown_reference", "A list, trunk or prompt of the campaign was removed meanwhile."),
        _ => ApiProblem.NotFound("campaign"),
    };

    /// <summary>Lists that exist, but not for this asker: said in the same words as those that do not.</summary>
    private static async Task<IReadOnlyList<(string, string)>> HiddenListsAsync(
        CurrentUser asker, AskerScope scope, IReadOnlyList<ListId> asked, IReadOnlyList<ListId> known, CancellationToken ct)
        => await scope.ListsAsync(asker, ct) is { } seen
            ? [.. asked.Where(l => !seen.Contains(l) && !known.Contains(l)).Select(l => ("listIds", $"there is no list {l}."))]
            : [];
}
