using CallCenter.AgentConsole.Sessions;
using CallCenter.AgentConsole.Softphone;
using CallCenter.AgentConsole.WrapUp;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.AgentConsole;

/// <summary>The agents' web service: session, call control, notes and wrap-up, each for the own calls only.</summary>
public static class AgentConsoleService
{
    /// <summary>Its endpoints, beneath <c>/api/v1/agent</c>.</summary>
    public static IEndpointRouteBuilder MapAgentConsole(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("agent", "Agent");
        api.AddEndpointFilter(AskForPersonAsync);
        SessionEndpoints.Map(api);
        CallControlEndpoints.Map(api);
        WrapUpEndpoints.Map(api);
        return endpoints;
    }

    /// <summary>The asking agent; the group's filter has made sure that there is one.</summary>
    internal static UserId Agent(this CurrentUser user)
        => user.UserId ?? throw new InvalidOperationException("The filter let a key without a person pass.");

    private static ValueTask<object?> AskForPersonAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => CurrentUser.Of(context.HttpContext.User)?.UserId is null
            ? ValueTask.FromResult<object?>(ApiProblem.Conflict("no_person", "This key acts as nobody: make one with --user, or sign in."))
            : next(context);
}
