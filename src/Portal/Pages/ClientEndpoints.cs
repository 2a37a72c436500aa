using System.Security.Cryptography;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace CallCenter.Portal.Pages;

/// <summary>The applications: each one's page at every address under its name, its files under /app.</summary>
internal static class ClientEndpoints
{
    private const string Same = "scripts and styles of an application, the same for everybody";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/agent/{**view}", (HttpContext context, ClientApps clients, CurrentUser user, EndpointDataSource all) => Page(context, clients.Agent, user, all))
            .RequirePermission(Permissions.AgentWork).ExcludeFromDescription();
        endpoints.MapGet("/supervisor/{**view}", (HttpContext context, ClientApps clients, CurrentUser user, EndpointDataSource all) => Page(context, clients.Supervisor, user, all))
            .RequirePermission(PageEndpoints.Supervising).ExcludeFromDescription();
        endpoints.MapGet("/app/agent/{**file}", (string? file, HttpContext context, ClientApps clients) => File(file, context, clients.Agent))
            .AllowStrangers(Same).ExcludeFromDescription();
        endpoints.MapGet("/app/supervisor/{**file}", (string? file, HttpContext context, ClientApps clients) => File(file, context, clients.Supervisor))
            .AllowStrangers(Same).ExcludeFromDescription();
    }

    // The styles that the kit adds at run time carry the nonce of this one answer: it is never kept.
    private static IResult Page(HttpContext context, ClientApp client, CurrentUser user, EndpointDataSource endpoints)
    {
        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        if (client.Page(nonce) is not { } page)
        {
            return PageEndpoints.OffersPage(user, endpoints);
        }

        context.Response.Headers.ContentSecurityPolicy = SecurityHeaders.PolicyWithStyles(nonce);
        return TypedResults.Content(page, "text/html; charset=utf-8");
    }

    private static IResult File(string? file, HttpContext context, ClientApp client)
    {
        if (client.Find(file ?? "") is not { } found)
        {
            return TypedResults.NotFound();
        }

        HttpResponse response = context.Response;
        response.Headers.CacheControl = found.Immutable ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        string? encoding = Choose(context.Request, found);
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        byte[] content = encoding is null ? found.Plain : found.Packed[encoding];
        return TypedResults.Bytes(content, found.Type, entityTag: new EntityTagHeaderValue($"\"{found.Hash}-{encoding ?? "plain"}\""));
    }

    // RFC 9110 12.5.3: an encoding with q=0 is refused. Between the others our order decides: the smallest first.
    private static string? Choose(HttpRequest request, ClientFile file)
    {
        IList<StringWithQualityHeaderValue> accepted = request.GetTypedHeaders().AcceptEncoding;
        return file.Packed.Keys.Order(StringComparer.Ordinal).FirstOrDefault(encoding => accepted.Any(a
            => a.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0));
    }
}
