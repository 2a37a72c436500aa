using Microsoft.AspNetCore.Authorization;

namespace CallCenter.Portal.Access;

/// <summary>What an endpoint or hub method asks for: any one of the permissions. Read by the handler and by the tests.</summary>
/// <param name="AnyOf">Names of <see cref="Permissions"/>; at least one.</param>
public sealed record RequiredPermission(IReadOnlyList<string> AnyOf) : IAuthorizationRequirement;

/// <summary>Marks an endpoint that strangers may call; the tests hold the list of them.</summary>
/// <param name="Reason">Why it is safe.</param>
public sealed record PublicEndpoint(string Reason);

/// <summary>Allows when the asker's roles hold one of the permissions asked for.</summary>
public sealed class PermissionHandler : AuthorizationHandler<RequiredPermission>
{
    /// <inheritdoc />
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, RequiredPermission requirement)
    {
        if (CurrentUser.Of(context.User) is { } user && requirement.AnyOf.Any(user.Has))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
