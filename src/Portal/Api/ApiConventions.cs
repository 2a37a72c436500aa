using CallCenter.Portal.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Portal.Api;

/// <summary>How endpoints are declared in both web services.</summary>
public static class ApiConventions
{
    /// <summary>Everything lies beneath it.</summary>
    public const string Root = "/api/v1";

    /// <summary>Bytes of a JSON body; uploads say their own limit with <see cref="WithBodyLimit{T}"/>.</summary>
    public const long BodyLimit = 256 * 1024;

    /// <summary>A group at <c>/api/v1/{path}</c>; its endpoints still need <see cref="RequirePermission{T}"/>, or they are refused.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">For example "lists"; empty for the root.</param>
    /// <param name="tag">Heading in the API's documentation.</param>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder endpoints, string path, string tag)
        => endpoints.MapGroup(path.Length == 0 ? Root : $"{Root}/{path}")
            .WithTags(tag)
            .WithBodyLimit(BodyLimit)
            .WithMetadata(
                Problem(StatusCodes.Status400BadRequest),
                Problem(StatusCodes.Status401Unauthorized),
                Problem(StatusCodes.Status403Forbidden),
                Problem(StatusCodes.Status429TooManyRequests));

    /// <summary>The asker needs one of the permissions (names of <see cref="Permissions"/>); strangers get 401, others 403.</summary>
    public static T RequirePermission<T>(this T builder, params string[] anyOf)
        where T : IEndpointConventionBuilder
    {
        ArgumentOutOfRangeException.ThrowIfZero(anyOf.Length, nameof(anyOf));
        RequiredPermission required = new(anyOf);
        AuthorizationPolicy policy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(required).Build();
        builder.WithMetadata(required);
        return builder.RequireAuthorization(policy);
    }

    /// <summary>Strangers may call it; the test of the public list must know it.</summary>
    public static T AllowStrangers<T>(this T builder, string reason)
        where T : IEndpointConventionBuilder
        => builder.AllowAnonymous().WithMetadata(new PublicEndpoint(reason));

    /// <summary>Bytes a request's body may have; more is a 413.</summary>
    public static T WithBodyLimit<T>(this T builder, long bytes)
        where T : IEndpointConventionBuilder
        => builder.WithMetadata(new SizeLimit(bytes));

    /// <summary>Its answer holds a secret shown once: a repeat with the same Idempotency-Key is not answered from the store.</summary>
    public static T WithoutReplay<T>(this T builder)
        where T : IEndpointConventionBuilder
        => builder.WithMetadata(NoReplay.Instance);

    /// <summary>Documents a problem the endpoint answers with beyond 400, 401, 403 and 429.</summary>
    public static T ProducesProblemCode<T>(this T builder, int status)
        where T : IEndpointConventionBuilder
        => builder.WithMetadata(Problem(status));

    private static ProducesResponseTypeMetadata Problem(int status) => new(status, typeof(ProblemBody), ["application/problem+json"]);

    private sealed record SizeLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}

/// <summary>See <see cref="ApiConventions.WithoutReplay{T}"/>.</summary>
public sealed class NoReplay
{
    internal static NoReplay Instance { get; } = new();

    private NoReplay()
    {
    }
}
