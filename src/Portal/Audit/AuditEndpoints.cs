using System.Globalization;
using System.Text.Json;
using CallCenter.Data.Audit;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Portal.Audit;

/// <summary>One entry as the API shows it.</summary>
/// <param name="Id">Its number: 1, 2, 3 without gaps.</param>
public sealed record AuditView(
    string Id, DateTimeOffset At, string Actor, string Action, string Subject, JsonElement Details, string RemoteAddress, string Hash);

/// <summary>Reads the audit log, newest first.</summary>
internal static class AuditEndpoints
{
    private const int LongestFilter = 200;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("audit", "Audit");
        api.MapGet("", ListAsync).RequirePermission(Permissions.AuditRead)
            .WithSummary("Audit log, newest first: ?actor, ?action (or a family such as \"user.\"), ?subject, ?from, ?to")
            .Produces<PagedResult<AuditView>>();
        api.MapGet("chain", ChainAsync).RequirePermission(Permissions.AuditRead)
            .WithSummary("Length and head of the chain, and how it was found when last checked").Produces<AuditChainView>();
        api.MapPost("chain", VerifyAsync).RequirePermission(Permissions.AuditRead).WithoutReplay()
            .WithSummary("Check the whole chain now").Produces<AuditChainView>();
    }

    private static async Task<IResult> ListAsync(
        Page page, string? actor, string? action, string? subject, DateTimeOffset? from, DateTimeOffset? to, AuditLog log, CancellationToken ct)
    {
        if (actor?.Length > LongestFilter || action?.Length > LongestFilter || subject?.Length > LongestFilter)
        {
            return ApiProblem.Invalid(("actor", $"at most {LongestFilter} characters."));
        }

        AuditFilter filter = new(Or(actor), Or(action), Or(subject), from, to);
        IReadOnlyList<AuditRecord> rows = await log.NewestAsync(filter, page.After, page.Limit + 1, ct);
        PagedResult<AuditRecord> cut = page.Of(rows, r => r.Seq.ToString(CultureInfo.InvariantCulture));
        return TypedResults.Ok(new PagedResult<AuditView>([.. cut.Items.Select(View)], cut.Next));
    }

    private static async Task<IResult> ChainAsync(AuditChain chain, CancellationToken ct) => TypedResults.Ok(await chain.StateAsync(ct));

    private static async Task<IResult> VerifyAsync(AuditChain chain, CancellationToken ct) => TypedResults.Ok(await chain.VerifyAsync(ct));

    private static string? Or(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static AuditView View(AuditRecord r)
    {
        using JsonDocument details = JsonDocument.Parse(r.Details);
        return new AuditView(
            r.Seq.ToString(CultureInfo.InvariantCulture), r.HappenedAt, r.Actor, r.ActionName, r.Subject, details.RootElement.Clone(), r.RemoteAddress, r.RowHash);
    }
}
