using System.Security.Cryptography;
using System.Text;
using CallCenter.Contracts;
using CallCenter.Data.Audit;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Portal.Tests;

public sealed class ApiTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/portal.js")]
    [InlineData("/health/live")]
    [InlineData("/api/v1/me")]
    [InlineData("/nowhere")]
    public async Task Every_answer_narrows_what_a_browser_does_with_it(string path)
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpResponseMessage answer = await server.Browser().GetAsync(new Uri(path, UriKind.Relative));
        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("object-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Contains("microphone=(self)", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    [Fact]
    public async Task Pages_hold_no_inline_script_and_lead_each_role_to_its_application()
    {
        await using PortalServer server = await PortalServer.StartAsync(demo: true);
        await server.AddUserAsync("ann", "agent");
        await server.AddUserAsync("sue", "supervisor");
        string front = await server.Browser().GetStringAsync(new Uri("/", UriKind.Relative));
        Assert.DoesNotContain("onclick", front, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script>", front, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("style=", front, StringComparison.OrdinalIgnoreCase);
        foreach ((string name, string page, string holds) in new[] { ("ann", "/agent", "/app/agent/"), ("sue", "/supervisor", "/app/supervisor/") })
        {
            using HttpClient browser = await server.SignedInAsync(name);
            HttpResponseMessage lead = await browser.GetAsync(new Uri("/", UriKind.Relative));
            Assert.Equal(page, lead.Headers.Location!.ToString());
            Assert.Contains(holds, await browser.GetStringAsync(new Uri(page, UriKind.Relative)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_new_user_gets_a_sip_password_of_which_only_the_hashes_are_stored_and_the_dialer_hears_of_it()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.KeyClientAsync("administrator");
        JsonElement made = await PortalServer.JsonAsync(await admin.PostAsJsonAsync(
            "/api/v1/users", new { userName = "ann", displayName = "Ann", roles = new[] { "agent" }, teams = new[] { "North" }, password = PortalServer.Password }));
        string sip = made.GetProperty("sipPassword").GetString()!;
        Assert.True(sip.Length >= 20);
        UserId id = new(long.Parse(made.GetProperty("id").GetString()!, System.Globalization.CultureInfo.InvariantCulture));
        SipSecret? secret = await server.Services.GetRequiredService<UserStore>().SipSecretAsync(id, default);
        Assert.NotNull(secret);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"ann:callcenter:{sip}"))), secret.Ha1Sha256);
        Assert.Equal(32, secret.Ha1Md5.Length);
        Assert.Contains(server.Dialer.Commands, c => c is UserEdited edited && edited.User == id);
        JsonElement view = await PortalServer.JsonAsync(await admin.GetAsync(new Uri($"/api/v1/users/{id}", UriKind.Relative)));
        Assert.Equal("North", view.GetProperty("teams")[0].GetProperty("name").GetString());
        await PortalServer.ProblemAsync(
            await admin.PostAsJsonAsync("/api/v1/users", new { userName = "ANN", roles = new[] { "agent" } }), HttpStatusCode.Conflict, "name_taken");
    }

    [Theory]
    [InlineData("{\"userName\":5,\"roles\":[\"agent\"]}", "userName")]
    [InlineData("{\"roles\":[\"agent\"]}", "userName")]
    [InlineData("{\"userName\":null,\"roles\":[\"agent\"]}", "userName")]
    [InlineData("{\"userName\":\"a b\",\"roles\":[\"agent\"]}", "userName")]
    [InlineData("{\"userName\":\"ann\",\"roles\":[\"king\"]}", "roles[0]")]
    [InlineData("{\"userName\":\"ann\",\"roles\":[null]}", "roles[0]")]
    [InlineData("{\"userName\":\"ann\",\"roles\":[\"agent\"],\"campaignIds\":[\"x\"]}", "campaignIds[0]")]
    [InlineData("{\"userName\":\"ann\",\"roles\":[\"agent\"],\"password\":\"short\"}", "password")]
    [InlineData("{\"userName\":\"ann\",\"roles\":[\"agent\"],\"sipPassword\":\"x\"}", "sipPassword")]
    public async Task Bad_input_is_told_by_its_field(string json, string field)
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.KeyClientAsync("administrator");
        using StringContent body = new(json, Encoding.UTF8, "application/json");
        JsonElement problem = await PortalServer.ProblemAsync(
            await admin.PostAsync(new Uri("/api/v1/users", UriKind.Relative), body), HttpStatusCode.BadRequest, "invalid_request");
        Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        Assert.DoesNotContain("CallCenter.", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "application/json", 400)]
    [InlineData("null", "application/json", 400)]
    [InlineData("[]", "application/json", 400)]
    [InlineData("{", "application/json", 400)]
    [InlineData("{\"userName\":\"\\ud800\",\"roles\":[\"agent\"]}", "application/json", 400)]
    [InlineData("userName=ann", "application/x-www-form-urlencoded", 415)]
    public async Task Bodies_that_are_no_request_are_refused_and_never_our_fault(string text, string type, int status)
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.KeyClientAsync("administrator");
        using StringContent body = new(text, Encoding.UTF8, type);
        HttpResponseMessage answer = await admin.PostAsync(new Uri("/api/v1/users", UriKind.Relative), body);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_a_413_and_one_nested_too_deeply_a_400()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.KeyClientAsync("administrator");
        using StringContent large = new("{\"name\":\"" + new string('x', 300_000) + "\"}", Encoding.UTF8, "application/json");
        await PortalServer.ProblemAsync(
            await admin.PostAsync(new Uri("/api/v1/teams", UriKind.Relative), large), HttpStatusCode.RequestEntityTooLarge, "payload_too_large");
        using StringContent deep = new("{\"name\":" + new string('[', 100) + new string(']', 100) + "}", Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.PostAsync(new Uri("/api/v1/teams", UriKind.Relative), deep)).StatusCode);
    }

    [Fact]
    public async Task A_repeat_with_the_same_idempotency_key_is_answered_as_the_first_was()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.KeyClientAsync("administrator");
        admin.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        HttpResponseMessage first = await admin.PostAsJsonAsync("/api/v1/teams", new { name = "North" });
        HttpResponseMessage again = await admin.PostAsJsonAsync("/api/v1/teams", new { name = "North" });
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        await PortalServer.ProblemAsync(
            await admin.PostAsJsonAsync("/api/v1/teams", new { name = "South" }), HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
        admin.DefaultRequestHeaders.Remove("Idempotency-Key");
        await PortalServer.ProblemAsync(await admin.PostAsJsonAsync("/api/v1/teams", new { name = "North" }), HttpStatusCode.Conflict, "name_taken");
    }

    [Fact]
    public async Task A_revoked_key_and_the_key_of_a_disabled_user_open_nothing()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.KeyClientAsync("administrator");
        UserId ann = await server.AddUserAsync("ann", "agent");
        JsonElement made = await PortalServer.JsonAsync(await admin.PostAsJsonAsync("/api/v1/apikeys", new { name = "softphone", userId = ann.ToString() }));
        using HttpClient key = server.Browser();
        key.DefaultRequestHeaders.Authorization = new("Bearer", made.GetProperty("key").GetString());
        Uri agent = new("/api/v1/agent", UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await key.GetAsync(agent)).StatusCode);
        await admin.DeleteAsync(new Uri($"/api/v1/apikeys/{made.GetProperty("id").GetString()}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, (await key.GetAsync(agent)).StatusCode);
        using HttpClient other = await server.UserKeyClientAsync(ann);
        await admin.PatchAsJsonAsync($"/api/v1/users/{ann}", new { disabled = true });
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync(agent)).StatusCode);
    }

    [Fact]
    public async Task A_supervisor_of_a_team_sees_only_its_people()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.KeyClientAsync("administrator");
        foreach ((string name, string role, string team) in new[] { ("sue", "supervisor", "North"), ("ann", "agent", "North"), ("bo", "agent", "South") })
        {
            await PortalServer.JsonAsync(await admin.PostAsJsonAsync(
                "/api/v1/users", new { userName = name, roles = new[] { role }, teams = new[] { team }, password = PortalServer.Password }));
        }

        using HttpClient sue = await server.SignedInAsync("sue");
        JsonElement page = await PortalServer.JsonAsync(await sue.GetAsync(new Uri("/api/v1/users", UriKind.Relative)));
        Assert.Equal("sue ann", string.Join(' ', page.GetProperty("items").EnumerateArray().Select(u => u.GetProperty("userName").GetString())));
        UserRecord? bo = await server.Services.GetRequiredService<UserStore>().FindAsync("bo", default);
        Assert.NotNull(bo);
        Assert.Equal(HttpStatusCode.NotFound, (await sue.GetAsync(new Uri($"/api/v1/users/{bo.Id}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task An_agents_orders_reach_the_dialer_under_the_agents_name_and_its_refusals_come_back()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        UserId ann = await server.AddUserAsync("ann", "agent");
        using HttpClient agent = await server.UserKeyClientAsync(ann);
        Guid call = Guid.CreateVersion7();
        server.Dialer.Answer = c => c is HoldCall ? new Refused("not_found", "There is no such call.") : null;
        Assert.Equal(HttpStatusCode.NoContent, (await agent.PostAsync(new Uri($"/api/v1/agent/calls/{call}/hangup", UriKind.Relative), null)).StatusCode);
        Assert.Contains(server.Dialer.Commands, c => c is HangUpCall h && h.Agent == ann && h.Call.Value == call);
        await PortalServer.ProblemAsync(
            await agent.PostAsync(new Uri($"/api/v1/agent/calls/{call}/hold", UriKind.Relative), null), HttpStatusCode.NotFound, "not_found");
        JsonElement problem = await PortalServer.ProblemAsync(
            await agent.PutAsJsonAsync("/api/v1/agent/state", new { state = "asleep" }), HttpStatusCode.BadRequest, "invalid_request");
        Assert.Contains("ready", problem.GetProperty("errors").GetProperty("state")[0].GetString(), StringComparison.Ordinal);
        await PortalServer.ProblemAsync(
            await agent.PostAsJsonAsync($"/api/v1/agent/calls/{call}/dtmf", new { digits = "12x" }), HttpStatusCode.BadRequest, "invalid_request");
        await PortalServer.ProblemAsync(
            await agent.PostAsJsonAsync($"/api/v1/agent/calls/{call}/wrapup", new { disposition = "sale" }), HttpStatusCode.NotFound, "not_found");
        using HttpClient nobody = await server.KeyClientAsync("agent");
        await PortalServer.ProblemAsync(await nobody.GetAsync(new Uri("/api/v1/agent", UriKind.Relative)), HttpStatusCode.Conflict, "no_person");
    }

    [Fact]
    public async Task A_dialer_that_is_away_is_a_503_and_shows_in_health()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient agent = await server.UserKeyClientAsync(await server.AddUserAsync("ann", "agent"));
        Uri ready = new("/health/ready", UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await server.Browser().GetAsync(ready)).StatusCode);
        server.Dialer.Answer = _ => new Refused("dialer_unreachable", "Away.");
        await PortalServer.ProblemAsync(await agent.GetAsync(new Uri("/api/v1/agent", UriKind.Relative)), HttpStatusCode.ServiceUnavailable, "dialer_unreachable");
        HttpResponseMessage health = await server.Browser().GetAsync(ready);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Contains("dialer", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_describes_every_operation_and_how_to_sign_in()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        JsonElement document = await PortalServer.JsonAsync(await server.Browser().GetAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString());
        JsonElement paths = document.GetProperty("paths");
        foreach (string path in new[] { "/api/v1/session", "/api/v1/users", "/api/v1/agent/calls/{id}/wrapup", "/api/v1/lists", "/api/v1/campaigns", "/health/ready" })
        {
            Assert.True(paths.TryGetProperty(path, out _), path);
        }

        Assert.True(paths.GetProperty("/api/v1/users").GetProperty("post").GetProperty("responses").TryGetProperty("201", out _));
        Assert.Equal(["q", "role", "teamId", "disabled", "limit", "cursor"], paths.GetProperty("/api/v1/users").GetProperty("get").GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()!), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    public async Task A_missing_body_is_told_without_our_own_words(string body)
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.UserKeyClientAsync(await server.AddUserAsync("root", "administrator"));
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        await PortalServer.ProblemAsync(await admin.PostAsync(new Uri("/api/v1/users", UriKind.Relative), content), HttpStatusCode.BadRequest, "invalid_json");
    }

    [Fact]
    public async Task Who_never_had_a_session_has_a_name_all_the_same()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        server.Dialer.Answer = c => c is GetAgent get ? new AgentReply(new AgentSnapshot(get.Agent, "", AgentState.SignedOut, DateTimeOffset.UnixEpoch, null, null, [], null)) : null;
        using HttpClient agent = await server.UserKeyClientAsync(await server.AddUserAsync("ann", "agent"));
        JsonElement answer = await PortalServer.JsonAsync(await agent.GetAsync(new Uri("/api/v1/agent", UriKind.Relative)));
        Assert.Equal("ann", answer.GetProperty("userName").GetString());
    }

    [Fact]
    public async Task The_audit_log_cannot_be_changed_and_a_change_behind_its_back_shows()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        AuditLog log = server.Services.GetRequiredService<AuditLog>();
        for (int i = 0; i < 20; i++)
        {
            await log.AppendAsync(new AuditEntry("ann", "recording.listen", $"recording/{i}", "{}", "127.0.0.1"), server.Clock.GetUtcNow(), default);
        }

        Assert.Null((await log.VerifyAsync(default)).BrokenAt);
        await using SqliteConnection connection = new($"Data Source={Path.Combine(server.Folder, "callcenter.db")};Pooling=False");
        await connection.OpenAsync();
        Assert.Throws<SqliteException>(() => Run(connection, "UPDATE audit_log SET actor = 'bo' WHERE seq = 7"));
        Assert.Throws<SqliteException>(() => Run(connection, "DELETE FROM audit_log WHERE seq = 7"));
        Run(connection, "DROP TRIGGER audit_log_no_update");
        Run(connection, "UPDATE audit_log SET subject = 'recording/66' WHERE seq = 7");
        Assert.Equal(7, (await log.VerifyAsync(default)).BrokenAt);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this test
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
