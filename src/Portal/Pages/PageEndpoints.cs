using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CallCenter.Portal.Access;
using CallCenter.Portal.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace CallCenter.Portal.Pages;

/// <summary>
/// The pages before the applications: sign-in, password, and what the API offers where an application was not built. They need no framework and no inline
/// script, and everything that comes from data is encoded.
/// </summary>
internal static class PageEndpoints
{
    private const string DemoNotice = "<p class=\"notice\" data-text=\"simulated\">Simulated telephone network: no real number is called.</p>";

    /// <summary>Any one of them opens the supervisor's application (the clients know the same: web/ui, applications).</summary>
    public static readonly string[] Supervising =
        [Permissions.CallRead, Permissions.CampaignRead, Permissions.UserRead, Permissions.AuditRead];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", Front).AllowStrangers("sign-in page; leads on who is signed in").ExcludeFromDescription();
        endpoints.MapGet("/portal.js", () => Asset("portal.js", "text/javascript; charset=utf-8"))
            .AllowStrangers("script of the sign-in page").ExcludeFromDescription();
        endpoints.MapGet("/portal-texts.js", () => Asset("portal-texts.js", "text/javascript; charset=utf-8"))
            .AllowStrangers("words of the sign-in page").ExcludeFromDescription();
        endpoints.MapGet("/portal.css", () => Asset("portal.css", "text/css; charset=utf-8"))
            .AllowStrangers("style of the sign-in page").ExcludeFromDescription();
        endpoints.MapGet("/password", (CurrentUser user) => Door("password.html", user, "")).RequirePermission(Permissions.Self).ExcludeFromDescription();
    }

    private static IResult Front(HttpContext context, PortalOptions options)
    {
        CurrentUser? user = CurrentUser.Of(context.User);
        if (user is { MustChangePassword: true })
        {
            return TypedResults.Redirect("/password");
        }

        if (user is not null && Supervising.Any(user.Has))
        {
            return TypedResults.Redirect("/supervisor");
        }

        if (user is not null && user.Has(Permissions.AgentWork))
        {
            return TypedResults.Redirect("/agent");
        }

        return Door("sign-in.html", null, options.Demo ? DemoPeople() : "", options.Demo);
    }

    /// <summary>What the asker's roles may do by the API: where its application was not built.</summary>
    public static IResult OffersPage(CurrentUser user, EndpointDataSource endpoints) => Html("offers.html", user, Offers(user, endpoints));

    /// <summary>A card for each person: who it is, the role in words, what the role does.</summary>
    private static string DemoPeople()
    {
        StringBuilder html = new();
        html.Append("<section class=\"card\" aria-labelledby=\"demo-title\"><h1 id=\"demo-title\" data-text=\"demoTitle\">Try it with one click</h1>")
            .Append("<p class=\"hint\" data-text=\"demoHint\">Demo people, on this machine only.</p><div class=\"people\">");
        foreach ((string name, string role) in DemoUsers.All)
        {
            string called = char.ToUpperInvariant(name[0]) + name[1..];
            html.Append(CultureInfo.InvariantCulture, $"""
                <button type="button" class="demo {role}" data-user="{name}"{(name == DemoUsers.All[0].Name ? " autofocus" : "")}><span class="face" aria-hidden="true">{called[0]}</span>
                <span class="person">{called} <small data-text="role_{role}">{role}</small></span><span class="does" data-text="does_{role}"></span></button>

                """);
        }

        return html.Append("</div></section>").ToString();
    }

    /// <summary>The operations that the asker's roles allow, as a table.</summary>
    private static string Offers(CurrentUser user, EndpointDataSource endpoints)
    {
        StringBuilder html = new();
        var offers =
            (from endpoint in endpoints.Endpoints.OfType<RouteEndpoint>()
             let required = endpoint.Metadata.GetMetadata<RequiredPermission>()
             where required is not null && required.AnyOf.Any(user.Has)
             let path = "/" + endpoint.RoutePattern.RawText!.Trim('/')
             where path.StartsWith(ApiConventions.Root, StringComparison.Ordinal)
             let summary = endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>()?.Summary ?? ""
             from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
             select (Method: method, Path: path, Summary: summary))
            .OrderBy(o => o.Path, StringComparer.Ordinal).ThenBy(o => o.Method, StringComparer.Ordinal);
        foreach ((string method, string path, string summary) in offers)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Encode(method)}</td><td><code>{Encode(path)}</code></td><td>{Encode(summary)}</td></tr>\n");
        }

        return html.ToString();
    }

    /// <summary>A card in the frame of all pages before the applications.</summary>
    private static IResult Door(string card, CurrentUser? user, string content, bool demo = false)
        => Filled(Read("door.html").Replace("{{card}}", Read(card), StringComparison.Ordinal), user, content, demo);

    private static IResult Html(string name, CurrentUser? user, string content) => Filled(Read(name), user, content, demo: false);

    private static IResult Filled(string page, CurrentUser? user, string content, bool demo)
        => TypedResults.Content(
            page
                .Replace("{{name}}", Encode(user?.DisplayName ?? ""), StringComparison.Ordinal)
                .Replace("{{user}}", Encode(user?.UserName ?? ""), StringComparison.Ordinal)
                .Replace("{{roles}}", Encode(string.Join(", ", user?.Roles ?? [])), StringComparison.Ordinal)
                .Replace("{{focus}}", demo ? "" : " autofocus", StringComparison.Ordinal)
                .Replace("{{notice}}", demo ? DemoNotice : "", StringComparison.Ordinal)
                .Replace("{{content}}", content, StringComparison.Ordinal),
            "text/html; charset=utf-8");

    private static IResult Asset(string name, string type) => TypedResults.Content(Read(name), type);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string Read(string name)
    {
        using Stream stream = typeof(PageEndpoints).Assembly.GetManifestResourceStream("CallCenter.Portal.Pages." + name)
            ?? throw new InvalidOperationException($"The page {name} was not built in.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
