using System.Globalization;
using System.Text.Json.Serialization;
using CallCenter.Contracts;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Compliance;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using CallCenter.Supervisor.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Compliance;

/// <summary>Numbers not to call: one of number, numbers and prefix.</summary>
/// <param name="Prefix">Every number that begins with it: a plus sign and 1 to 14 digits.</param>
/// <param name="CampaignId">Absent: the whole company.</param>
/// <param name="Country">Of numbers without a country code; US when absent.</param>
public sealed record DoNotCallRequest(
    string? Number = null, IReadOnlyList<string>? Numbers = null, string? Prefix = null, CampaignId? CampaignId = null, string? Reason = null, string? Country = null);

/// <summary>An entry.</summary>
public sealed record DoNotCallView(
    string Id, string Number, DoNotCallKind Kind, CampaignId? CampaignId, string Source, string? Reason, CallId? CallId, DateTimeOffset CreatedAt);

/// <summary>What became of a request.</summary>
/// <param name="Added">How many entries were new; the others were there already.</param>
/// <param name="Items">With one number or prefix: its entry.</param>
public sealed record DoNotCallAnswer(
    int Added, int Total, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<DoNotCallView>? Items);

/// <summary>The do-not-call list. A change reaches the Dialer at once (hardening H-C2).</summary>
internal static class DoNotCallEndpoints
{
    private const int MaxNumbers = 10_000;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("dnc", "Do-not-call");
        api.MapGet("", ListAsync).RequirePermission(Permissions.DncRead).WithSummary("Do-not-call entries: all, or those that block ?number, prefixes included")
            .Produces<PagedResult<DoNotCallView>>();
        api.MapPost("", AddAsync).RequirePermission(Permissions.DncEdit).WithBodyLimit(1 << 20).WithSummary("Add one number, many, or a prefix")
            .Produces<DoNotCallAnswer>(StatusCodes.Status201Created);
        api.MapDelete("{id:long}", RemoveAsync).RequirePermission(Permissions.DncEdit).WithSummary("Remove an entry")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapDelete("", RemoveNumberAsync).RequirePermission(Permissions.DncEdit).WithSummary("Remove the entries of ?number")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(string? number, Page page, CurrentUser asker, DoNotCallStore entries, NumberReader numbers, CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(number))
        {
            IReadOnlyList<DoNotCallEntry> blocking = await entries.BlockingAsync(Normalise(number, "US", numbers) ?? number.Trim(), ct);
            return TypedResults.Ok(new PagedResult<DoNotCallView>([.. blocking.Select(e => View(asker, e))], null));
        }

        PagedResult<DoNotCallEntry> rows = page.Of(
            await entries.ListAsync(page.After ?? 0, null, page.Limit + 1, ct), e => e.Id.ToString(CultureInfo.InvariantCulture));
        return TypedResults.Ok(new PagedResult<DoNotCallView>([.. rows.Items.Select(e => View(asker, e))], rows.Next));
    }

    private static async Task<IResult> AddAsync(
        DoNotCallRequest request,
        CurrentUser asker,
        CampaignStore campaigns,
        DoNotCallStore entries,
        NumberReader numbers,
        IDialerLink dialer,
        AuditWriter audit,
        TimeProvider time,
        CommandKey key,
        CancellationToken ct)
    {
        (List<(string Number, DoNotCallKind Kind)> wanted, List<(string, string)> faults) = Read(request, numbers);
        if (request.CampaignId is { } campaign && (!AskerScope.Sees(asker, campaign) || await campaigns.GetAsync(campaign, ct) is null))
        {
            faults.Add(("campaignId", $"there is no campaign {campaign}."));
        }

        if (faults.Count > 0)
        {
            return ApiProblem.Invalid([.. faults.Take(50)]);
        }

        DateTimeOffset now = time.GetUtcNow();
        DoNotCallEntry[] made =
        [
            .. wanted.Distinct().Select(w => new DoNotCallEntry
            {
                Number = w.Number,
                Kind = w.Kind,
                Campaign = request.CampaignId,
                Source = "api",
                Reason = request.Reason,
                CreatedBy = asker.UserId,
                CreatedAt = now,
            }),
        ];
        DoNotCallAnswer answer;
        if (made.Length == 1)
        {
            (DoNotCallEntry entry, bool added) = await entries.AddAsync(made[0], ct);
            answer = new DoNotCallAnswer(added ? 1 : 0, 1, [View(asker, entry)]);
        }
        else
        {
            answer = new DoNotCallAnswer(await entries.AddManyAsync(made, ct), made.Length, null);
        }

        await dialer.SendAsync(new DoNotCallChanged([.. made.Select(e => e.Number)]) { CommandId = key.Value }, ct);
        await audit.WriteAsync("dnc.add", "dnc", new { answer.Added, answer.Total, numbers = made.Take(20).Select(e => Last4(e.Number)).ToArray() }, ct);
        return TypedResults.Created((string?)null, answer);
    }

    private static async Task<IResult> RemoveAsync(long id, DoNotCallStore entries, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct)
    {
        if (await entries.GetAsync(id, ct) is not { } entry || !await entries.RemoveAsync(id, ct))
        {
            return ApiProblem.NotFound("do-not-call entry");
        }

        await TellAsync([entry], dialer, audit, key, ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> RemoveNumberAsync(
        string? number, DoNotCallStore entries, NumberReader numbers, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(number))
        {
            return ApiProblem.Invalid(("number", "is required."));
        }

        // A plus sign in a query arrives as a blank when the sender did not escape it.
        string text = number[0] == ' ' ? "+" + number.Trim() : number.Trim();
        IReadOnlyList<DoNotCallEntry> found = await entries.ListAsync(0, Normalise(text, "US", numbers) ?? text, 500, ct);
        if (found.Count == 0)
        {
            return ApiProblem.NotFound("do-not-call entry");
        }

        foreach (DoNotCallEntry entry in found)
        {
            await entries.RemoveAsync(entry.Id, ct);
        }

        await TellAsync(found, dialer, audit, key, ct);
        return TypedResults.NoContent();
    }

    private static async Task TellAsync(IReadOnlyList<DoNotCallEntry> removed, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct)
    {
        await dialer.SendAsync(new DoNotCallChanged([.. removed.Select(e => e.Number)]) { CommandId = key.Value }, ct);
        await audit.WriteAsync("dnc.remove", "dnc", new { numbers = removed.Select(e => Last4(e.Number)).ToArray() }, ct);
    }

    private static (List<(string, DoNotCallKind)> Wanted, List<(string, string)> Faults) Read(DoNotCallRequest request, NumberReader numbers)
    {
        List<(string, DoNotCallKind)> wanted = [];
        List<(string, string)> faults = [];
        int given = (request.Number is null ? 0 : 1) + (request.Numbers is null ? 0 : 1) + (request.Prefix is null ? 0 : 1);
        if (given != 1)
        {
            faults.Add(("number", "send exactly one of number, numbers and prefix."));
            return (wanted, faults);
        }

        if (request.Reason is { Length: > 400 })
        {
            faults.Add(("reason", "at most 400 characters."));
        }

        if (request.Prefix is { } prefix)
        {
            string text = prefix.Trim();
            if (text.Length is < 2 or > 15 || text[0] != '+' || text.AsSpan(1).IndexOfAnyExceptInRange('0', '9') >= 0)
            {
                faults.Add(("prefix", "a plus sign and 1 to 14 digits."));
            }

            wanted.Add((text, DoNotCallKind.Prefix));
            return (wanted, faults);
        }

        IReadOnlyList<string> all = request.Numbers ?? [request.Number!];
        if (all.Count is 0 or > MaxNumbers)
        {
            faults.Add(("numbers", $"1 to {MaxNumbers} numbers."));
            return (wanted, faults);
        }

        for (int i = 0; i < all.Count; i++)
        {
            if (Normalise(all[i], request.Country?.ToUpperInvariant() ?? "US", numbers) is { } number)
            {
                wanted.Add((number, DoNotCallKind.Number));
            }
            else
            {
                faults.Add((request.Numbers is null ? "number" : string.Create(CultureInfo.InvariantCulture, $"numbers[{i}]"), "is no telephone number."));
            }
        }

        return (wanted, faults);
    }

    private static string? Normalise(string raw, string country, NumberReader numbers) => DoNotCallNumbers.Number(raw, country, numbers);

    private static string Last4(string number) => number.Length <= 4 ? number : "*" + number[^4..];

    private static DoNotCallView View(CurrentUser asker, DoNotCallEntry e) => new(
        e.Id.ToString(CultureInfo.InvariantCulture), Masking.Number(asker, e.Number), e.Kind, e.Campaign, e.Source, e.Reason, e.Call, e.CreatedAt);
}
