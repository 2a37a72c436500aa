using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Portal;

/// <summary>The door both web services share: sign-in, permissions, API conventions.</summary>
public static class PortalServices
{
    /// <summary>Registers the door; the application needs <c>TimeProvider</c>, <c>Database</c> and <c>IDialerLink</c> besides.</summary>
    public static IServiceCollection AddPortal(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(Refusal());
        return services;
    }

    // What has no permission of its own is refused; only paths that do not exist go on to their 404, and only for people who are signed in.
    private static AuthorizationPolicy Refusal() => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
        .Build();
}
