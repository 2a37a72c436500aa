using CallCenter.Data.Calls;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Customers;
using CallCenter.Data.Leads;
using CallCenter.Data.Prompts;
using CallCenter.Data.Recordings;
using CallCenter.Domain;
using Microsoft.Data.Sqlite;

namespace CallCenter.Data.Tests;

public sealed class StoreTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateTimeOffset Start => TestDatabase.Start;

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_campaign_comes_back_as_it_was_stored_with_its_lists_and_trunks_in_order(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId a = await db.AddListAsync("a");
        ListId b = await db.AddListAsync("b");
        Trunk trunk = (await db.Trunks.CreateAsync(new Trunk { Id = default, Name = "t", Host = "127.0.0.1" }, Start, Ct)).Value!;
        PromptInfo prompt = await new PromptStore(db.Db).CreateAsync("sorry", "en", PromptFormat.MuLaw8k, [1, 2, 3], TimeSpan.FromSeconds(3), null, Start, Ct);
        Campaign draft = new()
        {
            Id = default,
            Name = "Spring",
            Mode = DialMode.AgentFirst,
            Ratio = 1.5,
            ListIds = [b, a],
            TrunkIds = [trunk.Id],
            CallerId = "+12125550100",
            RingTimeout = TimeSpan.FromSeconds(20),
            RuleSet = "us",
            AbandonLimit = 0.025,
            Amd = AmdMode.Shadow,
            SafeHarbourPromptId = prompt.Id,
            WrapUp = TimeSpan.FromSeconds(45),
            MaxAttempts = 4,
            ConnectLimit = TimeSpan.FromSeconds(1.5),
        };

        Campaign stored = (await db.Campaigns.CreateAsync(draft, new UserId(1), Start, Ct)).Value!;
        Campaign read = (await db.Campaigns.GetAsync(stored.Id, Ct))!;

        Assert.Equivalent(draft with { Id = stored.Id }, read, strict: true);
        Assert.Equal([b, a], read.ListIds);
        Assert.Equal(EditOutcome.NameTaken, (await db.Campaigns.CreateAsync(draft with { Name = "SPRING" }, null, Start, Ct)).Outcome);
        Assert.Equal(EditOutcome.UnknownReference, (await db.Campaigns.CreateAsync(draft with { Name = "x", ListIds = [new ListId(99)] }, null, Start, Ct)).Outcome);
        Assert.Null(await db.Campaigns.GetAsync(new CampaignId(99), Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task An_edit_names_the_version_it_saw_and_leaves_a_row_of_history(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        Campaign campaign = await db.AddCampaignAsync("c", await db.AddListAsync());

        Edited<Campaign> first = await db.Campaigns.UpdateAsync(campaign with { Name = "d", ListIds = [] }, new UserId(2), Start, Ct);
        Assert.Equal((EditOutcome.Stored, 2, "d"), (first.Outcome, first.Value!.Version, first.Value.Name));
        Assert.Empty(first.Value.ListIds);
        Assert.Equal(EditOutcome.VersionConflict, (await db.Campaigns.UpdateAsync(campaign with { Name = "e" }, null, Start, Ct)).Outcome);
        Assert.Equal(EditOutcome.NotFound, (await db.Campaigns.UpdateAsync(campaign with { Id = new CampaignId(77) }, null, Start, Ct)).Outcome);

        Assert.True(await db.Campaigns.SetStateAsync(campaign.Id, CampaignState.Running, null, Start, Ct));
        Assert.True(await db.Campaigns.SetStateAsync(campaign.Id, CampaignState.Paused, null, Start.AddHours(1), Ct));
        Assert.True(await db.Campaigns.SetStateAsync(campaign.Id, CampaignState.Running, null, Start.AddHours(2), Ct));
        Campaign running = Assert.Single(await db.Campaigns.ByStateAsync(CampaignState.Running, Ct));
        Assert.Equal((Start, 2), (running.FirstStartedAt!.Value, running.Version));
        Assert.Equal(
            ["state running", "state paused", "state running", "edited", "created"], (await db.Campaigns.HistoryAsync(campaign.Id, null, 50, Ct)).Select(h => h.Change));
        Assert.Single(await db.Campaigns.ListAsync(Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_trunks_password_is_not_in_the_database_in_clear(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        Trunk draft = new()
        {
            Id = default,
            Name = "carrier",
            Host = "sip.example.test",
            Port = 5090,
            UserName = "user",
            Password = "very-secret-word",
            Register = true,
            MaxChannels = 12,
            CallsPerSecond = 2.5,
            Codecs = ["PCMA"],
            Priority = 3,
        };
        Trunk stored = (await db.Trunks.CreateAsync(draft, Start, Ct)).Value!;

        Assert.Equivalent(draft with { Id = stored.Id }, await db.Trunks.GetAsync(stored.Id, Ct), strict: true);
        Assert.Equal(EditOutcome.NameTaken, (await db.Trunks.CreateAsync(draft, Start, Ct)).Outcome);
        Assert.Equal(EditOutcome.Stored, (await db.Trunks.UpdateAsync(stored with { Password = null, Enabled = false }, Start, Ct)).Outcome);
        Trunk changed = Assert.Single(await db.Trunks.ListAsync(Ct));
        Assert.True(changed is { Password: null, Enabled: false });
        Assert.Equal(EditOutcome.NotFound, (await db.Trunks.UpdateAsync(stored with { Id = new TrunkId(9) }, Start, Ct)).Outcome);
        if (provider == DatabaseProvider.Sqlite)
        {
            foreach (string file in Directory.GetFiles(db.Folder, "test.db*"))
            {
                await using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                byte[] bytes = new byte[stream.Length];
                await stream.ReadExactlyAsync(bytes, Ct);
                Assert.Equal(-1, bytes.AsSpan().IndexOf("very-secret-word"u8));
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Calls_are_paged_newest_first_by_campaign_agent_time_and_scope(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 12);
        CampaignId one = (await db.AddCampaignAsync("one", list)).Id;
        CampaignId two = (await db.AddCampaignAsync("two", list)).Id;
        List<CallId> calls = [];
        for (int i = 0; i < 12; i++)
        {
            // Pairs share their start, so that the id decides.
            (_, CallId call, _) = await db.DialOneAsync(i % 3 == 0 ? two : one, now: Start.AddMinutes(i / 2));
            calls.Add(call);
            await db.Attempts.MarkConnectedAsync(call, new UserId(i % 2), Start.AddMinutes(i), Ct);
        }

        CallId[] newest = [.. (await AllAsync(new CallQuery { Limit = 5 }))];
        Assert.Equal(12, newest.Distinct().Count());
        Assert.Equal(calls.Skip(10).Order(Comparer<CallId>.Create((x, y) => string.CompareOrdinal($"{y}", $"{x}"))), newest.Take(2));
        Assert.Equal(8, (await AllAsync(new CallQuery { Campaign = one, Limit = 3 })).Count);
        Assert.Equal(6, (await AllAsync(new CallQuery { Agent = new UserId(1), Limit = 4 })).Count);
        Assert.Equal(2, (await AllAsync(new CallQuery { Agent = new UserId(0), Campaign = two, Limit = 1 })).Count);
        Assert.Equal(4, (await AllAsync(new CallQuery { From = Start.AddMinutes(1), To = Start.AddMinutes(3) })).Count);
        Assert.Equal(4, (await AllAsync(new CallQuery { Within = [two] })).Count);
        Assert.Empty(await AllAsync(new CallQuery { Within = [] }));
        Assert.Equal(12, (await AllAsync(new CallQuery { Cursor = "not-a-cursor" })).Count);

        async Task<List<CallId>> AllAsync(CallQuery query)
        {
            List<CallId> found = [];
            while (true)
            {
                FoundCalls page = await db.Calls.PageAsync(query, Ct);
                found.AddRange(page.Items.Select(c => c.Id));
                if (page.Next is null)
                {
                    return found;
                }

                query = query with { Cursor = page.Next };
            }
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_recording_is_opened_before_its_first_byte_and_closed_once(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 1);
        (_, CallId call, _) = await db.DialOneAsync((await db.AddCampaignAsync("c", list)).Id);
        RecordingId id = RecordingId.New(Start);
        await db.Recordings.OpenAsync(id, call, "2026/11/22/a.wav", "wav-pcm16-8k-stereo", Start, Ct);

        Assert.Equal(id, Assert.Single(await db.Recordings.OpenOnesAsync(Ct)).Id);
        Assert.Equal(id, (await db.Calls.GetAsync(call, Ct))!.RecordingId);
        byte[] hash = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];
        Assert.True(await db.Recordings.CloseAsync(id, RecordingState.Closed, TimeSpan.FromSeconds(61), 123_456, hash, Start.AddMinutes(2), Ct));
        Assert.False(await db.Recordings.CloseAsync(id, RecordingState.Lost, TimeSpan.Zero, 0, null, Start.AddMinutes(3), Ct));
        Recording closed = Assert.Single(await db.Recordings.ByCallAsync(call, Ct));
        Assert.Equal((RecordingState.Closed, TimeSpan.FromSeconds(61), 123_456L), (closed.State, closed.Duration!.Value, closed.Bytes!.Value));
        Assert.Equal(hash, closed.Sha256);
        Assert.Empty(await db.Recordings.OpenOnesAsync(Ct));
        Assert.Single(await db.Recordings.FinishedAfterAsync(null, 10, Ct));
        Assert.Empty(await db.Recordings.FinishedAfterAsync(id, 10, Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_customer_keeps_numbers_fields_and_consent(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        Customer draft = new()
        {
            Kind = CustomerKind.Company,
            FullName = "王小明 😀",
            Company = "Example GmbH",
            TimeZone = "Europe/Berlin",
            Custom = new Dictionary<string, string>(StringComparer.Ordinal) { ["plan"] = "L'été" },
            Numbers = [new CustomerNumber { Number = "+4930123456", Country = "DE" }, new CustomerNumber { Number = "+491701234567", Type = "mobile" }],
        };
        Customer stored = await db.Customers.CreateAsync(draft, Start, Ct);

        Assert.Equivalent(stored, await db.Customers.GetAsync(stored.Id, Ct), strict: true);
        Assert.Equal(stored.Id, await db.Customers.OwnerOfNumberAsync("+491701234567", Ct));
        Assert.True(await db.Customers.SetConsentAsync(stored.Id, Consent.Given, "web form 12", Start, Ct));
        Customer agreed = (await db.Customers.GetAsync(stored.Id, Ct))!;
        Assert.Equal((Consent.Given, "web form 12", Start, 2), (agreed.Consent, agreed.ConsentSource!, agreed.ConsentAt!.Value, agreed.Version));
        Assert.Null(await db.Customers.GetAsync(new CustomerId(99), Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_prompt_comes_with_its_bytes(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        PromptStore prompts = new(db.Db);
        byte[] audio = [.. Enumerable.Range(0, 40_000).Select(n => (byte)n)];
        PromptInfo stored = await prompts.CreateAsync("sorry", "zh-CN", PromptFormat.Wav, audio, TimeSpan.FromSeconds(5), new UserId(1), Start, Ct);

        Prompt read = (await prompts.GetAsync(stored.Id, Ct))!;
        Assert.Equal(stored, read.Info);
        Assert.Equal(audio, read.Audio);
        Assert.Equal(stored, Assert.Single(await prompts.ListAsync(Ct)));
        Assert.Null(await prompts.GetAsync(new PromptId(9), Ct));
    }

    /// <summary>Whatever is asked often must not read a whole large table.</summary>
    [Fact]
    public async Task Frequent_queries_search_an_index()
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        string[] large = ["leads", "calls", "attempts", "customers", "customer_numbers", "callbacks", "recordings", "do_not_call", "call_legs", "l", "c", "n", "a"];

        // Pages go along an index to their limit; parents' inserts name a scan of children that runs only after a deferred violation.
        string[] mayScan = ["calls.page", "gate.page", "dnc.page", "campaigns.create", "trunks.create"];
        List<string> scans = [];
        foreach (SqlStatement statement in SqlCatalog.All().Where(s => !mayScan.Contains(s.Name, StringComparer.Ordinal)))
        {
            IReadOnlyList<string> plan;
            try
            {
                plan = await QueryPlan.OfAsync(db, statement);
            }
            catch (SqliteException)
            {
                continue; // not a query
            }

            scans.AddRange(plan.Where(p => large.Any(t => string.Equals(p, "SCAN " + t, StringComparison.Ordinal))).Select(p => $"{statement}: {p}"));
        }

        Assert.Empty(scans);
    }
}
