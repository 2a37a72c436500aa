using CallCenter.Contracts;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>What is wrong right now, for people who can do something about it.</summary>
internal static class AlarmEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
        => endpoints.MapApi("alarms", "Live board").MapGet("", ListAsync)
            .RequirePermission(Permissions.CampaignWatch)
            .WithSummary("Alarms that are on now: recordings, database, trunks")
            .Produces<PagedResult<Alarm>>();

    private static Task<IResult> ListAsync(IDialerLink dialer, CancellationToken ct)
        => dialer.AskAsync<DialerHealthReply>(new GetDialerHealth(), h => TypedResults.Ok(new PagedResult<Alarm>(h.Alarms, null)), ct);
}
