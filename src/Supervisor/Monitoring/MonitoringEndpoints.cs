using CallCenter.Contracts;
using CallCenter.Contracts.Monitoring;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Supervisor.Monitoring;

/// <summary>Goes beside an agent.</summary>
/// <param name="Phone">The asker's own: the browser's must be connected (hub method <c>Offer</c>), a SIP phone registered; it is called.</param>
public sealed record MonitoringRequest(UserId AgentId, MonitoringMode Mode, PhoneKind Phone);

/// <summary>Another mode.</summary>
public sealed record MonitoringChange(MonitoringMode Mode);

/// <summary>Listening to agents' calls. The Dialer writes every use to the audit log before it takes effect.</summary>
internal static class MonitoringEndpoints
{
    private static readonly ApiProblem NoPerson = ApiProblem.Conflict("no_person", "This key acts as nobody: make one with --user, or sign in.");

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("monitoring", "Monitoring");
        api.MapGet("", ListAsync).RequirePermission(Permissions.CallListen).WithSummary("Who is beside whom now, of the agents within the scope")
            .Produces<PagedResult<MonitoringView>>();
        api.MapPost("", StartAsync).RequirePermission(Permissions.CallListen)
            .WithSummary("Listen, whisper, barge in or take over, from call to call; from another agent it moves, with the same agent it changes the mode")
            .Produces<MonitoringView>(StatusCodes.Status201Created).ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapPut("{id:guid}", ChangeAsync).RequirePermission(Permissions.CallListen).WithSummary("Another mode")
            .Produces<MonitoringView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapDelete("{id:guid}", EndAsync).RequirePermission(Permissions.CallListen).WithSummary("End it; a browser keeps its phone")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(CurrentUser asker, AskerScope scope, IDialerLink dialer, CancellationToken ct)
    {
        DialerReply reply = await dialer.SendAsync(new GetMonitorings(), ct);
        if (reply is not MonitoringsReply all)
        {
            return reply is Refused refused
                ? ApiProblem.From(refused)
                : throw new InvalidOperationException($"The dialer answered {nameof(GetMonitorings)} with {reply.GetType().Name}.");
        }

        List<MonitoringView> seen = [];
        foreach (MonitoringView monitoring in all.Monitorings)
        {
            if (monitoring.SupervisorId == asker.UserId || await scope.SeesAsync(asker, monitoring.AgentId, ct))
            {
                seen.Add(monitoring);
            }
        }

        return TypedResults.Ok(new PagedResult<MonitoringView>(seen, null));
    }

    private static async Task<IResult> StartAsync(
        MonitoringRequest request, CurrentUser asker, AskerScope scope, IDialerLink dialer, HttpContext context, CommandKey key, CancellationToken ct)
    {
        if (Refusal(asker, request.Mode) is { } refusal)
        {
            return refusal;
        }

        if (asker.UserId is not { } supervisor)
        {
            return NoPerson;
        }

        return await scope.SeesAsync(asker, request.AgentId, ct)
            ? await dialer.AskAsync<MonitoringReply>(
                new StartMonitoring(supervisor, asker.UserName, asker.DisplayName, request.AgentId, request.Mode, request.Phone, AddressOf(context)) { CommandId = key.Value },
                reply => TypedResults.Created($"{ApiConventions.Root}/monitoring/{reply.Monitoring.Id}", reply.Monitoring),
                ct)
            : ApiProblem.NotFound("agent");
    }

    private static async Task<IResult> ChangeAsync(
        Guid id, MonitoringChange request, CurrentUser asker, IDialerLink dialer, HttpContext context, CommandKey key, CancellationToken ct)
    {
        if (Refusal(asker, request.Mode) is { } refusal)
        {
            return refusal;
        }

        return asker.UserId is { } supervisor
            ? await dialer.AskAsync<MonitoringReply>(
                new ChangeMonitoring(supervisor, MonitoringId.From(id), request.Mode, AddressOf(context)) { CommandId = key.Value },
                reply => TypedResults.Ok(reply.Monitoring),
                ct)
            : NoPerson;
    }

    private static async Task<IResult> EndAsync(Guid id, CurrentUser asker, IDialerLink dialer, HttpContext context, CommandKey key, CancellationToken ct)
        => asker.UserId is { } supervisor
            ? await dialer.OrderAsync(new EndMonitoring(supervisor, MonitoringId.From(id), AddressOf(context)) { CommandId = key.Value }, ct)
            : NoPerson;

    private static ApiProblem? Refusal(CurrentUser asker, MonitoringMode mode)
    {
        string needed = mode switch
        {
            MonitoringMode.Listen => Permissions.CallListen,
            MonitoringMode.Whisper => Permissions.CallWhisper,
            _ => Permissions.CallBarge,
        };
        return asker.Has(needed) ? null : ApiProblem.Forbidden("forbidden", $"Your roles do not allow this: it needs {needed}.");
    }

    private static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
