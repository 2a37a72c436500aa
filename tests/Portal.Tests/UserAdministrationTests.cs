using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CallCenter.Portal.Tests;

/// <summary>What an administrator does for people who cannot get in, and what nobody may do to the last administrator.</summary>
public sealed class UserAdministrationTests
{
    [Fact]
    public async Task A_new_password_is_shown_once_and_must_be_changed()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.UserKeyClientAsync(await server.AddUserAsync("root", "administrator"));
        string bo = (await server.AddUserAsync("bo", "agent")).ToString();
        JsonElement made = await PortalServer.JsonAsync(await admin.PostAsync(Path($"users/{bo}/password"), null));
        Assert.Equal(16, made.GetProperty("password").GetString()!.Length);
        JsonElement view = await GetAsync(admin, $"users/{bo}");
        Assert.Equal((true, true, 0), (view.GetProperty("mustChangePassword").GetBoolean(), view.GetProperty("hasPassword").GetBoolean(), view.GetProperty("sessions").GetInt32()));
        JsonElement own = await GetAsync(admin, "me");
        Assert.Equal("own_account", await CodeAsync(await admin.PostAsync(Path($"users/{own.GetProperty("id").GetString()}/password"), null), HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        string root = (await server.AddUserAsync("root", "administrator")).ToString();
        using HttpClient program = await server.KeyClientAsync("administrator");
        foreach (object change in (object[])[new { disabled = true }, new { roles = new[] { "manager" } }])
        {
            Assert.Equal("last_administrator", await CodeAsync(await program.PatchAsJsonAsync(Path($"users/{root}"), change), HttpStatusCode.Conflict));
        }

        await server.AddUserAsync("second", "administrator");
        Assert.Equal(HttpStatusCode.OK, (await program.PatchAsJsonAsync(Path($"users/{root}"), new { roles = new[] { "manager" } })).StatusCode);
    }

    [Fact]
    public async Task Users_are_found_by_name_role_and_state_and_teams_go_only_when_they_are_empty()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.UserKeyClientAsync(await server.AddUserAsync("root", "administrator"));
        string bo = (await server.AddUserAsync("bo", "agent")).ToString();
        await server.AddUserAsync("bob_x", "coach");
        Assert.Equal(["bo", "bob_x"], await NamesAsync(admin, "users?q=BO"), StringComparer.Ordinal);
        Assert.Equal(["bob_x"], await NamesAsync(admin, "users?q=b_"), StringComparer.Ordinal);
        Assert.Equal(["bo"], await NamesAsync(admin, "users?role=agent"), StringComparer.Ordinal);
        await admin.PatchAsJsonAsync(Path($"users/{bo}"), new { teams = new[] { "North" } });
        JsonElement team = (await GetAsync(admin, "teams")).GetProperty("items")[0];
        Assert.Equal(1, team.GetProperty("members").GetInt32());
        string id = team.GetProperty("id").GetString()!;
        Assert.Equal(["bo"], await NamesAsync(admin, $"users?teamId={id}"), StringComparer.Ordinal);
        Assert.Equal("team_not_empty", await CodeAsync(await admin.DeleteAsync(Path($"teams/{id}")), HttpStatusCode.Conflict));
        await admin.PatchAsJsonAsync(Path($"users/{bo}"), new { teams = Array.Empty<string>(), disabled = true });
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync(Path($"teams/{id}"))).StatusCode);
        Assert.Equal(["bo"], await NamesAsync(admin, "users?disabled=true"), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_audit_log_is_filtered_and_checked()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        using HttpClient admin = await server.UserKeyClientAsync(await server.AddUserAsync("root", "administrator"));
        await admin.PostAsJsonAsync(Path("teams"), new { name = "North" });
        await admin.PostAsJsonAsync(Path("users"), new { userName = "cleo", roles = new[] { "agent" } });
        foreach (string filter in (string[])["?action=team.create", "?action=team.", "?actor=root&action=team.create", "?actor=root&subject=team/1"])
        {
            Assert.Equal("team.create", Assert.Single((await GetAsync(admin, "audit" + filter)).GetProperty("items").EnumerateArray()).GetProperty("action").GetString());
        }

        Assert.Empty((await GetAsync(admin, "audit?actor=nobody")).GetProperty("items").EnumerateArray());
        Assert.Empty((await GetAsync(admin, "audit?to=2001-01-01T00:00:00Z")).GetProperty("items").EnumerateArray());
        JsonElement before = await GetAsync(admin, "audit/chain");
        Assert.Equal(JsonValueKind.Null, before.GetProperty("checkedAt").ValueKind);
        JsonElement chain = await PortalServer.JsonAsync(await admin.PostAsync(Path("audit/chain"), null));
        Assert.Equal((JsonValueKind.Null, chain.GetProperty("rows").GetInt64()), (chain.GetProperty("brokenAt").ValueKind, chain.GetProperty("checkedRows").GetInt64()));
    }

    private static Uri Path(string path) => new("/api/v1/" + path, UriKind.Relative);

    private static async Task<JsonElement> GetAsync(HttpClient client, string path) => await PortalServer.JsonAsync(await client.GetAsync(Path(path)));

    private static async Task<string[]> NamesAsync(HttpClient client, string path)
        => [.. (await GetAsync(client, path)).GetProperty("items").EnumerateArray().Select(u => u.GetProperty("userName").GetString()!)];

    private static async Task<string> CodeAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        Assert.Equal(expected, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString()!;
    }
}
