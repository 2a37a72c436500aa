using System.Globalization;
using CallCenter.Contracts;
using CallCenter.Data.Customers;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Domain.Numbers;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Lists;

/// <summary>A lead.</summary>
/// <param name="Number">The number that is dialled next.</param>
/// <param name="State">"staged" while its upload is not complete, else where it stands in its dialling life.</param>
public sealed record LeadView(
    LeadId Id,
    ListId ListId,
    CustomerId CustomerId,
    string Name,
    string Company,
    string Number,
    UploadId? UploadId,
    string State,
    int Priority,
    int Attempts,
    DateTimeOffset NextAt,
    CallOutcome? LastOutcome,
    string? LastDisposition,
    DateTimeOffset? LastAttemptAt,
    IReadOnlyDictionary<string, string> Custom,
    LeadCustomerView? Customer = null);

/// <summary>A lead's customer, as its own page shows it.</summary>
public sealed record LeadCustomerView(
    string FirstName,
    string LastName,
    string? Email,
    string? Language,
    string? TimeZone,
    string? Segment,
    string? Owner,
    string? ExternalId,
    string? Note,
    IReadOnlyList<LeadNumberView> Numbers);

/// <summary>A customer's number.</summary>
public sealed record LeadNumberView(string Number, string Type, IReadOnlyList<string> TimeZones, bool Valid);

/// <summary>Reasons, for the "why" panels.</summary>
public sealed record WhyView(IReadOnlyList<WhyReason> Reasons);

/// <summary>Leads.</summary>
internal static class LeadEndpoints
{
    private static readonly WhyReason _archived = new("listArchived", "Its list is archived: nothing of it is dialled.", 1, "Take the list out of the archive.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapApi("lists", "Leads").MapGet("{id}/leads", PageAsync).RequirePermission(Permissions.LeadRead)
            .WithSummary("Leads of a list; ?state, and ?q for the beginning of a name, company, external id or number")
            .Produces<PagedResult<LeadView>>().ProducesProblemCode(StatusCodes.Status404NotFound);
        RouteGroupBuilder leads = endpoints.MapApi("leads", "Leads");
        leads.MapGet("", SearchAsync).RequirePermission(Permissions.LeadRead)
            .WithSummary("Leads of all lists by ?q: the beginning of a name, company, external id or number; ?country of numbers without a code")
            .Produces<PagedResult<LeadView>>();
        leads.MapGet("{id}", GetAsync).RequirePermission(Permissions.LeadRead).WithSummary("One lead with its customer")
            .Produces<LeadView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        leads.MapGet("{id}/why", WhyAsync).RequirePermission(Permissions.LeadRead).WithSummary("Why a lead is or is not being dialled")
            .Produces<WhyView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> PageAsync(
        Id<ListId> id, [FromQuery(Name = "state")] string? stateText, string? q, Page page, CurrentUser asker, AskerScope scope, ListStore lists, LeadBrowser leads, CancellationToken ct)
    {
        if (await lists.GetAsync(id, ct) is not { } list || !await scope.SeesAsync(asker, list.Id, ct))
        {
            return ApiProblem.NotFound("list");
        }

        LeadState? state = StateOf(stateText);
        if (LeadSearchText.Read(q, list.DefaultCountry) is { } search)
        {
            return Answer(asker, page, await leads.SearchAsync(list.Id, null, state, search.Text, search.Number, page.After ?? 0, page.Limit + 1, ct), l => l.Id.Value);
        }

        return Answer(asker, page, await leads.PageAsync(list.Id, page.After ?? 0, state, page.Limit + 1, ct), l => LeadBrowser.KeyOf(l, state));
    }

    private static async Task<IResult> SearchAsync(
        string? q, string? country, [FromQuery(Name = "state")] string? stateText, Page page, CurrentUser asker, AskerScope scope, LeadBrowser leads, CancellationToken ct)
    {
        string home = country?.Trim().ToUpperInvariant() is { Length: 2 } given && PhoneNumbers.IsCountry(given) ? given : "US";
        if (LeadSearchText.Read(q, home) is not { Text.Length: > 1 } search)
        {
            return ApiProblem.Invalid(("q", "at least two characters of a name, company, external id or number."));
        }

        LeadState? state = StateOf(stateText);
        return Answer(
            asker, page, await leads.SearchAsync(null, await scope.ListsAsync(asker, ct), state, search.Text, search.Number, page.After ?? 0, page.Limit + 1, ct), l => l.Id.Value);
    }

    /// <summary>A state by its word, as answers write it.</summary>
    private static LeadState? StateOf(string? text)
        => string.IsNullOrEmpty(text) ? null
            : Array.Find(Enum.GetValues<LeadState>(), s => s.Word().Equals(text, StringComparison.OrdinalIgnoreCase)) is var state && state.Word().Equals(text, StringComparison.OrdinalIgnoreCase)
                ? state
                : throw new BadHttpRequestException($"state: one of {string.Join(", ", Enum.GetValues<LeadState>().Select(s => s.Word()))}.");

    private static Microsoft.AspNetCore.Http.HttpResults.Ok<PagedResult<LeadView>> Answer(CurrentUser asker, Page page, IReadOnlyList<LeadRow> found, Func<LeadRow, long> key)
    {
        PagedResult<LeadRow> rows = page.Of(found, l => key(l).ToString(CultureInfo.InvariantCulture));
        return TypedResults.Ok(new PagedResult<LeadView>([.. rows.Items.Select(l => View(asker, l))], rows.Next));
    }

    private static async Task<IResult> GetAsync(
        Id<LeadId> id, CurrentUser asker, AskerScope scope, LeadBrowser leads, CustomerStore customers, CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, leads, ct) is not { } lead)
        {
            return ApiProblem.NotFound("lead");
        }

        LeadView view = View(asker, lead);
        return TypedResults.Ok(await customers.GetAsync(lead.CustomerId, ct) is { } customer ? view with { Customer = View(asker, customer) } : view);
    }

    private static async Task<IResult> WhyAsync(
        Id<LeadId> id, CurrentUser asker, AskerScope scope, LeadBrowser leads, ListStore lists, IDialerLink dialer, CancellationToken ct)
    {
        if (await FindAsync(id, asker, scope, leads, ct) is not { } lead)
        {
            return ApiProblem.NotFound("lead");
        }

        bool archived = (await lists.GetAsync(lead.ListId, ct))?.ArchivedAt is not null;
        return await dialer.AskAsync<WhyReply>(
            new GetLeadWhy(lead.Id), reply => TypedResults.Ok(new WhyView(archived ? [_archived, .. reply.Reasons] : reply.Reasons)), ct);
    }

    private static async Task<LeadRow?> FindAsync(LeadId id, CurrentUser asker, AskerScope scope, LeadBrowser leads, CancellationToken ct)
        => await leads.GetAsync(id, ct) is { } lead && await scope.SeesAsync(asker, lead.ListId, ct) ? lead : null;

    private static LeadView View(CurrentUser asker, LeadRow l) => new(
        l.Id,
        l.ListId,
        l.CustomerId,
        l.FullName,
        l.Company,
        Masking.Number(asker, l.Number),
        l.UploadId,
        l.Staged ? "staged" : l.State.Word(),
        l.Priority,
        l.Attempts,
        l.NextAt,
        l.LastOutcome,
        l.LastDisposition,
        l.LastAttemptAt,
        l.Custom);

    private static LeadCustomerView View(CurrentUser asker, Customer c) => new(
        c.FirstName,
        c.LastName,
        Masking.Email(asker, c.Email),
        c.Language,
        c.TimeZone,
        c.Segment,
        c.Owner,
        c.ExternalId,
        c.Note,
        [.. c.Numbers.Select(n => new LeadNumberView(Masking.Number(asker, n.Number), n.Type, n.TimeZones, n.Valid))]);
}
