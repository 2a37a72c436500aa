using System.Globalization;
using System.Text.Json;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Domain.Numbers;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Lists;

/// <summary>A list to be made.</summary>
/// <param name="DefaultCountry">ISO 3166 country of numbers without a country code, for example "US".</param>
public sealed record ListRequest(string Name, string DefaultCountry);

/// <summary>A list as it is to be.</summary>
/// <param name="Archived">It is kept and not dialled.</param>
public sealed record ListEdit(string Name, string DefaultCountry, bool Archived);

/// <summary>A list.</summary>
/// <param name="Fields">Custom fields that uploads brought.</param>
/// <param name="Leads">Leads in it, those of unfinished uploads not counted.</param>
/// <param name="States">How many leads stand in each state; states without one are left out.</param>
/// <param name="CampaignIds">Campaigns that dial it.</param>
/// <param name="Version">For If-Match.</param>
public sealed record ListView(
    ListId Id,
    string Name,
    string DefaultCountry,
    IReadOnlyList<string> Fields,
    long Leads,
    IReadOnlyDictionary<string, long> States,
    IReadOnlyList<CampaignId> CampaignIds,
    DateTimeOffset? ArchivedAt,
    DateTimeOffset CreatedAt,
    int Version);

/// <summary>Lists.</summary>
internal static class ListEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder lists = endpoints.MapApi("lists", "Lists");
        lists.MapPost("", AddAsync).RequirePermission(Permissions.ListEdit).WithSummary("Add a list")
            .Produces<ListView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
        lists.MapGet("", PageAsync).RequirePermission(Permissions.ListRead).WithSummary("Lists with their leads by state; ?archived=true for all")
            .Produces<PagedResult<ListView>>();
        lists.MapGet("{id}", GetAsync).RequirePermission(Permissions.ListRead).WithSummary("One list")
            .Produces<ListView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        lists.MapPatch("{id}", EditAsync).RequirePermission(Permissions.ListEdit).WithSummary("Rename a list, or archive it: an archived list is not dialled (RFC 7396)")
            .Accepts<ListEdit>("application/json", "application/merge-patch+json")
            .Produces<ListView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        lists.MapDelete("{id}", RemoveAsync).RequirePermission(Permissions.ListEdit).WithSummary("Delete a list that was never used")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> AddAsync(
        ListRequest request, ListStore lists, CurrentUser asker, AuditWriter audit, TimeProvider time, CancellationToken ct)
    {
        (string name, string country) = (request.Name.Trim(), request.DefaultCountry.Trim().ToUpperInvariant());
        if (Fault(name, country) is { } fault)
        {
            return fault;
        }

        DateTimeOffset now = time.GetUtcNow();
        if (await lists.CreateAsync(name, country, asker.UserId, now, ct) is not { } id)
        {
            return NameTaken(name);
        }

        await audit.WriteAsync("list.create", $"list/{id}", new { name }, ct);
        return TypedResults.Created(
            $"{ApiConventions.Root}/lists/{id}", new ListView(id, name, country, [], 0, new Dictionary<string, long>(StringComparer.Ordinal), [], null, now, 1));
    }

    private static async Task<IResult> PageAsync(
        bool? archived, Page page, CurrentUser asker, AskerScope scope, ListStore lists, CampaignStore campaigns, CancellationToken ct)
    {
        PagedResult<LeadList> rows = page.Of(await lists.PageAsync(page.After ?? 0, archived == true, page.Limit + 1, ct), l => l.Id.ToString());
        IReadOnlySet<ListId>? seen = await scope.ListsAsync(asker, ct);
        LeadList[] shown = [.. rows.Items.Where(l => seen?.Contains(l.Id) != false)];
        return TypedResults.Ok(new PagedResult<ListView>(await ViewsAsync(shown, asker, lists, campaigns, ct), rows.Next));
    }

    private static async Task<IResult> GetAsync(
        Id<ListId> id, HttpContext context, CurrentUser asker, AskerScope scope, ListStore lists, CampaignStore campaigns, CancellationToken ct)
    {
        if (await lists.GetAsync(id, ct) is not { } list || !await scope.SeesAsync(asker, list.Id, ct))
        {
            return ApiProblem.NotFound("list");
        }

        context.Response.Headers.ETag = ETag(list);
        return TypedResults.Ok((await ViewsAsync([list], asker, lists, campaigns, ct))[0]);
    }

    private static async Task<IResult> EditAsync(
        Id<ListId> id,
        JsonElement patch,
        HttpContext context,
        CurrentUser asker,
        AskerScope scope,
        ListStore lists,
        CampaignStore campaigns,
        IDialerLink dialer,
        AuditWriter audit,
        TimeProvider time,
        CommandKey key,
        CancellationToken ct)
    {
        if (await lists.GetAsync(id, ct) is not { } list || !await scope.SeesAsync(asker, list.Id, ct))
        {
            return ApiProblem.NotFound("list");
        }

        ListEdit edit = MergePatch.Apply(new ListEdit(list.Name, list.DefaultCountry, list.ArchivedAt is not null), patch);
        (string name, string country) = (edit.Name.Trim(), edit.DefaultCountry.Trim().ToUpperInvariant());
        if (Fault(name, country) is { } fault)
        {
            return fault;
        }

        if (context.Request.Headers.IfMatch.ToString().Trim('"', ' ') is { Length: > 0 } text and not "*"
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int read) || read != list.Version))
        {
            return Changed;
        }

        Edited<LeadList> edited = await lists.UpdateAsync(list.Id, name, country, edit.Archived ? list.ArchivedAt ?? time.GetUtcNow() : null, list.Version, ct);
        if (edited.Value is not { } stored)
        {
            return edited.Outcome == EditOutcome.NameTaken ? NameTaken(name) : edited.Outcome == EditOutcome.NotFound ? ApiProblem.NotFound("list") : Changed;
        }

        await audit.WriteAsync("list.edit", $"list/{stored.Id}", new { name, country, edit.Archived }, ct);
        if (stored.ArchivedAt is null != list.ArchivedAt is null)
        {
            await dialer.SendAsync(new ListChanged(stored.Id) { CommandId = key.Value }, ct);
        }

        context.Response.Headers.ETag = ETag(stored);
        return TypedResults.Ok((await ViewsAsync([stored], asker, lists, campaigns, ct))[0]);
    }

    private static async Task<IResult> RemoveAsync(Id<ListId> id, CurrentUser asker, AskerScope scope, ListStore lists, AuditWriter audit, CancellationToken ct)
    {
        if (await lists.GetAsync(id, ct) is not { } list || !await scope.SeesAsync(asker, list.Id, ct))
        {
            return ApiProblem.NotFound("list");
        }

        if (!await lists.DeleteAsync(list.Id, ct))
        {
            return ApiProblem.Conflict("list_in_use", "The list was used: it has uploads, leads or a campaign. Archive it instead.");
        }

        await audit.WriteAsync("list.delete", $"list/{list.Id}", new { list.Name }, ct);
        return TypedResults.NoContent();
    }

    private static async Task<IReadOnlyList<ListView>> ViewsAsync(
        IReadOnlyList<LeadList> rows, CurrentUser asker, ListStore lists, CampaignStore campaigns, CancellationToken ct)
    {
        ILookup<ListId, LeadStateCount> counts = (await lists.StateCountsAsync([.. rows.Select(l => l.Id)], ct)).ToLookup(c => c.ListId);
        IReadOnlyList<Campaign> all = await campaigns.ListAsync(ct);
        return
        [
            .. rows.Select(l => new ListView(
                l.Id,
                l.Name,
                l.DefaultCountry,
                l.Fields,
                counts[l.Id].Sum(c => c.Count),
                counts[l.Id].ToDictionary(c => c.State.Word(), c => c.Count, StringComparer.Ordinal),
                [.. all.Where(c => c.ListIds.Contains(l.Id) && AskerScope.Sees(asker, c.Id)).Select(c => c.Id)],
                l.ArchivedAt,
                l.CreatedAt,
                l.Version)),
        ];
    }

    private static ApiProblem? Fault(string name, string country)
        => name.Length is 0 or > 200 || name.Any(char.IsControl) ? ApiProblem.Invalid(("name", "1 to 200 characters, no control characters."))
            : !PhoneNumbers.IsCountry(country) ? ApiProblem.Invalid(("defaultCountry", "the two letters of a country (ISO 3166), for example US, GB or CN."))
            : null;

    private static ApiProblem Changed => ApiProblem.Conflict("edited_meanwhile", "Somebody else changed this list: read it again.");

    private static ApiProblem NameTaken(string name) => ApiProblem.Conflict("name_taken", $"There is a list '{name}' already.");

    private static string ETag(LeadList list) => string.Create(CultureInfo.InvariantCulture, $"\"{list.Version}\"");
}
