using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using CallCenter.Portal.Access;
using CallCenter.Portal.Pages;
using CallCenter.TestKit;

namespace CallCenter.Portal.Tests;

/// <summary>The console's page and files: who gets them, how they are packed and kept, under which policy (W6, A9).</summary>
public sealed partial class ClientTests : IDisposable
{
    private const string Script = "export const greeting = 'hello';";
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_page_carries_the_nonce_of_its_policy_and_a_new_one_each_time()
    {
        await using PortalServer server = await PortalServer.StartAsync(client: Client());
        await server.AddUserAsync("ann", RoleTable.Agent);
        using HttpClient ann = await server.SignedInAsync("ann");
        HashSet<string> seen = [];
        foreach (string path in (string[])["/agent", "/agent/", "/agent/check/devices"])
        {
            using HttpResponseMessage answer = await ann.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            string page = await answer.Content.ReadAsStringAsync();
            string nonce = NonceMeta().Match(page).Groups["nonce"].Value;
            string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.Contains($"style-src 'self' 'nonce-{nonce}';", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl?.NoStore);
            Assert.True(nonce.Length >= 22 && seen.Add(nonce), $"nonce '{nonce}'");
        }
    }

    [Fact]
    public async Task A_browser_that_may_not_see_the_console_is_led_to_the_front_page_and_a_program_is_told()
    {
        await using PortalServer server = await PortalServer.StartAsync(client: Client());
        await server.AddUserAsync("sue", RoleTable.Supervisor);
        using HttpClient stranger = server.Browser();
        using HttpClient sue = await server.SignedInAsync("sue");

        await PortalServer.ProblemAsync(await stranger.GetAsync("/agent"), HttpStatusCode.Unauthorized, "sign_in_required");
        await PortalServer.ProblemAsync(await sue.GetAsync("/agent"), HttpStatusCode.Forbidden, "forbidden");
        foreach (HttpClient person in (HttpClient[])[stranger, sue])
        {
            person.DefaultRequestHeaders.Accept.ParseAdd("text/html");
            using HttpResponseMessage led = await person.GetAsync("/agent/anything");
            Assert.Equal(HttpStatusCode.Redirect, led.StatusCode);
            Assert.Equal("/", led.Headers.Location?.ToString());
        }

        Assert.Equal("/supervisor", (await sue.GetAsync("/")).Headers.Location?.ToString());
    }

    [Theory]
    [InlineData(RoleTable.Supervisor)]
    [InlineData(RoleTable.Coach)]
    [InlineData(RoleTable.Manager)]
    [InlineData(RoleTable.Administrator)]
    public async Task Who_supervises_gets_the_application_at_every_address_beneath_it_and_agents_do_not(string role)
    {
        await using PortalServer server = await PortalServer.StartAsync(client: Client());
        await server.AddUserAsync("sue", role);
        await server.AddUserAsync("ann", RoleTable.Agent);
        using HttpClient sue = await server.SignedInAsync("sue");
        using HttpClient ann = await server.SignedInAsync("ann");
        Assert.Equal("/supervisor", (await sue.GetAsync("/")).Headers.Location?.ToString());
        foreach (string path in (string[])["/supervisor", "/supervisor/", "/supervisor/wall", "/supervisor/campaigns/7/live"])
        {
            Assert.Matches(NonceMeta(), await sue.GetStringAsync(path));
            await PortalServer.ProblemAsync(await ann.GetAsync(path), HttpStatusCode.Forbidden, "forbidden");
        }
    }

    [Theory]
    [InlineData("gzip, deflate, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("identity", null)]
    [InlineData(null, null)]
    public async Task Files_come_packed_as_the_browser_takes_them_and_are_kept(string? accepted, string? encoding)
    {
        await using PortalServer server = await PortalServer.StartAsync(client: Client());
        using HttpClient stranger = server.Browser();
        if (accepted is not null)
        {
            stranger.DefaultRequestHeaders.AcceptEncoding.ParseAdd(accepted);
        }

        using HttpResponseMessage answer = await stranger.GetAsync("/app/agent/assets/main-1a2b3c.js");

        Assert.Equal(encoding is null ? [] : [encoding], answer.Content.Headers.ContentEncoding);
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Script, await UnpackAsync(answer));
        Assert.Equal("public, max-age=31536000, immutable", answer.Headers.GetValues("Cache-Control").Single());
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());

        stranger.DefaultRequestHeaders.IfNoneMatch.Add(answer.Headers.ETag!);
        using HttpResponseMessage again = await stranger.GetAsync("/app/agent/assets/main-1a2b3c.js");
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task Files_without_a_hash_in_their_name_are_asked_for_again()
    {
        await using PortalServer server = await PortalServer.StartAsync(client: Client());
        using HttpClient stranger = server.Browser();
        using HttpResponseMessage answer = await stranger.GetAsync("/app/agent/icon.svg");
        Assert.Equal("no-cache", answer.Headers.GetValues("Cache-Control").Single());
        Assert.NotNull(answer.Headers.ETag);
    }

    [Theory]
    [InlineData("")]
    [InlineData("index.html")]
    [InlineData("assets/main-1a2b3c.js.br")]
    [InlineData("assets/main-1a2b3c.js.gz")]
    [InlineData("secret.txt")]
    [InlineData("../secret.txt")]
    [InlineData("..%2f..%2fcallcenter.db")]
    [InlineData("assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/etc/passwd")]
    public async Task Nothing_else_is_served(string path)
    {
        await using PortalServer server = await PortalServer.StartAsync(client: Client());
        using HttpClient stranger = server.Browser();
        using HttpResponseMessage answer = await stranger.GetAsync(new Uri(server.Url, "/app/agent/" + path));
        Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Unauthorized, $"{(int)answer.StatusCode}");
    }

    [Theory]
    [InlineData(RoleTable.Agent, "agent")]
    [InlineData(RoleTable.Supervisor, "supervisor")]
    public async Task The_built_client_loads_only_files_that_are_there_and_within_400_KB(string role, string application)
    {
        await using PortalServer server = await PortalServer.StartAsync();
        await server.AddUserAsync("ann", role);
        using HttpClient ann = await server.SignedInAsync("ann");
        ann.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        string page = await ann.GetStringAsync("/" + application);
        string[] addresses = [.. FileAddress().Matches(page).Select(m => m.Groups["address"].Value).Distinct(StringComparer.Ordinal)];
        Assert.Contains(addresses, a => a.EndsWith(".js", StringComparison.Ordinal));
        long total = Encoding.UTF8.GetByteCount(page);
        foreach (string address in addresses)
        {
            Assert.StartsWith($"/app/{application}/", address, StringComparison.Ordinal);
            total += (await ann.GetByteArrayAsync(address)).Length;
        }

        Assert.True(total <= 400 * 1024, $"The first load is {total} bytes.");
        Assert.DoesNotContain("<style", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("<script(?![^>]*src=)", page);
    }

    public void Dispose() => _folder.Dispose();

    private ClientApp Client()
    {
        string root = _folder.FullPath;
        File.WriteAllText(Path.Combine(root, "secret.txt"), "not yours");
        string app = Path.Combine(root, "app");
        Directory.CreateDirectory(Path.Combine(app, "assets"));
        File.WriteAllText(Path.Combine(app, "index.html"), "<!doctype html><meta name=\"csp-nonce\" content=\"\"><script type=\"module\" src=\"/app/agent/assets/main-1a2b3c.js\"></script>");
        File.WriteAllText(Path.Combine(app, "icon.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        string script = Path.Combine(app, "assets", "main-1a2b3c.js");
        File.WriteAllText(script, Script);
        using (BrotliStream brotli = new(File.Create(script + ".br"), CompressionLevel.Fastest))
        {
            brotli.Write(Encoding.UTF8.GetBytes(Script));
        }

        using (GZipStream gzip = new(File.Create(script + ".gz"), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Script));
        }

        return new ClientApp(app);
    }

    private static async Task<string> UnpackAsync(HttpResponseMessage answer)
    {
        Stream body = await answer.Content.ReadAsStreamAsync();
        await using Stream plain = answer.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using StreamReader reader = new(plain);
        return await reader.ReadToEndAsync();
    }

    [GeneratedRegex("name=\"csp-nonce\" content=\"(?<nonce>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex NonceMeta();

    [GeneratedRegex("(?:src|href)=\"(?<address>[^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex FileAddress();
}
