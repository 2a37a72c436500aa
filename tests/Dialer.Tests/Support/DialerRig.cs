using System.Net;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Audit;
using CallCenter.Data.Calls;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Compliance;
using CallCenter.Data.Customers;
using CallCenter.Data.Dispositions;
using CallCenter.Data.Identity;
using CallCenter.Data.Leads;
using CallCenter.Data.Lists;
using CallCenter.Data.Phones;
using CallCenter.Data.Prompts;
using CallCenter.Data.Recordings;
using CallCenter.Data.Trunks;
using CallCenter.DemoCarrier;
using CallCenter.Dialer.Monitoring;
using CallCenter.Domain;
using CallCenter.Sip;
using CallCenter.TestKit;
using CallCenter.TestKit.Phones;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Dialer.Tests.Support;

/// <summary>A whole Dialer over real sockets and a real SQLite file, with the demo carrier as its trunk.</summary>
public sealed class DialerRig : IAsyncDisposable
{
    private static readonly SqlStatement InsertLead = Sql.Define(
        "tests.insertLead",
        both: """
            INSERT INTO leads (list_id, customer_id, number_id, state, staged, next_at, created_at)
            SELECT @list, customer_id, id, 'dialable', 0, 0, 0 FROM customer_numbers WHERE customer_id = @customer
            """,
        "@list bigint, @customer bigint");

    private static readonly SqlStatement SelectAttempts = Sql.Define(
        "tests.attempts",
        both: "SELECT id, call_id, trunk_id, outcome, sip_status, charged, ended_at FROM attempts WHERE campaign_id = @campaign ORDER BY id",
        "@campaign bigint");

    private static readonly SqlStatement CopyLeads = Sql.Define(
        "tests.copyLeads",
        both: """
            INSERT INTO leads (list_id, customer_id, number_id, state, staged, next_at, created_at)
            SELECT @copy, customer_id, number_id, state, staged, next_at, created_at FROM leads WHERE list_id = @list
            """,
        "@list bigint, @copy bigint");

    private static readonly SqlStatement UseList = Sql.Define(
        "tests.useList", both: "INSERT INTO campaign_lists (campaign_id, list_id, position) VALUES (@campaign, @list, 9)", "@campaign bigint, @list bigint");

    private static readonly SqlStatement SelectLeads = Sql.Define(
        "tests.leads", both: "SELECT id, state, attempts, next_at FROM leads WHERE list_id = @list ORDER BY id", "@list bigint");

    private static readonly SqlStatement SelectPromises = Sql.Define(
        "tests.promises", both: "SELECT id, customer_id, number, owner_id, call_id, due_at FROM callbacks WHERE state = 'open' AND lead_id = @lead", "@lead bigint");

    private readonly TempFolder _folder = new();
    private readonly List<SoftAgentPhone> _phones = [];
    private ServiceProvider _services = null!;
    private AwayTimes _away = new();
    private MonitoringSettings _monitoring = new();
    private bool _stopped;

    public SimulatedCarrier Carrier { get; private set; } = null!;

    public IDialerLink Link => _services.GetRequiredService<IDialerLink>();

    public IPEndPoint Sip => _services.GetRequiredService<SipEndpoint>().LocalEndPoint;

    public string Folder => _folder.FullPath;

    public static async Task<DialerRig> StartAsync(
        Func<string, double?>? personTone = null, AwayTimes? away = null, MonitoringSettings? monitoring = null)
    {
        DialerRig rig = new() { _away = away ?? new AwayTimes(), _monitoring = monitoring ?? new MonitoringSettings() };
        rig.Carrier = new SimulatedCarrier(
            new DemoCarrierOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0), PersonTone = personTone, TalkTime = TimeSpan.FromSeconds(20) },
            TimeProvider.System,
            NullLoggerFactory.Instance);
        rig.Carrier.Start();
        await rig.BuildAsync();
        return rig;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>A trunk to the demo carrier, or to another port.</summary>
    public async Task<TrunkId> AddTrunkAsync(int? port = null, int channels = 30, int priority = 1)
    {
        Edited<Trunk> trunk = await Get<TrunkStore>().CreateAsync(
            new Trunk
            {
                Id = default,
                Name = $"trunk-{Guid.NewGuid():N}",
                Host = "127.0.0.1",
                Port = port ?? Carrier.Address.Port,
                MaxChannels = channels,
                CallsPerSecond = 50,
                Priority = priority,
            },
            TimeProvider.System.GetUtcNow(),
            CancellationToken.None);
        await SendAsync(new TrunkEdited(trunk.Value!.Id));
        return trunk.Value.Id;
    }

    /// <summary>A list with one lead for each number.</summary>
    public async Task<ListId> AddListAsync(params string[] numbers)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        ListId list = (await Get<ListStore>().CreateAsync($"list-{Guid.NewGuid():N}", "US", null, now, CancellationToken.None))!.Value;
        await Get<Database>().WriteAsync(
            async session =>
            {
                foreach (string number in numbers)
                {
                    Customer customer = await CustomerStore.CreateAsync(
                        session, new Customer { FullName = "Customer " + number, Numbers = [new CustomerNumber { Number = number }] }, now);
                    await session.ExecuteAsync(InsertLead, new { list, Customer = customer.Id });
                }
            },
            CancellationToken.None);
        return list;
    }

    public async Task<CampaignId> AddCampaignAsync(
        ListId list, IReadOnlyList<TrunkId> trunks, DialMode mode = DialMode.Progressive, double ratio = 1, TimeSpan? wrapUp = null, TimeSpan? ringTimeout = null)
    {
        Edited<Campaign> campaign = await Get<CampaignStore>().CreateAsync(
            new Campaign
            {
                Id = default,
                Name = $"campaign-{Guid.NewGuid():N}",
                Mode = mode,
                Ratio = ratio,
                ListIds = [list],
                TrunkIds = trunks,
                CallerId = "+12125550100",
                RingTimeout = ringTimeout ?? TimeSpan.FromSeconds(15),
                WrapUp = wrapUp ?? TimeSpan.FromSeconds(30),
            },
            null,
            TimeProvider.System.GetUtcNow(),
            CancellationToken.None);
        return campaign.Value!.Id;
    }

    /// <summary>A phone of a user that exists already, registered now.</summary>
    public async Task<SoftAgentPhone> AddPhoneAsync(string name, double? toneHz = null)
    {
        SoftAgentPhone phone = await SoftAgentPhone.StartAsync(Sip, name, "secret-of-" + name, toneHz);
        _phones.Add(phone);
        return phone;
    }

    /// <summary>Runs a statement that only a test needs.</summary>
    public Task ExecuteAsync(SqlStatement statement, object arguments)
        => Get<Database>().WriteAsync(session => session.ExecuteAsync(statement, arguments), CancellationToken.None);

    /// <summary>Another list with a lead for each customer of the first.</summary>
    public async Task<ListId> CopyListAsync(ListId list)
    {
        ListId copy = (await Get<ListStore>().CreateAsync($"list-{Guid.NewGuid():N}", "US", null, TimeProvider.System.GetUtcNow(), CancellationToken.None))!.Value;
        await Get<Database>().WriteAsync(session => session.ExecuteAsync(CopyLeads, new { list, copy }), CancellationToken.None);
        return copy;
    }

    /// <summary>Gives a stopped campaign one more list.</summary>
    public async Task UseListAsync(CampaignId campaign, ListId list)
    {
        await Get<Database>().WriteAsync(session => session.ExecuteAsync(UseList, new { campaign, list }), CancellationToken.None);
        await SendAsync(new CampaignEdited(campaign));
    }

    /// <summary>The attempt rows of a campaign, oldest first: trunk and outcome.</summary>
    public Task<IReadOnlyList<AttemptRow>> AttemptsAsync(CampaignId campaign)
        => Get<Database>().ReadAsync(session => session.QueryAsync<AttemptRow>(SelectAttempts, new { campaign }), CancellationToken.None);

    /// <summary>The leads of a list, oldest first.</summary>
    public Task<IReadOnlyList<LeadRow>> LeadsAsync(ListId list)
        => Get<Database>().ReadAsync(session => session.QueryAsync<LeadRow>(SelectLeads, new { list }), CancellationToken.None);

    /// <summary>What a lead is promised.</summary>
    public Task<IReadOnlyList<Callback>> PromisesAsync(LeadId lead)
        => Get<Database>().ReadAsync(session => session.QueryAsync<Callback>(SelectPromises, new { lead }), CancellationToken.None);

    /// <summary>A user with a registered phone that answers by itself and sends a tone.</summary>
    public async Task<(UserId Id, SoftAgentPhone Phone)> AddAgentAsync(string name, double? toneHz)
    {
        UserId id = await AddUserAsync(name);
        return (id, await AddPhoneAsync(name, toneHz));
    }

    /// <summary>An agent without a phone.</summary>
    public async Task<UserId> AddUserAsync(string name)
    {
        DigestSecret secret = DigestSecret.From(name, "callcenter", "secret-of-" + name);
        UserId id = (await Get<UserStore>().CreateAsync(
            new NewUser(
                name,
                name,
                null,
                false,
                new SipSecret { UserName = name, Ha1Md5 = secret.Ha1Md5, Ha1Sha256 = secret.Ha1Sha256 },
                ["agent"],
                [],
                []),
            TimeProvider.System.GetUtcNow(),
            CancellationToken.None))!.Value;
        await SendAsync(new UserEdited(id));
        return id;
    }

    /// <summary>Signs an agent in on the campaign and makes it ready.</summary>
    public async Task ReadyAsync(UserId agent, CampaignId campaign)
    {
        Assert.IsType<AgentReply>(await SendAsync(new StartAgentSession(agent, [campaign], PhoneKind.Sip)));
        Assert.IsType<AgentReply>(await SendAsync(new SetAgentState(agent, AgentState.Ready, null)));
    }

    public Task<DialerReply> SendAsync(DialerCommand command) => Link.SendAsync(command, CancellationToken.None);

    public async Task<AgentSnapshot> AgentAsync(UserId agent) => ((AgentReply)await SendAsync(new GetAgent(agent))).Agent;

    public async Task<CampaignLive> LiveAsync(CampaignId campaign) => ((CampaignLiveReply)await SendAsync(new GetCampaignLive(campaign))).Live;

    /// <summary>The campaign's call records once there are so many that have ended.</summary>
    public async Task<IReadOnlyList<CallRecord>> EndedCallsAsync(CampaignId campaign, int count, TimeSpan limit)
    {
        IReadOnlyList<CallRecord> calls = await WaitFor.AnswerAsync(
            $"{count} ended calls",
            async ct =>
            {
                Assert.True(Failures.Count == 0, string.Join("\n", Failures));
                return (IReadOnlyList<CallRecord>)[.. (await CallsAsync(campaign, ct)).Where(c => c.EndedAt is not null)];
            },
            calls => calls.Count >= count,
            limit);
        return calls;
    }

    public async Task<IReadOnlyList<CallRecord>> CallsAsync(CampaignId campaign, CancellationToken ct)
        => (await Get<CallStore>().PageAsync(new CallQuery { Campaign = campaign, Limit = 1000 }, ct)).Items;

    /// <summary>Stops this Dialer in order, lets a test change what is on disk, and starts another one on the same data.</summary>
    public async Task RestartAsync(Func<Task> between)
    {
        await StopAsync();
        await between();
        await _services.DisposeAsync();
        await BuildAsync();
        _stopped = false;
    }

    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            foreach (IHostedService service in _services.GetServices<IHostedService>())
            {
                await service.StopAsync(CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _services.DisposeAsync();
        foreach (SoftAgentPhone phone in _phones)
        {
            await phone.DisposeAsync();
        }

        await Carrier.DisposeAsync();
        _folder.Dispose();
    }

    private async Task BuildAsync()
    {
        Database database = new(DatabaseOptions.ForSqlite(_folder.File("callcenter.db")));
        await database.MigrateAsync(CancellationToken.None);
        ServiceCollection services = new();
        services.AddSingleton(database);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(SecretBox.FromFile(_folder.File("secrets.key")));
        services.AddLogging(logging => logging.AddProvider(new FailureLogProvider(_failures)));
        foreach (Type store in (Type[])
            [
                typeof(TrunkStore), typeof(CampaignStore), typeof(ListStore), typeof(UserStore), typeof(CustomerStore), typeof(LeadQueue),
                typeof(AttemptLedger), typeof(NodeLease), typeof(CallbackStore), typeof(CallStore), typeof(RecordingLedger), typeof(PromptStore), typeof(DoNotCallStore), typeof(GateLog),
                typeof(AgentSessionStore), typeof(AuditLog), typeof(DispositionLedger), typeof(DispositionStore),
            ])
        {
            services.AddSingleton(store);
        }

        services.AddDialer(new DialerSettings
        {
            SipListen = new IPEndPoint(IPAddress.Loopback, 0),
            RtpLow = 0,
            RtpHigh = 0,
            DataFolder = _folder.FullPath,
            WebRtcListen = new IPEndPoint(IPAddress.Loopback, 0),
            Away = _away,
            Monitoring = _monitoring,
        });
        _services = services.BuildServiceProvider();
        foreach (IHostedService service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    private readonly List<string> _failures = [];

    /// <summary>Errors the Dialer logged; a test that expects none asserts it.</summary>
    public IReadOnlyList<string> Failures
    {
        get
        {
            lock (_failures)
            {
                return [.. _failures];
            }
        }
    }

    /// <summary>The test brought them about itself.</summary>
    public void ForgetFailures()
    {
        lock (_failures)
        {
            _failures.Clear();
        }
    }

    private sealed class FailureLogProvider(List<string> failures) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lock (failures)
                {
                    failures.Add($"{formatter(state, exception)} {exception}");
                }
            }
        }

        public void Dispose()
        {
        }
    }
}

/// <summary>One attempt as stored.</summary>
public sealed record AttemptRow
{
    public AttemptId Id { get; init; }

    public CallId CallId { get; init; }

    public TrunkId TrunkId { get; init; }

    public CallOutcome? Outcome { get; init; }

    public int? SipStatus { get; init; }

    public bool Charged { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>One lead as stored.</summary>
public sealed record LeadRow
{
    public LeadId Id { get; init; }

    public LeadState State { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset NextAt { get; init; }
}
