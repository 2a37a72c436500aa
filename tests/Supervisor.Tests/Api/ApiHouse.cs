using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Customers;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal;
using CallCenter.Portal.SignIn;
using CallCenter.Supervisor.Tests.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallCenter.Supervisor.Tests.Api;

/// <summary>Portal and Supervisor behind a real web server on loopback, over a real SQLite file; the Dialer's side of the border only answers.</summary>
public sealed class ApiHouse : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("callcenter-api-").FullName;
    private readonly Dictionary<string, HttpClient> _clients = new(StringComparer.Ordinal);
    private WebApplication _app = null!;

    public QuietDialer Dialer { get; } = new();

    public Database Database => _app.Services.GetRequiredService<Database>();

    public string Folder => _folder;

    /// <summary>Signed in by a key with the role's name.</summary>
    public HttpClient Manager => _clients["manager"];

    public HttpClient Admin => _clients["administrator"];

    public HttpClient Coach => _clients["coach"];

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => new Database(DatabaseOptions.ForSqlite(Path.Combine(_folder, "test.db"))));
        builder.Services.AddSingleton(_ => SecretBox.FromFile(Path.Combine(_folder, "secrets.key")));
        builder.Services.AddSingleton<IDialerLink>(Dialer);
        builder.Services.AddPortal(new PortalOptions(_folder, Demo: false));
        builder.Services.AddSupervisor(new SupervisorOptions(_folder));
        _app = builder.Build();
        _app.UsePortal();
        _app.MapSupervisor();
        await Database.MigrateAsync(CancellationToken.None);
        await _app.StartAsync();
        foreach (string role in (string[])["manager", "administrator", "coach", "supervisor"])
        {
            _clients[role] = Client((await Get<ApiKeys>().CreateAsync(role, null, [role], "test", CancellationToken.None)).Key);
        }

        Dialer.Reply = command => command switch
        {
            GetCampaignLive c => new CampaignLiveReply(new CampaignLive(
                c.Campaign, CampaignState.Running, new(1, 2, 3, 4, 0), new(0, 1, 0, 0, 2), 7, 5, 4, 1, 0.2, new(3, "two agents are free"))),
            GetCampaignWhy or GetLeadWhy => new WhyReply([new WhyReason("noAgents", "Nobody is ready.", 1, "Sign agents in.")]),
            GetTrunkHealth t => new TrunkHealthReply(new TrunkHealth(t.Trunk, TrunkHealthState.Up, null, 2)),
            _ => new Done(),
        };
    }

    /// <summary>A client whose key acts as a new user.</summary>
    public async Task<(HttpClient Client, UserId Id)> UserAsync(string name, string role, params TeamId[] teams)
    {
        UserId id = (await Get<UserStore>().CreateAsync(
            new NewUser(name, name, null, false, null, [role], teams, []), TimeProvider.System.GetUtcNow(), CancellationToken.None))!.Value;
        return (Client((await Get<ApiKeys>().CreateAsync(name, id, [], "test", CancellationToken.None)).Key), id);
    }

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode expected)
    {
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode} {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Posts JSON and expects an answer.</summary>
    public static async Task<JsonElement> PostAsync(HttpClient client, string path, object body, HttpStatusCode expected = HttpStatusCode.Created)
        => await JsonAsync(await client.PostAsJsonAsync("/api/v1/" + path, body), expected);

    public static async Task<JsonElement> GetAsync(HttpClient client, string path, HttpStatusCode expected = HttpStatusCode.OK)
        => await JsonAsync(await client.GetAsync("/api/v1/" + path), expected);

    public static async Task<JsonElement> PatchAsync(HttpClient client, string path, object body, HttpStatusCode expected = HttpStatusCode.OK, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/" + path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await JsonAsync(await client.SendAsync(request), expected);
    }

    /// <summary>A list with a name of its own.</summary>
    public async Task<string> ListAsync()
        => (await PostAsync(Manager, "lists", new { name = $"List {Guid.NewGuid():N}", defaultCountry = "US" })).GetProperty("id").GetString()!;

    public static MultipartFormDataContent Form(byte[] file, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        form.Add(content, "file", "../../customers.csv");
        foreach ((string name, string value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return form;
    }

    /// <summary>Uploads and waits for the end.</summary>
    public async Task<JsonElement> UploadAsync(string list, string text, params (string Name, string Value)[] fields)
    {
        using MultipartFormDataContent form = Form(Encoding.UTF8.GetBytes(text), fields);
        JsonElement accepted = await JsonAsync(await Manager.PostAsync($"/api/v1/lists/{list}/uploads", form), HttpStatusCode.Accepted);
        return await EndAsync(accepted.GetProperty("id").GetString()!);
    }

    public async Task<JsonElement> EndAsync(string upload)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            JsonElement view = await GetAsync(Manager, $"uploads/{upload}");
            if (view.GetProperty("state").GetString() is not ("queued" or "running"))
            {
                return view;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }

    /// <summary>A call that an agent had, ended now.</summary>
    public async Task<CallId> CallAsync(UserId agent, string number = "+14155550144", string? customer = null, int seconds = 20, string? disposition = null)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        CallId call = CallId.New(now);
        CustomerId? of = customer is null ? null : (await Get<CustomerStore>().CreateAsync(new Customer { FullName = customer }, now, CancellationToken.None)).Id;
        long at = now.ToUnixTimeMilliseconds();
        await SqlAsync($"""
            INSERT INTO calls (id, direction, agent_id, customer_id, number, node, started_at, answered_at, connected_at, ended_at, outcome, disposition)
            VALUES ('{call}', 'outbound', {agent}, {(of is { } id ? id : "NULL")}, '{number}', 'n', {at}, {at}, {at}, {at + (seconds * 1000)}, 'connected',
                {(disposition is null ? "NULL" : $"'{disposition}'")})
            """);
        return call;
    }

    public async Task SqlAsync(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "test.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HttpClient client in _clients.Values)
        {
            client.Dispose();
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private HttpClient Client(string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
