using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.SignIn;

/// <summary>The cookie of a session: out of reach for scripts and other sites; over TLS bound to this host.</summary>
internal static class SessionCookie
{
    private const string Plain = "callcenter-session";
    private const string Secure = "__Host-callcenter-session";

    /// <summary>Null when there is none.</summary>
    public static string? Read(HttpContext context) => context.Request.Cookies[NameFor(context)];

    /// <summary>Hands the token to the browser, until it is closed.</summary>
    public static void Write(HttpContext context, string token) => context.Response.Cookies.Append(NameFor(context), token, OptionsFor(context));

    /// <summary>Takes it back.</summary>
    public static void Delete(HttpContext context) => context.Response.Cookies.Delete(NameFor(context), OptionsFor(context));

    private static string NameFor(HttpContext context) => context.Request.IsHttps ? Secure : Plain;

    private static CookieOptions OptionsFor(HttpContext context) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        IsEssential = true,
    };
}
