using System.Security.Cryptography;
using System.Text;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.SignIn;

/// <summary>
/// Other sites cannot act for a signed-in browser (H-W4): what changes something needs the session's token in <c>X-CSRF</c>, and a
/// stated origin has to be ours; the latter also for web sockets and for strangers who sign in.
/// </summary>
internal sealed class ForgeryCheck(RequestDelegate next)
{
    /// <summary>The header.</summary>
    public const string Header = "X-CSRF";

    public Task InvokeAsync(HttpContext context)
    {
        CurrentUser? user = CurrentUser.Of(context.User);
        if (user?.ApiKeyId is not null || !ActsOnBehalf(context))
        {
            return next(context);
        }

        if (!OriginIsOurs(context.Request, signedIn: user is not null))
        {
            return Refuse(context, "foreign_origin", "The request comes from another site.");
        }

        // Who signs in anew has no token yet; the origin was checked above.
        bool door = context.GetEndpoint()?.Metadata.GetMetadata<PublicEndpoint>() is not null;
        if (user?.CsrfToken is { } token && !door && !context.WebSockets.IsWebSocketRequest && !Same(token, context.Request.Headers[Header]))
        {
            return Refuse(context, "csrf_token_required", $"Send the token from GET /api/v1/me in the header {Header}.");
        }

        return next(context);
    }

    private static bool ActsOnBehalf(HttpContext context)
    {
        string method = context.Request.Method;
        return context.WebSockets.IsWebSocketRequest
            || !(HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method));
    }

    private static bool OriginIsOurs(HttpRequest request, bool signedIn)
    {
        string site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0 && site is not ("same-origin" or "none"))
        {
            return false;
        }

        // Every browser states the origin of a web socket; a handshake with our cookie and without an origin is none of a page of ours.
        // Without a session (the web services at the dialer's door) there is nothing to act on behalf of.
        string origin = request.Headers.Origin.ToString();
        return (origin.Length == 0 && !(signedIn && request.HttpContext.WebSockets.IsWebSocketRequest)) || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Same(string token, string? given)
        => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(given));

    private static Task Refuse(HttpContext context, string code, string detail) => ApiProblem.Forbidden(code, detail).ExecuteAsync(context);
}
