using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Pages;
using CallCenter.Portal.SignIn;
using CallCenter.Portal.Users;
using CallCenter.Settings;
using CallCenter.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Portal.Tests;

/// <summary>The real program's web part on a free port of loopback, over a real SQLite file, with a Dialer made for tests.</summary>
internal sealed class PortalServer : IAsyncDisposable
{
    public const string Password = "a quiet river at dawn";

    private readonly TempFolder _folder;
    private readonly WebApplication _app;

    private PortalServer(TempFolder folder, WebApplication app, FakeDialer dialer, ManualClock clock)
    {
        _folder = folder;
        _app = app;
        Dialer = dialer;
        Clock = clock;
        Url = new Uri(app.Urls.First());
    }

    public FakeDialer Dialer { get; }

    public ManualClock Clock { get; }

    public Uri Url { get; }

    public IServiceProvider Services => _app.Services;

    public string Folder => _folder.FullPath;

    public static async Task<PortalServer> StartAsync(bool demo = false, ClientApp? client = null)
    {
        TempFolder folder = new();
        FakeDialer dialer = new();
        ManualClock clock = new();
        ServerSettings settings = new SettingsReader(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Http:Listen"] = "127.0.0.1:0",
            ["Data"] = folder.FullPath,
            ["Role"] = "web",
        }).Read(demo)!;
        WebApplication app = Program.Build(settings, new ConfigurationBuilder().Build(), services =>
        {
            services.AddSingleton<IDialerLink>(dialer);
            services.AddSingleton<TimeProvider>(clock);
            if (client is not null)
            {
                services.AddSingleton(new ClientApps(client, client));
            }
        });
        await app.Services.GetRequiredService<Database>().MigrateAsync(default);
        await app.StartAsync();
        return new PortalServer(folder, app, dialer, clock);
    }

    /// <summary>Adds a user with <see cref="Password"/>.</summary>
    public async Task<UserId> AddUserAsync(string name, params string[] roles)
    {
        AddUserResult result = await Services.GetRequiredService<UserAdmin>().AddAsync(new NewUserRequest(name, roles, Password: Password), default);
        return Assert.IsType<AddUserResult.Added>(result).Id;
    }

    /// <summary>A client with a key that has roles.</summary>
    public async Task<HttpClient> KeyClientAsync(params string[] roles)
        => Bearer((await Services.GetRequiredService<ApiKeys>().CreateAsync(string.Join('-', roles), null, roles, "test", default)).Key);

    /// <summary>A client with a key that acts as a user.</summary>
    public async Task<HttpClient> UserKeyClientAsync(UserId user)
        => Bearer((await Services.GetRequiredService<ApiKeys>().CreateAsync("of user", user, [], "test", default)).Key);

    /// <summary>A client without anything; keeps cookies like a browser.</summary>
    public HttpClient Browser() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Url };

    /// <summary>A signed-in browser with its anti-forgery token set.</summary>
    public async Task<HttpClient> SignedInAsync(string name, string password = Password)
    {
        HttpClient browser = Browser();
        JsonElement me = await JsonAsync(await browser.PostAsJsonAsync("/api/v1/session", new { userName = name, password }));
        browser.DefaultRequestHeaders.Add("X-CSRF", me.GetProperty("csrf").GetString());
        return browser;
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Checks status and code of a problem.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        JsonElement problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    private HttpClient Bearer(string key)
    {
        HttpClient client = Browser();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }
}
