using System.Security.Cryptography;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using CallCenter.Portal.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace CallCenter.Portal.Pages;

/// <summary>The agent's console: its page at every address under /agent, its files under /app/agent.</summary>
internal static class ClientEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/agent/{**view}", Page).RequirePermission(Permissions.AgentWork).ExcludeFromDescription();
        endpoints.MapGet("/app/agent/{**file}", File)
            .AllowStrangers("scripts and styles of the console, the same for everybody").ExcludeFromDescription();
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
