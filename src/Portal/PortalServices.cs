using System.Threading.RateLimiting;
using CallCenter.Data.Audit;
using CallCenter.Data.Identity;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using CallCenter.Portal.Errors;
using CallCenter.Portal.Hubs;
using CallCenter.Portal.Pages;
using CallCenter.Portal.SignIn;
using CallCenter.Portal.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Portal;

/// <summary>The door both web services share: sign-in, permissions, API conventions.</summary>
public static class PortalServices
{
    /// <summary>Registers the door; the application needs <c>TimeProvider</c>, <c>Database</c> and <c>IDialerLink</c> besides.</summary>
    public static IServiceCollection AddPortal(this IServiceCollection services, PortalOptions options)
    {
        services.AddSingleton(options);
        services.AddIdentity();
        services.AddHttpContextAccessor();
        services.AddSingleton<AuditWriter>();
        services.AddSingleton<AuditChain>();
        services.AddSingleton<UserFacts>();
        services.AddSingleton(_ => ClientApps.Built());
        services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddAuthentication(DoorAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, DoorAuthentication>(DoorAuthentication.SchemeName, null);
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(Refusal());
        services.AddDataProtection()
            .SetApplicationName("callcenter")
            .PersistKeysToFileSystem(PrivateFolder(Path.Combine(options.DataFolder, "keys")));
        services.AddRateLimiter(Limit);
        services.AddHubs();
        return services;
    }

    /// <summary>People, keys and the audit log without a web server: for the command line. Needs <c>TimeProvider</c> and <c>Database</c>.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<UserStore>();
        services.AddSingleton<TeamStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<ApiKeyStore>();
        services.AddSingleton<SignInCounters>();
        services.AddSingleton<ReplayStore>();
        services.AddSingleton<InstallationFacts>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<SignInService>();
        services.AddSingleton<UserAdmin>();
        services.AddSingleton<FirstStart>();
        return services;
    }

    /// <summary>The way of a request, outermost first. Call before any endpoint is mapped.</summary>
    public static WebApplication UsePortal(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ErrorAnswers>();
        app.UseWebSockets(); // early: the forgery check must know a handshake when it sees one
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseMiddleware<ForgeryCheck>();
        app.UseAuthorization();
        app.UseMiddleware<ReplayAnswers>();
        return app;
    }

    /// <summary>The door's own endpoints.</summary>
    public static IEndpointRouteBuilder MapPortal(this IEndpointRouteBuilder endpoints)
    {
        PageEndpoints.Map(endpoints);
        ClientEndpoints.Map(endpoints);
        SessionEndpoints.Map(endpoints);
        UserEndpoints.Map(endpoints);
        UserAccountEndpoints.Map(endpoints);
        TeamEndpoints.Map(endpoints);
        ApiKeyEndpoints.Map(endpoints);
        AuditEndpoints.Map(endpoints);
        return endpoints;
    }

    private static DirectoryInfo PrivateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    // What has no permission of its own is refused; only paths that do not exist go on to their 404, and only for people who are signed in.
    private static AuthorizationPolicy Refusal() => new AuthorizationPolicyBuilder()
        .RequireAuthenticatedUser()
        .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
        .Build();

    // Far above what people and well-behaved programs do: a loop that ran wild is slowed, nobody else notices (H-A10).
    private static void Limit(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => CurrentUser.Of(context.User) is { } user
            ? RateLimitPartition.GetTokenBucketLimiter("user " + user.UserName, _ => Bucket(burst: 600, perSecond: 200))
            : RateLimitPartition.GetTokenBucketLimiter($"address {context.Connection.RemoteIpAddress}", _ => Bucket(burst: 120, perSecond: 30)));
        limiter.OnRejected = async (context, ct) => await new ApiProblem(
            StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests at once: slow down.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        }.ExecuteAsync(context.HttpContext);
    }

    private static TokenBucketRateLimiterOptions Bucket(int burst, int perSecond) => new()
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    };
}
