using CallCenter.Data.Calls;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Compliance;
using CallCenter.Data.Customers;
using CallCenter.Data.Dispositions;
using CallCenter.Data.Leads;
using CallCenter.Data.Recordings;
using CallCenter.Data.Trunks;
using CallCenter.Domain;
using Microsoft.Data.SqlClient;

namespace CallCenter.Data.Tests;

/// <summary>A fresh, migrated database: a SQLite file always, and one on a server when CALLCENTER_TEST_SQLSERVER holds a connection string.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("callcenter-data-").FullName;
    private readonly string? _serverDatabase;

    private TestDatabase(DatabaseProvider provider)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            Options = DatabaseOptions.ForSqlite(Path.Combine(_folder, "test.db"));
        }
        else
        {
            _serverDatabase = "callcenter_test_" + Guid.NewGuid().ToString("N");
            Options = DatabaseOptions.ForSqlServer(new SqlConnectionStringBuilder(Server) { InitialCatalog = _serverDatabase }.ConnectionString);
        }

        Db = new Database(Options);
        Secrets = SecretBox.FromFile(Path.Combine(_folder, "secrets.key"));
        Campaigns = new CampaignStore(Db);
        Trunks = new TrunkStore(Db, Secrets);
        Leads = new LeadQueue(Db);
        Attempts = new AttemptLedger(Db);
        Calls = new CallStore(Db);
        Dispositions = new DispositionLedger(Db);
        Callbacks = new CallbackStore(Db);
        Recordings = new RecordingLedger(Db);
        DoNotCall = new DoNotCallStore(Db);
        Gate = new GateLog(Db);
        Customers = new CustomerStore(Db);
    }

    /// <summary>The instant at which tests begin.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    public static string? Server => Environment.GetEnvironmentVariable("CALLCENTER_TEST_SQLSERVER") is { Length: > 0 } s ? s : null;

    /// <summary>For [MemberData].</summary>
    public static TheoryData<DatabaseProvider> Providers
    {
        get
        {
            TheoryData<DatabaseProvider> data = [DatabaseProvider.Sqlite];
            if (Server is not null)
            {
                data.Add(DatabaseProvider.SqlServer);
            }

            return data;
        }
    }

    public DatabaseOptions Options { get; }

    public string Folder => _folder;

    public Database Db { get; }

    public SecretBox Secrets { get; }

    public CampaignStore Campaigns { get; }

    public TrunkStore Trunks { get; }

    public LeadQueue Leads { get; }

    public AttemptLedger Attempts { get; }

    public CallStore Calls { get; }

    public DispositionLedger Dispositions { get; }

    public CallbackStore Callbacks { get; }

    public RecordingLedger Recordings { get; }

    public DoNotCallStore DoNotCall { get; }

    public GateLog Gate { get; }

    public CustomerStore Customers { get; }

    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider, bool migrate = true)
    {
        TestDatabase database = new(provider);
        if (database._serverDatabase is not null)
        {
            await AdminAsync($"CREATE DATABASE {database._serverDatabase}");
        }

        if (migrate)
        {
            await database.Db.MigrateAsync(TestContext.Current.CancellationToken);
        }

        return database;
    }

    public async Task<ListId> AddListAsync(string name = "list")
        => await Db.WriteAsync(s => s.QuerySingleAsync<ListId>(TestStatements.AddList, new { name, Now = Start }), CancellationToken.None);

    /// <summary>Adds leads with numbers of their own; returns them in order.</summary>
    public async Task<IReadOnlyList<LeadId>> AddLeadsAsync(
        ListId list, int count, int priority = 0, DateTimeOffset? nextAt = null, long firstNumber = 14155550000, int numbersEach = 1)
        => await Db.WriteAsync<IReadOnlyList<LeadId>>(
            async session =>
            {
                List<LeadId> leads = [];
                for (int i = 0; i < count; i++)
                {
                    CustomerNumber[] numbers = [.. Enumerable.Range(0, numbersEach).Select(n => new CustomerNumber
                    {
                        Number = "+" + (firstNumber + i + (n * 100_000)),
                        TimeZones = ["America/Los_Angeles"],
                    })];
                    Customer customer = await CustomerStore.CreateAsync(session, new Customer { FullName = $"Customer {i}", Numbers = numbers }, Start);
                    leads.Add(await session.QuerySingleAsync<LeadId>(
                        TestStatements.AddLead,
                        new { list, Customer = customer.Id, Number = customer.Numbers[0].Id, priority, NextAt = nextAt ?? Start, Now = Start }));
                }

                return leads;
            },
            CancellationToken.None);

    public async Task<Campaign> AddCampaignAsync(string name, params IReadOnlyList<ListId> lists)
    {
        Edited<Campaign> created = await Campaigns.CreateAsync(
            new Campaign { Id = default, Name = name, CallerId = "+12125550100", ListIds = lists, MaxAttempts = 3 }, null, Start, CancellationToken.None);
        return created.Value!;
    }

    /// <summary>Claims one lead and opens an attempt to it.</summary>
    public async Task<(QueuedLead Lead, CallId Call, AttemptId Attempt)> DialOneAsync(CampaignId campaign, string node = "node", DateTimeOffset? now = null)
    {
        DateTimeOffset at = now ?? Start;
        QueuedLead lead = Assert.Single(await Leads.ClaimAsync(campaign, node, 1, at, TimeSpan.FromMinutes(2), CancellationToken.None));
        CallId call = CallId.New(at);
        AttemptId? attempt = Assert.Single(await Attempts.OpenAsync(node, [New(lead, call, campaign)], at, CancellationToken.None));
        return (lead, call, attempt!.Value);
    }

    public static NewAttempt New(QueuedLead lead, CallId call, CampaignId campaign) => new()
    {
        Call = call,
        Campaign = campaign,
        Lead = lead.Id,
        Customer = lead.CustomerId,
        Number = lead.Number,
        CallerId = "+12125550100",
    };

    public async ValueTask DisposeAsync()
    {
        await Db.DisposeAsync();
        Secrets.Dispose();
        if (_serverDatabase is not null)
        {
            await AdminAsync($"DROP DATABASE {_serverDatabase}");
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task AdminAsync(string sql)
    {
        await using SqlConnection connection = new(Server);
        await connection.OpenAsync();
        await using SqlCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A name made here.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
