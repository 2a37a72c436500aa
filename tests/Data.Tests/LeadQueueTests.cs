using System.Collections.Concurrent;
using CallCenter.Data.Leads;
using CallCenter.Domain;

namespace CallCenter.Data.Tests;

public sealed class LeadQueueTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Hands_out_leads_by_priority_then_time_then_id_over_all_lists(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId a = await db.AddListAsync("a");
        ListId b = await db.AddListAsync("b");
        IReadOnlyList<LeadId> low = await db.AddLeadsAsync(a, 2, priority: 0, nextAt: TestDatabase.Start.AddHours(-2));
        IReadOnlyList<LeadId> older = await db.AddLeadsAsync(b, 1, priority: 5, nextAt: TestDatabase.Start.AddHours(-3), firstNumber: 14155551000);
        IReadOnlyList<LeadId> newer = await db.AddLeadsAsync(a, 2, priority: 5, nextAt: TestDatabase.Start.AddHours(-1), firstNumber: 14155552000);
        await db.AddLeadsAsync(a, 2, priority: 9, nextAt: TestDatabase.Start.AddHours(1), firstNumber: 14155553000);
        Campaign campaign = await db.AddCampaignAsync("c", a, b);

        IReadOnlyList<QueuedLead> first = await db.Leads.ClaimAsync(campaign.Id, "n", 2, TestDatabase.Start, Lease, Ct);
        IReadOnlyList<QueuedLead> rest = await db.Leads.ClaimAsync(campaign.Id, "n", 10, TestDatabase.Start, Lease, Ct);

        Assert.Equal([older[0], newer[0]], first.Select(l => l.Id));
        Assert.Equal([newer[1], low[0], low[1]], rest.Select(l => l.Id));
        Assert.Equal("+14155551000", first[0].Number);
        Assert.Equal(["America/Los_Angeles"], first[0].TimeZones);
        Assert.Equal(TestDatabase.Start + Lease, first[0].LeasedUntil);
        Assert.Empty(await db.Leads.ClaimAsync(campaign.Id, "n", 10, TestDatabase.Start, Lease, Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Four_claimers_with_connections_of_their_own_never_get_the_same_lead(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 640);
        Campaign campaign = await db.AddCampaignAsync("c", list);
        ConcurrentBag<LeadId> claimed = [];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async n =>
        {
            // A Database of its own: what another process would be.
            await using Database own = new(db.Options);
            LeadQueue queue = new(own);
            int empty = 0;
            while (empty < 3)
            {
                IReadOnlyList<QueuedLead> batch = await queue.ClaimAsync(campaign.Id, $"node{n}", 8, TestDatabase.Start, Lease, Ct);
                empty = batch.Count == 0 ? empty + 1 : 0;
                foreach (QueuedLead lead in batch)
                {
                    claimed.Add(lead.Id);
                }
            }
        }));

        Assert.Equal(640, claimed.Count);
        Assert.Equal(640, claimed.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_lease_that_runs_out_gives_the_lead_to_the_next_claimer(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 2);
        Campaign campaign = await db.AddCampaignAsync("c", list);
        IReadOnlyList<QueuedLead> mine = await db.Leads.ClaimAsync(campaign.Id, "one", 2, TestDatabase.Start, Lease, Ct);

        Assert.Equal([mine[0].Id], await db.Leads.RenewAsync("one", [mine[0].Id], TestDatabase.Start + (2 * Lease), Ct));
        IReadOnlyList<QueuedLead> theirs = await db.Leads.ClaimAsync(campaign.Id, "two", 2, TestDatabase.Start + Lease, Lease, Ct);

        Assert.Equal([mine[1].Id], theirs.Select(l => l.Id));
        Assert.Empty(await db.Leads.RenewAsync("one", [mine[1].Id], TestDatabase.Start + (3 * Lease), Ct));
        Assert.Equal(0, await db.Leads.ReleaseAsync("one", [mine[1].Id], Ct));
        Assert.Equal(1, await db.Leads.ReleaseAsync("one", [mine[0].Id], Ct));
        Assert.Equal(1, await db.Leads.ReleaseAllOfAsync("two", Ct));
        Assert.Equal(2, (await db.Leads.ClaimAsync(campaign.Id, "three", 5, TestDatabase.Start + Lease, Lease, Ct)).Count);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_refused_lead_is_counted_where_it_went(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 5);
        Campaign campaign = await db.AddCampaignAsync("c", list);
        IReadOnlyList<QueuedLead> leads = await db.Leads.ClaimAsync(campaign.Id, "n", 4, TestDatabase.Start, Lease, Ct);
        DateTimeOffset later = TestDatabase.Start.AddHours(8);

        Assert.True(await db.Leads.RefuseAsync("n", leads[0].Id, LeadState.DoNotCall, null, Ct));
        Assert.True(await db.Leads.RefuseAsync("n", leads[1].Id, LeadState.Dialable, later, Ct));
        Assert.False(await db.Leads.RefuseAsync("other", leads[2].Id, LeadState.Done, null, Ct));
        await db.Db.WriteAsync(s => s.ExecuteAsync(TestStatements.Stage, new { leads[3].Id }), Ct);

        LeadCounts counts = await db.Leads.CountsAsync(campaign.Id, TestDatabase.Start, Ct);
        Assert.Equal(
            new LeadCounts { DialableNow = 1, Leased = 1, Waiting = 1, DoNotCall = 1, Staged = 1, Total = 5, EarliestNext = later }, counts);
        LeadDetail detail = (await db.Leads.GetAsync(leads[1].Id, Ct))!;
        Assert.Equal((LeadState.Dialable, later, null), (detail.State, detail.NextAt, detail.ClaimedBy));
        Assert.Equal([campaign.Id], await db.Leads.CampaignsOfAsync(leads[1].Id, Ct));
    }

    [Fact]
    public async Task The_claim_searches_its_index_and_never_scans_the_leads()
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        string[] names = ["leads.level", "leads.nextPriority", "leads.claim", "leads.queued", "leads.renew", "leads.release", "leads.releaseAll"];
        foreach (SqlStatement statement in SqlCatalog.All().Where(s => names.Contains(s.Name, StringComparer.Ordinal)))
        {
            IReadOnlyList<string> plan = await QueryPlan.OfAsync(db, statement);
            Assert.DoesNotContain(plan, step => step.StartsWith("SCAN leads", StringComparison.Ordinal) || step.StartsWith("SCAN l", StringComparison.Ordinal));
        }

        IReadOnlyList<string> level = await QueryPlan.OfAsync(db, SqlCatalog.All().Single(s => s.Name.Equals("leads.level", StringComparison.Ordinal)));
        Assert.Equal("SEARCH leads USING INDEX ix_leads_next (list_id=? AND priority=? AND next_at<?)", Assert.Single(level));
    }
}
