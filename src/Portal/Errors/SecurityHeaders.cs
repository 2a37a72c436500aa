using Microsoft.AspNetCore.Http;

namespace CallCenter.Portal.Errors;

/// <summary>Headers that narrow what a browser does with our answers (H-W6).</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Styles = "style-src 'self'";
    private const string Policy =
        "default-src 'none'; script-src 'self'; " + Styles + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "media-src 'self' blob:; worker-src 'self' blob:; manifest-src 'self'; object-src 'none'; base-uri 'none'; "
        + "form-action 'self'; frame-ancestors 'none'";

    /// <summary>For a page that adds styles at run time: those that carry the nonce are taken.</summary>
    /// <param name="nonce">Base64, made for one answer.</param>
    public static string PolicyWithStyles(string nonce) => Policy.Replace(Styles, $"{Styles} 'nonce-{nonce}'", StringComparison.Ordinal);

    public Task InvokeAsync(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return next(context);
    }
}
