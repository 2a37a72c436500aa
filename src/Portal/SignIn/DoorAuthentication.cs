using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CallCenter.Portal.SignIn;

/// <summary>Who asks: the bearer key when there is one, else the session cookie.</summary>
public sealed class DoorAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    SignInService signIn,
    ApiKeys keys,
    UserStore users) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "door";

    private const string Bearer = "Bearer ";

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? authorization = Request.Headers.Authorization;
        CurrentUser? user;
        if (!string.IsNullOrEmpty(authorization))
        {
            user = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
                ? await ByKeyAsync(authorization[Bearer.Length..].Trim())
                : null;
            if (user is null)
            {
                return AuthenticateResult.Fail("The key is not valid.");
            }
        }
        else if (SessionCookie.Read(Context) is { } token)
        {
            user = await signIn.ResumeAsync(token, Context.RequestAborted) is { } session ? BySession(session, token) : null;
        }
        else
        {
            return AuthenticateResult.NoResult();
        }

        return user is null
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(user), Scheme.Name));
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsPage(Request))
        {
            Response.Redirect("/");
            return Task.CompletedTask;
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return new ApiProblem(StatusCodes.Status401Unauthorized, "sign_in_required", "Sign in, or send a valid key.").ExecuteAsync(Context);
    }

    /// <inheritdoc />
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        // The front page leads to what the roles do allow, or to the password page; it does not lead to a page that is forbidden.
        if (IsPage(Request))
        {
            Response.Redirect("/");
            return Task.CompletedTask;
        }

        ApiProblem problem = CurrentUser.Of(Context.User)?.MustChangePassword == true
            ? ApiProblem.Forbidden("password_change_required", "Choose a password of your own first: POST /api/v1/me/password.")
            : ApiProblem.Forbidden("forbidden", "Your roles do not allow this.");
        return problem.ExecuteAsync(Context);
    }

    private static bool IsPage(HttpRequest request)
        => HttpMethods.IsGet(request.Method)
            && !request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static CurrentUser BySession(SessionRecord session, string token) => new(SchemeName)
    {
        UserId = session.User.Id,
        UserName = session.User.UserName,
        DisplayName = session.User.DisplayName,
        Roles = session.User.Roles,
        Permissions = RoleTable.PermissionsOf(session.User.Roles),
        Scope = RoleTable.ScopeOf(session.User),
        SessionId = session.Id,
        CsrfToken = SignInService.CsrfOf(token),
        MustChangePassword = session.User.MustChangePassword,
    };

    private async Task<CurrentUser?> ByKeyAsync(string text)
    {
        if (await keys.FindAsync(text, Context.RequestAborted) is not { } key)
        {
            return null;
        }

        string keyId = key.Id.ToString(CultureInfo.InvariantCulture);
        if (key.UserId is not { } id)
        {
            return new CurrentUser(SchemeName)
            {
                UserName = "key:" + key.KeyName,
                DisplayName = key.KeyName,
                Roles = key.Roles,
                Permissions = RoleTable.PermissionsOf(key.Roles),
                Scope = RoleTable.PermissionsOf(key.Roles).Contains(Permissions.CallRead) ? Scope.All : Scope.Own(default),
                ApiKeyId = keyId,
            };
        }

        UserRecord? user = await users.GetAsync(id, Context.RequestAborted);
        return user is null || user.Disabled
            ? null
            : new CurrentUser(SchemeName)
            {
                UserId = user.Id,
                UserName = user.UserName,
                DisplayName = user.DisplayName,
                Roles = user.Roles,
                Permissions = RoleTable.PermissionsOf(user.Roles),
                Scope = RoleTable.ScopeOf(user),
                ApiKeyId = keyId,
                UserVersion = user.Version,
            };
    }
}
