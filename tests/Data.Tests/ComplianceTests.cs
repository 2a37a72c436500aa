using System.Data.Common;
using CallCenter.Data.Compliance;
using CallCenter.Domain;
using Microsoft.Data.Sqlite;

namespace CallCenter.Data.Tests;

public sealed class ComplianceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateTimeOffset Start => TestDatabase.Start;

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Numbers_are_blocked_exactly_or_by_prefix_for_the_company_or_one_campaign(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId mine = new(1);
        CampaignId other = new(2);
        await db.DoNotCall.AddAsync(Entry("+12125550100"), Ct);
        await db.DoNotCall.AddAsync(Entry("+1900") with { Kind = DoNotCallKind.Prefix }, Ct);
        await db.DoNotCall.AddAsync(Entry("+12125550102") with { Campaign = mine }, Ct);
        string[] numbers = ["+12125550100", "+121255501001", "+19005551234", "+12125550102", "+12125550103"];

        Assert.Equal(["+12125550100", "+12125550102", "+19005551234"], (await db.DoNotCall.MatchAsync(numbers, mine, Ct)).Order(StringComparer.Ordinal));
        Assert.Equal(["+12125550100", "+19005551234"], (await db.DoNotCall.MatchAsync(numbers, other, Ct)).Order(StringComparer.Ordinal));
        Assert.Equal(["+12125550100", "+19005551234"], (await db.DoNotCall.MatchAsync(numbers, null, Ct)).Order(StringComparer.Ordinal));
        Assert.Empty(await db.DoNotCall.MatchAsync([], null, Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task An_entry_is_stored_once_listed_by_page_and_removed(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        DoNotCallEntry asked = Entry("+12125550100") with { Call = CallId.New(Start), CreatedBy = new UserId(4), Reason = "asked" };
        (DoNotCallEntry stored, bool added) = await db.DoNotCall.AddAsync(asked, Ct);
        (DoNotCallEntry again, bool addedAgain) = await db.DoNotCall.AddAsync(asked with { Reason = "later" }, Ct);

        Assert.Equal((true, false), (added, addedAgain));
        Assert.Equal(asked with { Id = stored.Id }, stored);
        Assert.Equal(stored, again);
        Assert.Equal(3, await db.DoNotCall.AddManyAsync([Entry("+12125550101"), Entry("+12125550102"), Entry("+12125550100"), Entry("+12125550103")], Ct));
        IReadOnlyList<DoNotCallEntry> page = await db.DoNotCall.ListAsync(stored.Id, null, 2, Ct);
        Assert.Equal(["+12125550101", "+12125550102"], page.Select(e => e.Number));
        Assert.Equal(["+12125550103"], (await db.DoNotCall.ListAsync(0, "+12125550103", 10, Ct)).Select(e => e.Number));
        Assert.True(await db.DoNotCall.RemoveAsync(stored.Id, Ct));
        Assert.False(await db.DoNotCall.RemoveAsync(stored.Id, Ct));
        Assert.Null(await db.DoNotCall.GetAsync(stored.Id, Ct));
        Assert.Empty(await db.DoNotCall.MatchAsync(["+12125550100"], null, Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Decisions_are_chained_and_read_back_as_they_were(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        Assert.Equal(new ChainCheck(0, null), await db.Gate.VerifyAsync(Ct));
        IReadOnlyList<long> ids = await db.Gate.AppendAsync([Decision(1), Decision(2)], Ct);
        await Task.WhenAll(Enumerable.Range(3, 8).Select(n => db.Gate.AppendAsync([Decision(n)], Ct)));

        Assert.Equal([1L, 2L], ids);
        Assert.Equal(new ChainCheck(10, null), await db.Gate.VerifyAsync(Ct));
        GateDecision read = Assert.Single(await db.Gate.OfLeadAsync(new LeadId(2), 5, Ct));
        Assert.Equal((Decision(2).At, "dial", "+12125550102", false), (read.At, read.Origin, read.Number, read.Allowed));
        Assert.Equal(["window", "é\"'"], read.Reasons);
        Assert.Equal("08:00", read.Facts["local"]);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Decisions_cannot_be_changed_or_removed_through_the_database(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        await db.Gate.AppendAsync([Decision(1)], Ct);

        await Assert.ThrowsAnyAsync<DbException>(() => db.Db.WriteAsync(s => s.ExecuteAsync(TestStatements.ChangeDecision, new { Id = 1L }), Ct));
        await Assert.ThrowsAnyAsync<DbException>(() => db.Db.WriteAsync(s => s.ExecuteAsync(TestStatements.DeleteDecision, new { Id = 1L }), Ct));
        Assert.Equal(new ChainCheck(1, null), await db.Gate.VerifyAsync(Ct));
    }

    [Theory]
    [InlineData("UPDATE gate_decisions SET allowed = 1 - allowed WHERE id = 3", 3)]
    [InlineData("UPDATE gate_decisions SET number = '+1' WHERE id = 5", 5)]
    [InlineData("UPDATE gate_decisions SET hash = previous_hash WHERE id = 2", 2)]
    [InlineData("DELETE FROM gate_decisions WHERE id = 4", 5)]
    [InlineData("DELETE FROM gate_decisions WHERE id = 1", 2)]
    [InlineData("UPDATE gate_decisions SET id = -id WHERE id IN (3, 4); UPDATE gate_decisions SET id = 7 + id WHERE id < 0", 3)]
    public async Task Tampering_behind_the_triggers_is_found_at_the_first_row(string tampering, long broken)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        await db.Gate.AppendAsync([.. Enumerable.Range(1, 6).Select(Decision)], Ct);
        await using (SqliteConnection attacker = new($"Data Source={db.Options.Path};Pooling=False"))
        {
            await attacker.OpenAsync(Ct);
            await using SqliteCommand command = attacker.CreateCommand();
#pragma warning disable CA2100 // Written in this test.
            command.CommandText = "DROP TRIGGER gate_decisions_no_update; DROP TRIGGER gate_decisions_no_delete; " + tampering;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync(Ct);
        }

        Assert.Equal(broken, (await db.Gate.VerifyAsync(Ct)).FirstBroken);
    }

    private static DoNotCallEntry Entry(string number) => new() { Number = number, Source = "api", CreatedAt = Start };

    private static GateDecision Decision(int n) => new(
        Start.AddSeconds(n),
        "dial",
        new CampaignId(1),
        new LeadId(n),
        $"+121255501{n:00}",
        n % 2 == 1,
        ["window", "é\"'"],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["local"] = "08:00" });
}
