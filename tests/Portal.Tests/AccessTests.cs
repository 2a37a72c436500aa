using System.Text;
using CallCenter.Portal.Access;
using CallCenter.TestKit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Portal.Tests;

/// <summary>W1 and W2 of the hardening: what has no permission is refused, and who may do what is what the table says.</summary>
public sealed class AccessTests
{
    private static readonly string[] Public =
    [
        "GET /", "GET /portal.js", "GET /portal-texts.js", "GET /portal.css", "GET /app/agent/{**file}", "GET /app/supervisor/{**file}", "GET /health/live", "GET /health/ready", "GET /openapi/{documentName}.json",
        "POST /api/v1/session", "POST /api/v1/session/demo",
    ];

    [Fact]
    public async Task Every_endpoint_names_its_permission_or_is_on_the_public_list()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        List<string> strangers = [];
        foreach (RouteEndpoint endpoint in Endpoints(server))
        {
            bool open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            RequiredPermission? required = endpoint.Metadata.GetMetadata<RequiredPermission>();
            Assert.True(open != required is not null, $"{endpoint.DisplayName} needs RequirePermission or AllowStrangers, one of them.");
            if (open)
            {
                Assert.NotNull(endpoint.Metadata.GetMetadata<PublicEndpoint>());
                strangers.AddRange(Operations(endpoint));
            }
            else
            {
                Assert.All(required!.AnyOf, p => Assert.Contains(RoleTable.Roles, r => r.Value.Contains(p)));
            }
        }

        Assert.Equal(Public.Order(StringComparer.Ordinal), strangers.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Strangers_are_refused_everywhere_but_on_the_public_list()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient stranger = server.Browser();
        foreach (string operation in Endpoints(server).SelectMany(Operations).Distinct(StringComparer.Ordinal).Except(Public, StringComparer.Ordinal).Take(110))
        {
            HttpResponseMessage answer = await stranger.SendAsync(Request(operation));
            Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized, $"{operation}: {(int)answer.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/API/v1/users")]
    [InlineData("/api/v1/users/")]
    [InlineData("/api/v1//users")]
    [InlineData("/api/v1/users.json")]
    [InlineData("/api/v1/%75sers")]
    [InlineData("/.git/config")]
    [InlineData("/.env")]
    [InlineData("/appsettings.json")]
    [InlineData("/callcenter.db")]
    [InlineData("/metrics")]
    [InlineData("/agent")]
    [InlineData("/supervisor")]
    public async Task Strangers_find_nothing_by_other_spellings_and_probes(string path)
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient stranger = server.Browser();
        HttpResponseMessage answer = await stranger.GetAsync(new Uri(server.Url, path));
        Assert.True(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.NotFound, $"{(int)answer.StatusCode}");
    }

    [Fact]
    public async Task What_each_role_may_do_is_what_the_declared_table_says()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        string[] roles = [.. RoleTable.Roles.Keys.Order(StringComparer.Ordinal)];
        Dictionary<string, HttpClient> clients = new(StringComparer.Ordinal);
        foreach (string role in roles)
        {
            clients[role] = await server.UserKeyClientAsync(await server.AddUserAsync(role, role));
        }

        StringBuilder table = new();
        foreach (string operation in Endpoints(server).SelectMany(Operations).Distinct(StringComparer.Ordinal).Except(Public, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            List<string> allowed = [];
            foreach (string role in roles)
            {
                using HttpResponseMessage answer = await clients[role].SendAsync(Request(operation));
                Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
                Assert.True((int)answer.StatusCode < 500, $"{operation} as {role}: {(int)answer.StatusCode}");
                if (answer.StatusCode != HttpStatusCode.Forbidden)
                {
                    allowed.Add(role);
                }
            }

            table.Append(operation).Append(": ").AppendJoin(", ", allowed).Append('\n');
        }

        string declared = await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Root, "tests/Portal.Tests/role-matrix.txt"));
        Assert.Equal(declared, table.ToString());
    }

    [Fact]
    public void Listening_in_barging_and_exporting_are_permissions_of_their_own()
    {
        Assert.False(May(RoleTable.Supervisor, Permissions.LeadExport));
        Assert.False(May(RoleTable.Agent, Permissions.RecordingListen));
        Assert.False(May(RoleTable.Manager, Permissions.UserEdit));
        Assert.False(May(RoleTable.Coach, Permissions.PiiView));
        Assert.True(May(RoleTable.Coach, Permissions.CallWhisper));
        Assert.False(May(RoleTable.Coach, Permissions.CallBarge));
        Assert.True(May(RoleTable.Manager, Permissions.CallListen));
        Assert.False(May(RoleTable.Manager, Permissions.CallWhisper));
        Assert.False(May(RoleTable.Agent, Permissions.CallListen));
    }

    private static bool May(string role, string permission) => RoleTable.Roles[role].Contains(permission);

    private static IEnumerable<RouteEndpoint> Endpoints(PortalServer server)
        => server.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>();

    private static IEnumerable<string> Operations(RouteEndpoint endpoint)
        => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .Select(method => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}");

    // Ids that are nowhere: what is allowed finds nothing, and does nothing.
    // What takes a file: asked with another body, these answer before they look who asks.
    private static readonly string[] Forms = ["/uploads", "/prompts", "/files", "/imports"];

    private static HttpRequestMessage Request(string operation)
    {
        string[] parts = operation.Split(' ');
        string path = parts[1].Replace("{documentName}", "v1", StringComparison.Ordinal);
        bool byGuid = path.Contains("/calls/{", StringComparison.Ordinal) || path.Contains("/recordings/{", StringComparison.Ordinal) || path.Contains(":guid", StringComparison.Ordinal);
        path = System.Text.RegularExpressions.Regex.Replace(
            path, "\\{[^}]+\\}", byGuid ? "01890000-0000-7000-8000-000000000000" : "999999", System.Text.RegularExpressions.RegexOptions.NonBacktracking);
        HttpRequestMessage request = new(new HttpMethod(parts[0]), path);
        if (parts[0] is "POST" or "PUT" or "PATCH")
        {
            bool form = parts[0] is "POST" && Array.Exists(Forms, path.EndsWith);
            request.Content = form
                ? new MultipartFormDataContent { { new StringContent("x"), "unknown" } }
                : new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return request;
    }
}
