using CallCenter.AgentConsole.ScreenPops;
using CallCenter.Contracts.Desk;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.AgentConsole.Desk;

/// <summary>The desk and a call's screen for programs, which need no hub to read them once.</summary>
internal static class DeskEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("desk", ReadAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Everything my desk shows now").Produces<DeskSnapshot>();
        api.MapGet("calls/{id}/pop", PopAsync).RequirePermission(Permissions.AgentWork)
            .WithSummary("Who my call is with: customer, reason, history, fields, dispositions, notes")
            .Produces<ScreenPop>().ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReadAsync(CurrentUser user, DeskFeeds feeds, CancellationToken ct)
        => TypedResults.Ok(await feeds.AskAsync(user.Agent(), ct));

    private static async Task<IResult> PopAsync(Guid id, CurrentUser user, DeskFeeds feeds, ScreenPopReader pops, CancellationToken ct)
    {
        CallId call = CallId.From(id);

        // The row names its agent a moment after the bridge: until then the desk knows.
        ScreenPop? pop = await pops.ReadOwnAsync(call, user.Agent(), ct) ?? (await feeds.AskAsync(user.Agent(), ct)).Pop;
        return pop?.Call == call ? TypedResults.Ok(pop) : ApiProblem.NotFound("call of yours");
    }
}
