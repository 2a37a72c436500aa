using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Calls;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Compliance;
using CallCenter.Data.Customers;
using CallCenter.Data.Lists;
using CallCenter.Domain;
using CallCenter.Portal;
using CallCenter.Portal.SignIn;
using CallCenter.Portal.Users;
using CallCenter.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CallCenter.AgentConsole.Tests;

/// <summary>The agents' web service behind the real door, on a free port, over a real SQLite file, with a Dialer that the test scripts.</summary>
internal sealed class DeskServer : IAsyncDisposable
{
    public const string Password = "a quiet river at dawn";

    private readonly TempFolder _folder;
    private readonly WebApplication _app;
    private readonly Dictionary<HttpClient, CookieContainer> _cookies = [];

    private DeskServer(TempFolder folder, WebApplication app, ScriptedDialer dialer, ManualClock clock)
    {
        _folder = folder;
        _app = app;
        Dialer = dialer;
        Clock = clock;
        Url = new Uri(app.Urls.First());
    }

    public ScriptedDialer Dialer { get; }

    public ManualClock Clock { get; }

    public Uri Url { get; }

    public IServiceProvider Services => _app.Services;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<DeskServer> StartAsync()
    {
        TempFolder folder = new();
        ScriptedDialer dialer = new();
        ManualClock clock = new();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(_ => new Database(DatabaseOptions.ForSqlite(Path.Combine(folder.FullPath, "test.db"))));
        builder.Services.AddSingleton<IDialerLink>(dialer);
        builder.Services.AddSingleton<AttemptLedger>();
        builder.Services.AddSingleton<ListStore>();
        builder.Services.AddSingleton<CustomerStore>();
        builder.Services.AddSingleton<DoNotCallStore>();
        builder.Services.AddPortal(new PortalOptions(folder.FullPath, Demo: false));
        builder.Services.AddAgentConsole();
        WebApplication app = builder.Build();
        app.UsePortal();
        app.MapPortal();
        app.MapAgentConsole();
        await app.Services.GetRequiredService<Database>().MigrateAsync(Ct);
        await app.StartAsync(Ct);
        return new DeskServer(folder, app, dialer, clock);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Adds an agent with <see cref="Password"/>.</summary>
    public async Task<UserId> AddAgentAsync(string name, params string[] roles)
    {
        AddUserResult result = await Get<UserAdmin>().AddAsync(new NewUserRequest(name, roles.Length == 0 ? ["agent"] : roles, Password: Password), Ct);
        return Assert.IsType<AddUserResult.Added>(result).Id;
    }

    /// <summary>A program with a key that acts as the user.</summary>
    public async Task<HttpClient> ProgramAsync(UserId user)
    {
        HttpClient client = new() { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await Get<ApiKeys>().CreateAsync("program", user, [], "test", Ct)).Key);
        return client;
    }

    /// <summary>A browser that is signed in, its anti-forgery token set.</summary>
    public async Task<HttpClient> SignInAsync(string name)
    {
        CookieContainer cookies = new();
        HttpClient browser = new(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = Url };
        HttpResponseMessage answer = await browser.PostAsJsonAsync("/api/v1/session", new { userName = name, password = Password }, Ct);
        browser.DefaultRequestHeaders.Add("X-CSRF", (await JsonAsync(answer)).GetProperty("csrf").GetString());
        _cookies[browser] = cookies;
        return browser;
    }

    public string? CookieOf(HttpClient browser) => _cookies.TryGetValue(browser, out CookieContainer? cookies) ? cookies.GetCookieHeader(Url) : null;

    /// <summary>A campaign with a list of one lead: Mia Stone in Los Angeles.</summary>
    public async Task<(CampaignId Campaign, LeadId Lead, Customer Customer)> AddLeadAsync(string ruleSet = "us", Customer? customer = null)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        ListId list = (await Get<ListStore>().CreateAsync("Spring", "US", null, now, Ct))!.Value;
        customer = await Get<CustomerStore>().CreateAsync(customer ?? Mia, now, Ct);
        LeadId lead = await Get<Database>().WriteAsync(
            async session =>
            {
                await ListStore.AddFieldsAsync(session, list, ["Plan", "Since"]);
                return await session.QuerySingleAsync<LeadId>(DeskStatements.AddLead, new { list, Customer = customer.Id, Number = customer.Numbers[0].Id, now });
            },
            Ct);
        Campaign campaign = (await Get<CampaignStore>().CreateAsync(
            new Campaign { Id = default, Name = "Renewals", CallerId = "+12125550100", ListIds = [list], RuleSet = ruleSet, MaxAttempts = 3 }, null, now, Ct)).Value!;
        return (campaign.Id, lead, customer);
    }

    public static Customer Mia { get; } = new()
    {
        FullName = "Mia Stone",
        Company = "Stone & Co",
        Email = "mia@example.org",
        TimeZone = "America/Los_Angeles",
        Consent = Consent.Given,
        Numbers = [new CustomerNumber { Number = "+14155550101", Type = "mobile" }, new CustomerNumber { Number = "+14155550102", Type = "fixedLine" }],
    };

    /// <summary>A call to the lead that was answered and joined to the agent, as the Dialer leaves it in the database.</summary>
    public async Task<AgentCall> ConnectAsync(UserId agent, CampaignId campaign, LeadId? lead, Customer? customer, string number = "+14155550101", CallDirection direction = CallDirection.Outbound)
    {
        DateTimeOffset now = Clock.GetUtcNow();
        CallId call = CallId.New(now);
        AttemptLedger ledger = Get<AttemptLedger>();
        NewAttempt attempt = new()
        {
            Call = call,
            Campaign = campaign,
            Lead = lead,
            Customer = customer?.Id,
            Number = number,
            Direction = lead is null ? direction : CallDirection.Manual, // a lead taken by hand needs no claim
            Agent = agent,
        };
        Assert.NotNull((await ledger.OpenAsync("node", [attempt], now, Ct))[0]);
        if (lead is not null && direction != CallDirection.Manual)
        {
            await Get<Database>().WriteAsync(session => session.ExecuteAsync(DeskStatements.SetDirection, new { call, direction }), Ct);
        }

        await ledger.MarkConnectedAsync(call, agent, now, Ct);
        return new AgentCall(call, lead, customer?.Id, number, "outbound", campaign, "connected", now, false, false, null);
    }

    /// <summary>An agent with a session, perhaps in a call.</summary>
    public AgentSnapshot Snapshot(UserId agent, AgentState state, AgentCall? call = null, AgentPhone? phone = null)
        => new(agent, "ann", state, Clock.GetUtcNow(), null, phone, call is null ? [] : [call.CampaignId], call);

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Checks status and code of a problem.</summary>
    public static async Task<JsonElement> ProblemAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        string text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {text}");
        JsonElement problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        return problem;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
