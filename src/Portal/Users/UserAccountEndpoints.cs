using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using CallCenter.Portal.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Portal.Users;

/// <summary>Helps people who cannot get in, and ends what should not go on: new password, unlocking, signing out everywhere.</summary>
internal static class UserAccountEndpoints
{
    private const int PasswordLength = 16;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("users", "Users");
        api.MapPost("{id}/password", ResetAsync).RequirePermission(Permissions.UserEdit).WithoutReplay()
            .WithSummary("Make a new password, shown this once and changed at the next sign-in; ends the user's sessions")
            .Produces<NewPasswordView>().ProducesProblemCode(StatusCodes.Status404NotFound).ProducesProblemCode(StatusCodes.Status409Conflict);
        api.MapPost("{id}/unlock", UnlockAsync).RequirePermission(Permissions.UserEdit)
            .WithSummary("Let a user try again at once who is locked out after failed tries")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapDelete("{id}/sessions", SignOutAsync).RequirePermission(Permissions.UserEdit)
            .WithSummary("Sign a user out everywhere; of the own sessions the one that asks is kept")
            .Produces(StatusCodes.Status204NoContent).ProducesProblemCode(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ResetAsync(
        Id<UserId> id,
        CurrentUser asker,
        UserStore users,
        SessionStore sessions,
        SignInCounters counters,
        Passwords passwords,
        AuditWriter audit,
        CancellationToken ct)
    {
        if (await users.GetAsync(id.Value, ct) is not { } user)
        {
            return ApiProblem.NotFound("user");
        }

        if (asker.UserId == user.Id)
        {
            return ApiProblem.Conflict("own_account", "Change your own password on the page for it: it asks for the old one.");
        }

        string password = Passwords.Random(PasswordLength);
        await users.SetPasswordAsync(user.Id, await passwords.HashAsync(password, ct), mustChange: true, ct);
        await sessions.EndAllAsync(user.Id, null, ct);
        await counters.ClearAsync(SignInService.AccountSubject(user.UserName), ct);
        await audit.WriteAsync("user.password", $"user/{user.UserName}", null, ct);
        return TypedResults.Ok(new NewPasswordView(password));
    }

    private static async Task<IResult> UnlockAsync(Id<UserId> id, UserStore users, SignInCounters counters, AuditWriter audit, CancellationToken ct)
    {
        if (await users.GetAsync(id.Value, ct) is not { } user)
        {
            return ApiProblem.NotFound("user");
        }

        await counters.ClearAsync(SignInService.AccountSubject(user.UserName), ct);
        await audit.WriteAsync("user.unlock", $"user/{user.UserName}", null, ct);
        return TypedResults.NoContent();
    }

    private static async Task<IResult> SignOutAsync(
        Id<UserId> id, CurrentUser asker, UserStore users, SessionStore sessions, AuditWriter audit, CancellationToken ct)
    {
        if (await users.GetAsync(id.Value, ct) is not { } user)
        {
            return ApiProblem.NotFound("user");
        }

        await sessions.EndAllAsync(user.Id, asker.UserId == user.Id ? asker.SessionId : null, ct);
        await audit.WriteAsync("user.signOut", $"user/{user.UserName}", null, ct);
        return TypedResults.NoContent();
    }
}
