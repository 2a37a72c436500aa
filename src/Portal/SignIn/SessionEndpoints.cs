using System.Net;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Portal.SignIn;

/// <summary>Name and password of a person.</summary>
public sealed record SignInRequest(string UserName, string Password);

/// <summary>A demo user's name.</summary>
public sealed record DemoSignInRequest(string UserName);

/// <summary>A new password of one's own.</summary>
public sealed record PasswordRequest(string CurrentPassword, string NewPassword);

/// <summary>Who asks.</summary>
/// <param name="Id">Null for a key that acts as nobody.</param>
/// <param name="Csrf">Goes into the header X-CSRF of everything that changes something; null with a key, which needs none.</param>
/// <param name="MustChangePassword">Until then only this and the password can be asked for.</param>
public sealed record MeView(
    UserId? Id,
    string UserName,
    string DisplayName,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Permissions,
    string? Csrf,
    bool MustChangePassword,
    bool Demo);

/// <summary>Signing in and out, and what concerns only oneself.</summary>
internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder api = endpoints.MapApi("", "Session");
        api.MapPost("session", SignInAsync).AllowStrangers("this is the door itself").WithoutReplay()
            .WithSummary("Sign in by name and password").Produces<MeView>();
        api.MapPost("session/demo", SignInDemoAsync).AllowStrangers("answers only in demo mode and only on loopback").WithoutReplay()
            .WithSummary("Sign in as a demo user, in demo mode on loopback").Produces<MeView>().ProducesProblemCode(StatusCodes.Status404NotFound);
        api.MapDelete("session", SignOutAsync).RequirePermission(Permissions.Self)
            .WithSummary("Sign out").Produces(StatusCodes.Status204NoContent);
        api.MapGet("me", Me).RequirePermission(Permissions.Self)
            .WithSummary("Who I am, what I may do, and my anti-forgery token").Produces<MeView>();
        api.MapPost("me/password", ChangePasswordAsync).RequirePermission(Permissions.Self).WithoutReplay()
            .WithSummary("Change my password; ends my other sessions").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> SignInAsync(
        SignInRequest request, HttpContext context, SignInService signIn, PortalOptions options, CancellationToken ct)
    {
        if (request.UserName.Length is 0 or > 64 || request.Password.Length is 0 or > Passwords.MaxLength)
        {
            return Wrong();
        }

        SignInResult result = await signIn.SignInAsync(request.UserName, request.Password, context.Connection.RemoteIpAddress, ct);
        return result switch
        {
            SignInResult.SignedIn signedIn => await WelcomeAsync(context, signedIn, options, ct),
            SignInResult.Locked locked => new ApiProblem(
                StatusCodes.Status429TooManyRequests, "too_many_tries", "Too many failed tries. Wait, or ask an administrator.") { RetryAfter = locked.RetryAfter },
            _ => Wrong(),
        };
    }

    private static async Task<IResult> SignInDemoAsync(
        DemoSignInRequest request, HttpContext context, SignInService signIn, UserStore users, PortalOptions options, CancellationToken ct)
    {
        if (!options.Demo || !OnLoopback(context) || !DemoUsers.Has(request.UserName) || await users.FindAsync(request.UserName, ct) is not { Disabled: false } user)
        {
            return ApiProblem.NotFound(options.Demo ? "demo user" : "address");
        }

        return await WelcomeAsync(context, await signIn.BeginAsync(user, context.Connection.RemoteIpAddress, ct), options, ct);
    }

    private static async Task<IResult> SignOutAsync(CurrentUser user, HttpContext context, SessionStore sessions, AuditWriter audit, CancellationToken ct)
    {
        if (user.SessionId is { } session)
        {
            await sessions.EndAsync(session, ct);
            await audit.WriteAsync("session.end", $"user/{user.UserName}", null, ct);
            SessionCookie.Delete(context);
        }

        return TypedResults.NoContent();
    }

    private static IResult Me(CurrentUser user, HttpContext context, PortalOptions options)
    {
        if (user.CsrfToken is { } token)
        {
            context.Response.Headers[ForgeryCheck.Header] = token;
        }

        return TypedResults.Ok(View(user, options));
    }

    private static async Task<IResult> ChangePasswordAsync(
        PasswordRequest request,
        CurrentUser user,
        HttpContext context,
        UserStore users,
        SessionStore sessions,
        SignInCounters counters,
        Passwords passwords,
        AuditWriter audit,
        TimeProvider time,
        CancellationToken ct)
    {
        if (user.UserId is not { } id || await users.GetAsync(id, ct) is not { } record)
        {
            return ApiProblem.Conflict("no_person", "This key acts as nobody and has no password.");
        }

        string account = SignInService.AccountSubject(record.UserName);
        using (Passwords.Turn turn = await passwords.EnterAsync(ct))
        {
            // A stolen session must not become a way to guess the password without limit.
            TimeSpan? wait = await counters.TakeAsync([(account, SignInService.AccountLimit)], SignInService.Window, time.GetUtcNow(), ct);
            if (wait is { } locked)
            {
                return new ApiProblem(StatusCodes.Status429TooManyRequests, "too_many_tries", "Too many failed tries. Wait.") { RetryAfter = locked };
            }

            if (await turn.CompareAsync(record, request.CurrentPassword, ct) == PasswordVerificationResult.Failed)
            {
                return ApiProblem.Invalid(("currentPassword", "is not right."));
            }
        }

        await counters.ClearAsync(account, ct);
        string? fault = Passwords.Judge(request.NewPassword, record.UserName)
            ?? (string.Equals(request.NewPassword, request.CurrentPassword, StringComparison.Ordinal) ? "must differ from the current one." : null);
        if (fault is not null)
        {
            return ApiProblem.Invalid(("newPassword", fault));
        }

        await users.SetPasswordAsync(id, await passwords.HashAsync(request.NewPassword, ct), mustChange: false, ct);
        await sessions.EndAllAsync(id, user.SessionId, ct);
        await audit.WriteAsync("user.password", $"user/{record.UserName}", null, ct);
        return TypedResults.NoContent();
    }

    private static ApiProblem Wrong() => new(StatusCodes.Status401Unauthorized, "wrong_credentials", "The name or the password is wrong.");

    private static async Task<IResult> WelcomeAsync(HttpContext context, SignInResult.SignedIn result, PortalOptions options, CancellationToken ct)
    {
        if (CurrentUser.Of(context.User)?.SessionId is { } former)
        {
            await context.RequestServices.GetRequiredService<SessionStore>().EndAsync(former, ct);
        }

        SessionCookie.Write(context, result.Token);
        string csrf = SignInService.CsrfOf(result.Token);
        context.Response.Headers[ForgeryCheck.Header] = csrf;
        UserRecord user = result.User;
        return TypedResults.Ok(new MeView(
            user.Id, user.UserName, user.DisplayName, user.Roles, Sorted(RoleTable.PermissionsOf(user.Roles)), csrf, user.MustChangePassword, options.Demo));
    }

    private static MeView View(CurrentUser user, PortalOptions options) => new(
        user.UserId, user.UserName, user.DisplayName, user.Roles, Sorted(user.Permissions), user.CsrfToken, user.MustChangePassword, options.Demo);

    private static string[] Sorted(IEnumerable<string> permissions) => [.. permissions.Order(StringComparer.Ordinal)];

    // The Host header too: a page of another site whose name was pointed at loopback must not get in.
    private static bool OnLoopback(HttpContext context)
        => context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && (string.Equals(context.Request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out IPAddress? host) && IPAddress.IsLoopback(host)));
}
