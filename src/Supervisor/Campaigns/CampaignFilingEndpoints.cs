using CallCenter.Data;
using CallCenter.Data.Campaigns;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>The name of a copy; absent: made from the original's.</summary>
public sealed record CopyRequest(string? Name = null);

/// <summary>Copies campaigns, puts them away and takes them back.</summary>
internal static class CampaignFilingEndpoints
{
    private const int MostCopies = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("campaigns", "Campaigns");
        api.MapPost("{id}/copy", CopyAsync).RequirePermission(Permissions.CampaignEdit).WithSummary("Add a stopped campaign with the same settings")
            .Produces<CampaignView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        MapFiling(api, "archive", true, "Put a stopped campaign away: it is not shown and not started");
        MapFiling(api, "restore", false, "Take a campaign back from the archive");
    }

    private static void MapFiling(RouteGroupBuilder api, string verb, bool archived, string summary)
        => api.MapPost(
                $"{{id}}/{verb}",
                (Id<CampaignId> id, CurrentUser asker, CampaignStore campaigns, AuditWriter audit, TimeProvider time, HttpContext context, CancellationToken ct)
                    => FileAsync(id, verb, archived, asker, campaigns, audit, time, context, ct))
            .RequirePermission(Permissions.CampaignEdit).WithSummary(summary)
            .Produces<CampaignView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);

    private static async Task<IResult> FileAsync(
        CampaignId id, string verb, bool archived, CurrentUser asker, CampaignStore campaigns, AuditWriter audit, TimeProvider time, HttpContext context, CancellationToken ct)
    {
        if (await CampaignEndpoints.FindAsync(id, asker, campaigns, ct) is null)
        {
            return ApiProblem.NotFound("campaign");
        }

        Edited<Campaign> edited = await campaigns.ArchiveAsync(id, archived, asker.UserId, time.GetUtcNow(), ct);
        if (edited.Value is not { } campaign)
        {
            return edited.Outcome == EditOutcome.NotFound
                ? ApiProblem.NotFound("campaign")
                : ApiProblem.Conflict("campaign_running", "Stop the campaign before it is archived.");
        }

        await audit.WriteAsync($"campaign.{verb}", $"campaign/{id}", null, ct);
        RowVersion.Tag(context, campaign.Version);
        return TypedResults.Ok(CampaignView.Of(campaign));
    }

    private static async Task<IResult> CopyAsync(
        Id<CampaignId> id, CopyRequest request, CurrentUser asker, CampaignStore campaigns, AuditWriter audit, TimeProvider time, HttpContext context, CancellationToken ct)
    {
        if (await CampaignEndpoints.FindAsync(id, asker, campaigns, ct) is not { } original)
        {
            return ApiProblem.NotFound("campaign");
        }

        if (request.Name is { } wanted && (wanted.Trim().Length is 0 or > 200 || wanted.Any(char.IsControl)))
        {
            return ApiProblem.Invalid(("name", "1 to 200 characters, no control characters."));
        }

        for (int n = 1; n <= MostCopies; n++)
        {
            string name = request.Name?.Trim() ?? CopyName(original.Name, n);
            Edited<Campaign> made = await campaigns.CreateAsync(original with { Name = name }, asker.UserId, time.GetUtcNow(), ct);
            if (made.Value is { } copy)
            {
                await audit.WriteAsync("campaign.create", $"campaign/{copy.Id}", new { copy.Name, copyOf = id.Value }, ct);
                RowVersion.Tag(context, copy.Version);
                return TypedResults.Created($"{ApiConventions.Root}/campaigns/{copy.Id}", CampaignView.Of(copy));
            }

            if (request.Name is not null || made.Outcome != EditOutcome.NameTaken)
            {
                break;
            }
        }

        return ApiProblem.Conflict("name_taken", "There is a campaign with this name already.");
    }

    private static string CopyName(string name, int n)
    {
        string suffix = n == 1 ? " (2)" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $" ({n + 1})");
        return (name.Length > 200 - suffix.Length ? name[..(200 - suffix.Length)] : name) + suffix;
    }
}
