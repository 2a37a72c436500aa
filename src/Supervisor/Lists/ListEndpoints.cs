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

/// <summary>A list.</summary>
/// <param name="Fields">Custom fields that uploads brought.</param>
/// <param name="Leads">Leads in it, those of unfinished uploads not counted.</param>
public sealed record ListView(ListId Id, string Name, string DefaultCountry, IReadOnlyList<string> Fields, long Leads, DateTimeOffset CreatedAt);

/// <summary>Lists.</summary>
internal static class ListEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder lists = endpoints.MapApi("lists", "Lists");
        lists.MapPost("", AddAsync).RequirePermission(Permissions.ListEdit).WithSummary("Add a list")
            .Produces<ListView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
        lists.MapGet("", PageAsync).RequirePermission(Permissions.ListRead).WithSummary("Lists").Produces<PagedResult<ListView>>();
        lists.MapGet("{id}", GetAsync).RequirePermission(Permissions.ListRead).WithSummary("One list")
            .Produces<ListView>().ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AddAsync(
        ListRequest request, ListStore lists, CurrentUser asker, AuditWriter audit, TimeProvider time, CancellationToken ct)
    {
        string name = request.Name.Trim();
        string country = request.DefaultCountry.Trim().ToUpperInvariant();
        if (name.Length is 0 or > 200 || name.Any(char.IsControl))
        {
            return ApiProblem.Invalid(("name", "1 to 200 characters, no control characters."));
        }

        if (!PhoneNumbers.IsCountry(country))
        {
            return ApiProblem.Invalid(("defaultCountry", "the two letters of a country (ISO 3166), for example US, GB or CN."));
        }

        DateTimeOffset now = time.GetUtcNow();
        if (await lists.CreateAsync(name, country, asker.UserId, now, ct) is not { } id)
        {
            return ApiProblem.Conflict("name_taken", $"There is a list '{name}' already.");
        }

        await audit.WriteAsync("list.create", $"list/{id}", new { name }, ct);
        return TypedResults.Created($"{ApiConventions.Root}/lists/{id}", new ListView(id, name, country, [], 0, now));
    }

    private static async Task<IResult> PageAsync(Page page, CurrentUser asker, AskerScope scope, ListStore lists, CancellationToken ct)
    {
        PagedResult<LeadList> rows = page.Of(await lists.PageAsync(page.After ?? 0, page.Limit + 1, ct), l => l.Id.ToString());
        IReadOnlySet<ListId>? seen = await scope.ListsAsync(asker, ct);
        return TypedResults.Ok(new PagedResult<ListView>([.. rows.Items.Where(l => seen?.Contains(l.Id) != false).Select(View)], rows.Next));
    }

    private static async Task<IResult> GetAsync(Id<ListId> id, CurrentUser asker, AskerScope scope, ListStore lists, CancellationToken ct)
        => await lists.GetAsync(id, ct) is { } list && await scope.SeesAsync(asker, list.Id, ct)
            ? TypedResults.Ok(View(list))
            : ApiProblem.NotFound("list");

    private static ListView View(LeadList l) => new(l.Id, l.Name, l.DefaultCountry, l.Fields, l.Leads, l.CreatedAt);
}
