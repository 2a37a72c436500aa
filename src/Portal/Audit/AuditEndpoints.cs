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
    public static void Map(IEndpointRouteBuilder endpoints)
        => endpoints.MapApi("audit", "Audit").MapGet("", ListAsync)
            .RequirePermission(Permissions.AuditRead)
            .WithSummary("Audit log, newest first")
            .Produces<PagedResult<AuditView>>();

    private static async Task<IResult> ListAsync(Page page, AuditLog log, CancellationToken ct)
    {
        IReadOnlyList<AuditRecord> rows = await log.NewestAsync(page.After, page.Limit + 1, ct);
        PagedResult<AuditRecord> cut = page.Of(rows, r => r.Seq.ToString(CultureInfo.InvariantCulture));
        return TypedResults.Ok(new PagedResult<AuditView>([.. cut.Items.Select(View)], cut.Next));
    }

    private static AuditView View(AuditRecord r)
    {
        using JsonDocument details = JsonDocument.Parse(r.Details);
        return new AuditView(
            r.Seq.ToString(CultureInfo.InvariantCulture), r.HappenedAt, r.Actor, r.ActionName, r.Subject, details.RootElement.Clone(), r.RemoteAddress, r.RowHash);
    }
}
