using System.Text.Json;
using CallCenter.Data;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Dispositions;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>A disposition to be made.</summary>
/// <param name="Code">Stable word in API and exports: a letter, then letters, digits, hyphens, underscores.</param>
/// <param name="Meaning">contact, sale, refusal, callback, doNotCall, invalidNumber, final.</param>
/// <param name="Hotkey">One digit 1 to 9.</param>
/// <param name="RetryAfterSeconds">When the lead returns; only for dispositions that are not final.</param>
/// <param name="CampaignId">Absent: for every campaign.</param>
public sealed record DispositionRequest(
    string Code, string Name, IReadOnlyList<string>? Meaning = null, string? Hotkey = null, long? RetryAfterSeconds = null, CampaignId? CampaignId = null);

/// <summary>A disposition as it should be: RFC 7396, what is absent stays, null clears.</summary>
/// <param name="Archived">True: no longer offered; calls that have it keep it.</param>
public sealed record DispositionEdit(
    string Name, IReadOnlyList<string> Meaning, string? Hotkey, long? RetryAfterSeconds, bool Archived);

/// <summary>The order on the agent's screen.</summary>
public sealed record DispositionOrder(IReadOnlyList<DispositionId> Ids);

/// <summary>A disposition.</summary>
/// <param name="BuiltIn">Came with the program: its code and meaning stay, and it is not archived.</param>
/// <param name="Version">For If-Match; also the ETag.</param>
public sealed record DispositionView(
    DispositionId Id,
    string Code,
    string Name,
    IReadOnlyList<string> Meaning,
    string? Hotkey,
    long? RetryAfterSeconds,
    CampaignId? CampaignId,
    int Position,
    bool BuiltIn,
    bool Archived,
    int Version);

/// <summary>The verdicts that agents may choose.</summary>
internal static class DispositionEndpoints
{
    private static readonly DispositionMeaning[] _meanings = [.. Enum.GetValues<DispositionMeaning>().Where(m => m != DispositionMeaning.None)];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("dispositions", "Dispositions");
        api.MapGet("", ListAsync).RequirePermission(Permissions.DispositionRead).WithSummary("Dispositions of every campaign, and those of ?campaignId; with ?all=true everyone's, archived ones too")
            .Produces<PagedResult<DispositionView>>();
        api.MapPost("", AddAsync).RequirePermission(Permissions.DispositionEdit).WithSummary("Add a disposition")
            .Produces<DispositionView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapPatch("{id}", EditAsync).RequirePermission(Permissions.DispositionEdit).WithSummary("Change or archive a disposition (RFC 7396)")
            .Accepts<DispositionEdit>("application/json", "application/merge-patch+json")
            .Produces<DispositionView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapPut("order", OrderAsync).RequirePermission(Permissions.DispositionEdit).WithSummary("Order on the agent's screen")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(Id<CampaignId>? campaignId, bool? all, CurrentUser asker, DispositionStore dispositions, CancellationToken ct)
    {
        IEnumerable<Disposition> found = all == true ? await dispositions.EveryAsync(ct) : await dispositions.ListAsync(campaignId?.Value, ct);

        // An agent's scope holds the own calls only; which verdicts there are is nobody's secret.
        return TypedResults.Ok(new PagedResult<DispositionView>(
            [.. found.Where(d => d.CampaignId is null || !asker.Scope.LimitedToCampaigns || asker.Scope.Campaigns.Contains(d.CampaignId.Value)).Select(View)], null));
    }

    private static async Task<IResult> AddAsync(
        DispositionRequest request, CurrentUser asker, CampaignStore campaigns, DispositionStore dispositions, AuditWriter audit, TimeProvider time, CancellationToken ct)
    {
        List<(string, string)> faults = [];
        (DispositionMeaning meaning, string? unknown) = Meaning(request.Meaning ?? []);
        if (unknown is not null)
        {
            faults.Add(("meaning", $"'{unknown}' is none of {string.Join(", ", _meanings.Select(m => m.Word()))}."));
        }

        if (request.Code.Length is 0 or > 50 || !char.IsAsciiLetter(request.Code[0]) || !request.Code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
        {
            faults.Add(("code", "1 to 50 letters, digits, hyphens or underscores, the first one a letter."));
        }

        Check(request.Name, request.Hotkey, request.RetryAfterSeconds, meaning, faults);

        if (request.CampaignId is { } campaign && (!AskerScope.Sees(asker, campaign) || await campaigns.GetAsync(campaign, ct) is null))
        {
            faults.Add(("campaignId", $"there is no campaign {campaign}."));
        }

        if (faults.Count > 0)
        {
            return ApiProblem.Invalid([.. faults]);
        }

        Edited<Disposition> made = await dispositions.CreateAsync(
            new Disposition(
                default,
                request.Code,
                request.Name.Trim(),
                meaning,
                request.Hotkey is null ? null : request.Hotkey[0],
                request.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                request.CampaignId) { Position = await LastAsync(dispositions, request.CampaignId, ct) },
            time.GetUtcNow(),
            ct);
        if (made.Value is not { } disposition)
        {
            return ApiProblem.Conflict("name_taken", $"There is a disposition '{request.Code}' already.");
        }

        await audit.WriteAsync("disposition.create", $"disposition/{disposition.Id}", new { disposition.Code }, ct);
        return TypedResults.Created((string?)null, View(disposition));
    }

    private static async Task<IResult> EditAsync(
        Id<DispositionId> id,
        JsonElement patch,
        CurrentUser asker,
        DispositionStore dispositions,
        AuditWriter audit,
        TimeProvider time,
        HttpContext context,
        CancellationToken ct)
    {
        if (await dispositions.GetAsync(id, ct) is not { } known || !Sees(asker, known))
        {
            return ApiProblem.NotFound("disposition");
        }

        DispositionView before = View(known);
        DispositionEdit edit = MergePatch.Apply(new DispositionEdit(before.Name, before.Meaning, before.Hotkey, before.RetryAfterSeconds, before.Archived), patch);
        List<(string, string)> faults = [];
        (DispositionMeaning meaning, string? unknown) = Meaning(edit.Meaning);
        if (unknown is not null)
        {
            faults.Add(("meaning", $"'{unknown}' is none of {string.Join(", ", _meanings.Select(m => m.Word()))}."));
        }

        Check(edit.Name, edit.Hotkey, edit.RetryAfterSeconds, meaning, faults);
        if (faults.Count > 0)
        {
            return ApiProblem.Invalid([.. faults]);
        }

        if (known.BuiltIn && (meaning != known.Meaning || edit.Archived))
        {
            return ApiProblem.Conflict("built_in", "A built-in disposition keeps its meaning and stays; its name, key, order and delay can be changed.");
        }

        Edited<Disposition> edited = await dispositions.UpdateAsync(
            known with
            {
                Name = edit.Name.Trim(),
                Meaning = meaning,
                Hotkey = edit.Hotkey is { Length: 1 } key ? key[0] : null,
                RetryAfter = edit.RetryAfterSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                ArchivedAt = edit.Archived ? known.ArchivedAt ?? time.GetUtcNow() : null,
                Version = RowVersion.Expected(context.Request, patch) ?? known.Version,
            },
            ct);
        if (edited.Value is not { } stored)
        {
            return edited.Outcome == EditOutcome.VersionConflict
                ? ApiProblem.Conflict("edited_meanwhile", "Somebody else changed this disposition: read it again.")
                : ApiProblem.NotFound("disposition");
        }

        await audit.WriteAsync("disposition.edit", $"disposition/{id}", new { fields = patch.EnumerateObject().Select(p => p.Name).ToArray() }, ct);
        RowVersion.Tag(context, stored.Version);
        return TypedResults.Ok(View(stored));
    }

    private static async Task<IResult> OrderAsync(
        DispositionOrder order, CurrentUser asker, DispositionStore dispositions, AuditWriter audit, CancellationToken ct)
    {
        HashSet<DispositionId> seen = [.. (await dispositions.EveryAsync(ct)).Where(d => Sees(asker, d)).Select(d => d.Id)];
        if (order.Ids.Count > 500 || order.Ids.Distinct().Count() != order.Ids.Count || !order.Ids.All(seen.Contains))
        {
            return ApiProblem.NotFound("disposition");
        }

        await dispositions.OrderAsync(order.Ids, ct);
        await audit.WriteAsync("disposition.order", "dispositions", null, ct);
        return TypedResults.NoContent();
    }

    private static bool Sees(CurrentUser asker, Disposition d) => d.CampaignId is not { } campaign || AskerScope.Sees(asker, campaign);

    // Once somebody has put them in order, a new one comes last.
    private static async Task<int> LastAsync(DispositionStore dispositions, CampaignId? campaign, CancellationToken ct)
        => (await dispositions.EveryAsync(ct)).Where(d => d.CampaignId == campaign).Select(d => d.Position).DefaultIfEmpty(0).Max() is > 0 and var last ? last + 1 : 0;

    private static void Check(string name, string? hotkey, long? retryAfter, DispositionMeaning meaning, List<(string, string)> faults)
    {
        if (name.Trim().Length is 0 or > 200 || name.Any(char.IsControl))
        {
            faults.Add(("name", "1 to 200 characters, no control characters."));
        }

        if (hotkey is not null && (hotkey.Length != 1 || hotkey[0] is < '1' or > '9'))
        {
            faults.Add(("hotkey", "one digit from 1 to 9."));
        }

        if (retryAfter is { } retry && (retry is < 0 or > 366L * 86400 || meaning.HasFlag(DispositionMeaning.Final)))
        {
            faults.Add(("retryAfterSeconds", "0 to a year, and not with a final disposition."));
        }
    }

    private static (DispositionMeaning Meaning, string? Unknown) Meaning(IReadOnlyList<string> words)
    {
        DispositionMeaning meaning = DispositionMeaning.None;
        foreach (string word in words)
        {
            DispositionMeaning found = Array.Find(_meanings, m => m.Word().Equals(word, StringComparison.Ordinal));
            if (found == DispositionMeaning.None)
            {
                return (meaning, word);
            }

            meaning |= found;
        }

        return (meaning, null);
    }

    private static DispositionView View(Disposition d) => new(
        d.Id,
        d.Code,
        d.Name,
        [.. _meanings.Where(m => d.Meaning.HasFlag(m)).Select(m => m.Word())],
        d.Hotkey?.ToString(),
        d.RetryAfter is { } retry ? (long)retry.TotalSeconds : null,
        d.CampaignId,
        d.Position,
        d.BuiltIn,
        d.ArchivedAt is not null,
        d.Version);
}
