using CallCenter.AgentConsole.Callbacks;
using CallCenter.AgentConsole.Desk;
using CallCenter.AgentConsole.Scores;
using CallCenter.AgentConsole.ScreenPops;
using CallCenter.AgentConsole.Sessions;
using CallCenter.AgentConsole.Softphone;
using CallCenter.AgentConsole.WrapUp;
using CallCenter.Data.Calls;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Desk;
using CallCenter.Data.Dispositions;
using CallCenter.Data.Quality;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Hubs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CallCenter.AgentConsole;

/// <summary>The agents' web service: session, call control, the desk, notes, wrap-up and call-backs, each for the own calls only.</summary>
public static class AgentConsoleService
{
    /// <summary>Registers the desks; <c>TimeProvider</c>, <c>Database</c>, <c>IDialerLink</c> and the portal are needed besides.</summary>
    public static IServiceCollection AddAgentConsole(this IServiceCollection services)
    {
        services.TryAddSingleton<PopReader>();
        services.TryAddSingleton<DayFigureStore>();
        services.TryAddSingleton<CallNotes>();
        services.TryAddSingleton<CallbackStore>();
        services.TryAddSingleton<DispositionLedger>();
        services.TryAddSingleton<CampaignStore>();
        services.TryAddSingleton<ScorecardStore>();
        services.TryAddSingleton<ScoreStore>();
        services.AddSingleton<ScreenPopReader>();
        services.AddSingleton<FigureReader>();
        services.AddSingleton<CallbackReader>();
        services.AddSingleton<CallbackAdvisor>();
        services.AddSingleton<DeskCommands>();
        services.AddSingleton<DeskFeeds>();
        services.AddHostedService(provider => provider.GetRequiredService<DeskFeeds>());
        return services;
    }

    /// <summary>Its hub, and its endpoints beneath <c>/api/v1/agent</c>.</summary>
    public static IEndpointRouteBuilder MapAgentConsole(this IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("agent", "Agent");
        api.AddEndpointFilter(AskForPersonAsync);
        SessionEndpoints.Map(api);
        CallControlEndpoints.Map(api);
        DeskEndpoints.Map(api);
        NotesEndpoints.Map(api);
        WrapUpEndpoints.Map(api);
        CallbackEndpoints.Map(api);
        OwnScoreEndpoints.Map(api);
        endpoints.MapHubFor<AgentHub>(AgentHub.Path, Permissions.AgentWork);
        return endpoints;
    }

    /// <summary>The asking agent; the group's filter has made sure that there is one.</summary>
    internal static UserId Agent(this CurrentUser user)
        => user.UserId ?? throw new InvalidOperationException("The filter let a key without a person pass.");

    /// <summary>Whether the agent is not kept to other campaigns.</summary>
    internal static bool MayJoin(this CurrentUser user, CampaignId campaign)
        => !user.Scope.LimitedToCampaigns || user.Scope.Campaigns.Contains(campaign);

    private static ValueTask<object?> AskForPersonAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        => CurrentUser.Of(context.HttpContext.User)?.UserId is null
            ? ValueTask.FromResult<object?>(ApiProblem.Conflict("no_person", "This key acts as nobody: make one with --user, or sign in."))
            : next(context);
}
