using CallCenter.Contracts;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>A supervisor's orders to agents of the own teams (S3). Each is in the audit log, also when the Dialer refused it.</summary>
internal static class AgentOrderEndpoints
{
    private const int LongestReason = 100;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("agents/{id}", "Live board").RequirePermission(Permissions.AgentDirect);
        api.MapPut("state", SetAsync).WithSummary("Makes an agent ready or paused; in a call the wish is kept until after wrap-up")
            .Produces(StatusCodes.Status204NoContent);
        api.MapDelete("session", EndAsync).WithSummary("Signs an agent off; a call in progress is ended first")
            .Produces(StatusCodes.Status204NoContent);
        api.MapPost("calls/{call:guid}/hangup", HangUpAsync).WithSummary("Ends an agent's call")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static Task<IResult> SetAsync(
        Id<UserId> id, AgentOrder order, CurrentUser asker, UserStore users, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct)
    {
        if (order.State is not (AgentState.Ready or AgentState.Paused))
        {
            return Task.FromResult<IResult>(ApiProblem.Invalid(("state", "one of ready, paused.")));
        }

        if (order.Reason is { } reason && (reason.Length > LongestReason || reason.Any(char.IsControl)))
        {
            return Task.FromResult<IResult>(ApiProblem.Invalid(("reason", $"at most {LongestReason} characters, no control characters.")));
        }

        SetAgentState set = new(id, order.State, order.Reason) { CommandId = key.Value };
        return OrderAsync(id, set, order.State == AgentState.Ready ? "agent.ready" : "agent.pause", order.Reason, asker, users, dialer, audit, ct);
    }

    private static Task<IResult> EndAsync(
        Id<UserId> id, CurrentUser asker, UserStore users, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct)
        => OrderAsync(id, new EndAgentSession(id) { CommandId = key.Value }, "agent.signOff", null, asker, users, dialer, audit, ct);

    private static Task<IResult> HangUpAsync(
        Id<UserId> id, Guid call, CurrentUser asker, UserStore users, IDialerLink dialer, AuditWriter audit, CommandKey key, CancellationToken ct)
        => OrderAsync(id, new HangUpCall(id, new CallId(call)) { CommandId = key.Value }, "call.end", call.ToString(), asker, users, dialer, audit, ct);

    private static async Task<IResult> OrderAsync(
        UserId agent, DialerCommand command, string action, string? detail, CurrentUser asker, UserStore users, IDialerLink dialer, AuditWriter audit, CancellationToken ct)
    {
        BoardAudience audience = BoardAudience.Of(asker);
        if (await users.GetAsync(agent, ct) is not { } user
            || await dialer.SendAsync(new GetAgent(agent), ct) is not AgentReply { Agent: var now }
            || !audience.Sees(agent, user.Teams, now.CampaignIds))
        {
            return ApiProblem.NotFound("agent");
        }

        DialerReply reply = await dialer.SendAsync(command, ct);
        string? refused = (reply as Refused)?.Code;
        await audit.WriteAsync(action, $"user/{agent}", new { agent = user.UserName, detail, refused }, ct);
        return reply is Refused problem ? ApiProblem.From(problem) : TypedResults.NoContent();
    }
}

/// <summary>What an agent should be.</summary>
/// <param name="Reason">Why the agent is paused; a code of the pause reasons, or words.</param>
public sealed record AgentOrder(AgentState State, string? Reason = null);
