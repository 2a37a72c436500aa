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

/// <summary>A disposition.</summary>
public sealed record DispositionView(
    DispositionId Id, string Code, string Name, IReadOnlyList<string> Meaning, string? Hotkey, long? RetryAfterSeconds, CampaignId? CampaignId);

/// <summary>The verdicts that agents may choose.</summary>
internal static class DispositionEndpoints
{
    private static readonly DispositionMeaning[] _meanings = [.. Enum.GetValues<DispositionMeaning>().Where(m => m != DispositionMeaning.None)];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("dispositions", "Dispositions");
        api.MapGet("", ListAsync).RequirePermission(Permissions.DispositionRead).WithSummary("Dispositions of every campaign, and those of ?campaignId")
            .Produces<PagedResult<DispositionView>>();
        api.MapPost("", AddAsync).RequirePermission(Permissions.DispositionEdit).WithSummary("Add a disposition")
            .Produces<DispositionView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ListAsync(Id<CampaignId>? campaignId, DispositionStore dispositions, CancellationToken ct)
        => TypedResults.Ok(new PagedResult<DispositionView>([.. (await dispositions.ListAsync(campaignId?.Value, ct)).Select(View)], null));

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

        if (request.Name.Trim().Length is 0 or > 200 || request.Name.Any(char.IsControl))
        {
            faults.Add(("name", "1 to 200 characters, no control characters."));
        }

        if (request.Hotkey is { } key && (key.Length != 1 || key[0] is < '1' or > '9'))
        {
            faults.Add(("hotkey", "one digit from 1 to 9."));
        }

        if (request.RetryAfterSeconds is { } retry && (retry is < 0 or > 366L * 86400 || meaning.HasFlag(DispositionMeaning.Final)))
        {
            faults.Add(("retryAfterSeconds", "0 to a year, and not with a final disposition."));
        }

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
                request.CampaignId),
            time.GetUtcNow(),
            ct);
        if (made.Value is not { } disposition)
        {
            return ApiProblem.Conflict("name_taken", $"There is a disposition '{request.Code}' already.");
        }

        await audit.WriteAsync("disposition.create", $"disposition/{disposition.Id}", new { disposition.Code }, ct);
        return TypedResults.Created((string?)null, View(disposition));
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
        d.CampaignId);
}
