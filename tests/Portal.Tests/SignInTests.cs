using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.SignIn;
using CallCenter.Portal.Users;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Portal.Tests;

public sealed class SignInTests
{
    [Fact]
    public async Task Fifty_guesses_at_once_are_evaluated_ten_times_and_the_right_password_waits_too()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        await server.AddUserAsync("ann", "agent");
        using HttpClient browser = server.Browser();
        HttpResponseMessage[] answers = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => TryAsync(browser, "ann", $"wrong guess number {i}")));

        Assert.Equal(10, answers.Count(a => a.StatusCode == HttpStatusCode.Unauthorized));
        Assert.Equal(40, answers.Count(a => a.StatusCode == HttpStatusCode.TooManyRequests));
        HttpResponseMessage right = await TryAsync(browser, "ann", PortalServer.Password);
        await PortalServer.ProblemAsync(right, HttpStatusCode.TooManyRequests, "too_many_tries");
        Assert.InRange(right.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), SignInService.Window);

        server.Clock.Advance(SignInService.Window + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(browser, "ann", PortalServer.Password)).StatusCode);
    }

    [Fact]
    public async Task A_locked_account_does_not_lock_others_and_keys_are_exempt()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        UserId ann = await server.AddUserAsync("ann", "agent");
        await server.AddUserAsync("bo", "agent");
        using HttpClient browser = server.Browser();
        for (int i = 0; i < 11; i++)
        {
            await TryAsync(browser, "ANN", "wrong again and again");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await TryAsync(browser, "ann", PortalServer.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync(browser, "bo", PortalServer.Password)).StatusCode);
        using HttpClient key = await server.UserKeyClientAsync(ann);
        Assert.Equal("ann", (await PortalServer.JsonAsync(await key.GetAsync(new Uri("/api/v1/me", UriKind.Relative)))).GetProperty("userName").GetString());
    }

    [Fact]
    public async Task Unknown_names_wrong_passwords_and_disabled_users_get_the_same_answer()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        await server.AddUserAsync("ann", "agent");
        UserId bo = await server.AddUserAsync("bo", "agent");
        await server.Services.GetRequiredService<UserStore>().UpdateAsync(new UserChange(bo, null, Disabled: true), default);
        using HttpClient browser = server.Browser();
        List<string> answers = [];
        foreach ((string name, string password) in new[] { ("nobody", "x"), ("ann", "x"), ("bo", PortalServer.Password) })
        {
            JsonElement problem = await PortalServer.ProblemAsync(
                await TryAsync(browser, name, password), HttpStatusCode.Unauthorized, "wrong_credentials");
            answers.Add(problem.GetProperty("detail").GetString()!);
        }

        Assert.Single(answers.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ten_failures_then_a_right_password_starts_the_count_anew()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        await server.AddUserAsync("ann", "agent");
        using HttpClient browser = server.Browser();
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i < 9; i++)
            {
                Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(browser, "ann", "still wrong")).StatusCode);
            }

            Assert.Equal(HttpStatusCode.OK, (await TryAsync(browser, "ann", PortalServer.Password)).StatusCode);
        }
    }

    [Fact]
    public async Task Signing_out_and_disabling_end_a_session_at_once()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        UserId ann = await server.AddUserAsync("ann", "agent");
        using HttpClient admin = await server.KeyClientAsync("administrator");
        using HttpClient first = await server.SignedInAsync("ann");
        using HttpClient second = await server.SignedInAsync("ann");
        Assert.Equal(HttpStatusCode.NoContent, (await first.DeleteAsync(new Uri("/api/v1/session", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(first));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(second));
        await PortalServer.JsonAsync(await admin.PatchAsJsonAsync($"/api/v1/users/{ann}", new { disabled = true }));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(second));
    }

    [Fact]
    public async Task Sessions_end_after_twelve_hours_and_those_of_administrators_after_half_an_idle_hour()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        await server.AddUserAsync("ann", "agent");
        await server.AddUserAsync("boss", "administrator");
        using HttpClient agent = await server.SignedInAsync("ann");
        using HttpClient boss = await server.SignedInAsync("boss");
        server.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(boss));
        server.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(boss));
        server.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(boss));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(agent));
        server.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(agent));
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites_and_not_in_the_database()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        await server.AddUserAsync("ann", "agent");
        using HttpClient browser = server.Browser();
        string cookie = (await TryAsync(browser, "ann", PortalServer.Password)).Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        string token = cookie.Split('=', ';')[1];
        Assert.Equal(43, token.Length);
        Assert.DoesNotContain(token, System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(server.Folder, "callcenter.db-wal"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changes_something_needs_the_token_and_our_own_origin()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        await server.AddUserAsync("boss", "administrator");
        using HttpClient browser = await server.SignedInAsync("boss");
        string good = browser.DefaultRequestHeaders.GetValues("X-CSRF").Single();
        browser.DefaultRequestHeaders.Remove("X-CSRF");
        string ours = server.Url.GetLeftPart(UriPartial.Authority);
        (string? Token, string? Origin, string? Site, HttpStatusCode Expected)[] variants =
        [
            (null, null, null, HttpStatusCode.Forbidden),
            ("", null, null, HttpStatusCode.Forbidden),
            ("made-up", null, null, HttpStatusCode.Forbidden),
            (good.ToUpperInvariant(), null, null, HttpStatusCode.Forbidden),
            (good, "null", null, HttpStatusCode.Forbidden),
            (good, "http://evil.example", null, HttpStatusCode.Forbidden),
            (good, ours + ".evil.example", null, HttpStatusCode.Forbidden),
            (good, null, "cross-site", HttpStatusCode.Forbidden),
            (good, ours, "same-origin", HttpStatusCode.Created),
            (good, null, null, HttpStatusCode.Created),
        ];
        int number = 0;
        foreach ((string? token, string? origin, string? site, HttpStatusCode expected) in variants)
        {
            using HttpRequestMessage request = new(HttpMethod.Post, "/api/v1/teams") { Content = JsonContent.Create(new { name = $"team {number++}" }) };
            Add(request, "X-CSRF", token);
            Add(request, "Origin", origin);
            Add(request, "Sec-Fetch-Site", site);
            Assert.Equal(expected, (await browser.SendAsync(request)).StatusCode);
        }

        using HttpRequestMessage foreign = new(HttpMethod.Post, "/api/v1/session")
        {
            Content = JsonContent.Create(new { userName = "boss", password = PortalServer.Password }),
        };
        foreign.Headers.Add("Origin", "http://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Browser().SendAsync(foreign)).StatusCode);
    }

    [Fact]
    public async Task The_first_start_makes_an_administrator_who_has_to_choose_a_password()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        FirstStart first = server.Services.GetRequiredService<FirstStart>();
        (string name, string password) = Assert.NotNull(await first.EnsureAdministratorAsync(default));
        Assert.Equal("root", name);
        Assert.True(password.Length >= 20);
        Assert.Null(await first.EnsureAdministratorAsync(default));

        using HttpClient browser = await server.SignedInAsync(name, password);
        Uri users = new("/api/v1/users", UriKind.Relative);
        await PortalServer.ProblemAsync(await browser.GetAsync(users), HttpStatusCode.Forbidden, "password_change_required");
        await PortalServer.ProblemAsync(
            await browser.PostAsJsonAsync("/api/v1/me/password", new { currentPassword = password, newPassword = "password1234" }),
            HttpStatusCode.BadRequest, "invalid_request");
        HttpResponseMessage changed = await browser.PostAsJsonAsync("/api/v1/me/password", new { currentPassword = password, newPassword = PortalServer.Password });
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(users)).StatusCode);
    }

    [Fact]
    public async Task One_click_sign_in_works_in_demo_mode_on_loopback_only()
    {
        await using PortalServer plain = await PortalServer.StartAsync();
        using HttpClient stranger = plain.Browser();
        await plain.AddUserAsync("ann", "agent");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsJsonAsync("/api/v1/session/demo", new { userName = "ann" })).StatusCode);

        await using PortalServer demo = await PortalServer.StartAsync(demo: true);
        Assert.True(await demo.Services.GetRequiredService<FirstStart>().EnsureDemoUsersAsync(default));
        using HttpClient browser = demo.Browser();
        JsonElement me = await PortalServer.JsonAsync(await browser.PostAsJsonAsync("/api/v1/session/demo", new { userName = "sue" }));
        Assert.Equal("supervisor", me.GetProperty("roles")[0].GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync(demo.Browser(), "sue", "sue")).StatusCode);

        await demo.AddUserAsync("later", "administrator");
        Assert.Equal(HttpStatusCode.NotFound, (await demo.Browser().PostAsJsonAsync("/api/v1/session/demo", new { userName = "later" })).StatusCode);

        using HttpRequestMessage rebound = new(HttpMethod.Post, "/api/v1/session/demo") { Content = JsonContent.Create(new { userName = "root" }) };
        rebound.Headers.Host = "rebound.example";
        Assert.Equal(HttpStatusCode.NotFound, (await demo.Browser().SendAsync(rebound)).StatusCode);
    }

    [Fact]
    public async Task Demo_mode_does_not_open_a_real_installation()
    {
        await using PortalServer server = await PortalServer.StartAsync();
        await server.AddUserAsync("boss", "administrator");
        Assert.False(await server.Services.GetRequiredService<FirstStart>().EnsureDemoUsersAsync(default));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password1234")]
    [InlineData("Password-1234")]
    [InlineData("annannannann1")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    public void Weak_passwords_are_refused(string password) => Assert.NotNull(Passwords.Judge(password, "ann"));

    [Fact]
    public void A_pass_phrase_is_a_good_password() => Assert.Null(Passwords.Judge(PortalServer.Password, "ann"));

    private static Task<HttpResponseMessage> TryAsync(HttpClient browser, string userName, string password)
        => browser.PostAsJsonAsync("/api/v1/session", new { userName, password });

    private static async Task<HttpStatusCode> MeAsync(HttpClient client) => (await client.GetAsync(new Uri("/api/v1/me", UriKind.Relative))).StatusCode;

    private static void Add(HttpRequestMessage request, string header, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }
    }
}
