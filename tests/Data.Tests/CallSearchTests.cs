using CallCenter.Data.Calls;
using CallCenter.Data.Customers;
using CallCenter.Domain;

namespace CallCenter.Data.Tests;

public sealed class CallSearchTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("(415) 555-0142", "4155550142")]
    [InlineData("0142", "0142")]
    [InlineData("415 555 01", "4155550142")]
    [InlineData("+1 415", "4155550142")]
    [InlineData("001 415 555", "4155550142")]
    [InlineData("1415", "4155550142")]
    public void A_part_of_a_number_is_its_end_or_its_beginning_in_any_writing(string typed, string within)
    {
        NumberPart part = NumberPart.Read(typed, ["1", "44"])!;
        string e164 = within.Length == 4 ? "+1415555" + within : "+1" + within;
        Assert.True((part.Tail is { } tail && e164.EndsWith(tail, StringComparison.Ordinal)) || part.Beginnings.Any(b => e164.StartsWith(b, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("five five")]
    [InlineData("12345678901234567890")]
    public void What_is_no_part_of_a_number_is_refused(string typed) => Assert.Null(NumberPart.Read(typed, ["1"]));

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Calls_are_found_by_anything_known_of_them(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CallHouse calls = await CallHouse.FillAsync(db, 60);

        Assert.Equal(60, (await All(db, new CallQuery())).Count);
        Assert.Equal(calls.Where(c => c.Agent == 2), await All(db, new CallQuery { Agent = UserId.From(2) }));
        Assert.Equal(calls.Where(c => c.Customer == "Mia Stone"), await All(db, new CallQuery { Customer = "mia" }));
        Assert.Equal(calls.Where(c => c.Customer == "Mia Stone"), await All(db, new CallQuery { Customer = "Stone" }));
        Assert.Empty(await All(db, new CallQuery { Customer = "%" }));
        Assert.Equal(calls.Where(c => c.Number.EndsWith("07", StringComparison.Ordinal)), await All(db, new CallQuery { Number = NumberPart.Read("07", []) }));
        Assert.Equal(calls.Where(c => c.Number.StartsWith("+1415", StringComparison.Ordinal)), await All(db, new CallQuery { Number = NumberPart.Read("415", ["1"]) }));
        Assert.Equal(calls.Where(c => c.Disposition == "sale"), await All(db, new CallQuery { Disposition = "sale" }));
        Assert.Equal(calls.Where(c => c.Outcome == "busy"), await All(db, new CallQuery { Outcome = CallOutcome.Busy }));
        Assert.Equal(calls.Where(c => c is { Outcome: "connected", Agent: 1, Disposition: "sale" }), await All(db, new CallQuery { Agent = UserId.From(1), Disposition = "sale", Outcome = CallOutcome.Connected }));
        Assert.Equal(calls.Where(c => c.Seconds >= 30), await All(db, new CallQuery { Shortest = TimeSpan.FromSeconds(30) }));
        Assert.Equal(calls.Where(c => c.Seconds is > 0 and <= 10), await All(db, new CallQuery { Longest = TimeSpan.FromSeconds(10) }));
        Assert.Equal(calls.Where(c => c.Recorded), await All(db, new CallQuery { Recorded = true }));
        Assert.Equal(calls.Where(c => !c.Recorded), await All(db, new CallQuery { Recorded = false }));
        Assert.Equal(calls.Where(c => c is { Agent: 1 or 0 }), await All(db, new CallQuery { Agents = [UserId.From(1)] }));
        Assert.Equal(calls.Where(c => c.At >= TestDatabase.Start.AddMinutes(10) && c.At < TestDatabase.Start.AddMinutes(20)), await All(db, new CallQuery { From = TestDatabase.Start.AddMinutes(10), To = TestDatabase.Start.AddMinutes(20) }));
        Assert.Equal(calls.Where(c => c.Customer == "Mia Stone" && c.Number.EndsWith("07", StringComparison.Ordinal)), await All(db, new CallQuery { Customer = "Mia", Number = NumberPart.Read("07", []) }));
        Assert.Equal(60, (await All(db, new CallQuery { Scored = false })).Count);
        Assert.Empty(await All(db, new CallQuery { Scored = true }));
    }

    [Theory]
    [InlineData("calls.page", "ix_calls_started")]
    [InlineData("calls.pageEnd", "ix_calls_started")]
    [InlineData("calls.pageOfCampaign", "ix_calls_campaign")]
    [InlineData("calls.pageEndOfCampaign", "ix_calls_campaign")]
    [InlineData("calls.pageOfAgent", "ix_calls_agent")]
    [InlineData("calls.pageEndOfAgent", "ix_calls_agent")]
    [InlineData("calls.pageOfDisposition", "ix_calls_disposition")]
    [InlineData("calls.pageEndOfDisposition", "ix_calls_disposition")]
    [InlineData("calls.pageOfOutcome", "ix_calls_outcome")]
    [InlineData("calls.pageEndOfOutcome", "ix_calls_outcome")]
    [InlineData("calls.idsOfTail", "ix_calls_tail")]
    [InlineData("calls.idsOfNumber", "ix_calls_number")]
    [InlineData("calls.idsOfCustomers", "ix_calls_customer")]
    [InlineData("calls.customersByName", "ix_customers_name")]
    [InlineData("calls.customersByLastName", "ix_customers_last_name")]
    [InlineData("calls.customersByCompany", "ix_customers_company")]
    public async Task A_search_walks_along_an_index_and_sorts_nothing(string name, string index)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        IReadOnlyList<string> plan = await QueryPlan.OfAsync(db, SqlCatalog.All().Single(s => s.Name == name));
        Assert.Contains(plan, step => step.Contains(index, StringComparison.Ordinal) && step.StartsWith("SEARCH", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Contains("TEMP B-TREE", StringComparison.Ordinal) || step.StartsWith("SCAN c ", StringComparison.Ordinal) || step is "SCAN c");
    }

    private static async Task<IReadOnlyList<CallId>> All(TestDatabase db, CallQuery query)
    {
        List<CallId> found = [];
        string? cursor = null;
        do
        {
            FoundCalls page = await db.Calls.PageAsync(query with { Limit = 7, Cursor = cursor }, Ct);
            Assert.True(page.Items.Count <= 7);
            found.AddRange(page.Items.Select(c => c.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        return found;
    }

    private sealed record Made(CallId Id, DateTimeOffset At, long Agent, string Number, string Customer, string Outcome, string? Disposition, int Seconds, bool Recorded);

    /// <summary>Calls of two agents, three customers and five outcomes, two of them at the same instant.</summary>
    private sealed class CallHouse(List<Made> calls)
    {
        public IEnumerable<CallId> Where(Func<Made, bool> condition)
            => calls.Where(condition).OrderByDescending(c => c.At).ThenByDescending(c => c.Id.ToString(), StringComparer.Ordinal).Select(c => c.Id);

        public static async Task<CallHouse> FillAsync(TestDatabase db, int count)
        {
            string[] names = ["Mia Stone", "Bo Chen", "Ann Mills"];
            List<CustomerId> customers = [];
            foreach (string name in names)
            {
                customers.Add((await db.Customers.CreateAsync(
                    new Customer { FullName = name, LastName = name.Split(' ')[1], Numbers = [new CustomerNumber { Number = "+14155550100" }] }, TestDatabase.Start, Ct)).Id);
            }

            List<Made> calls = [];
            await db.Db.WriteAsync(
                async session =>
                {
                    for (int i = 0; i < count; i++)
                    {
                        DateTimeOffset at = TestDatabase.Start.AddMinutes(i / 2);
                        string outcome = (i % 5) switch { 0 => "busy", 1 => "noAnswer", _ => "connected" };
                        bool connected = outcome == "connected";
                        Made call = new(
                            CallId.New(at.AddMilliseconds(i)),
                            at,
                            connected ? 1 + (i % 2) : 0,
                            i % 3 == 0 ? $"+442079460{i:000}" : $"+141555501{i:00}",
                            names[i % 3],
                            outcome,
                            connected && i % 4 == 0 ? "sale" : null,
                            connected ? 1 + i : 0,
                            connected && i % 7 != 0);
                        calls.Add(call);
                        await session.ExecuteAsync(
                            TestStatements.AddCall,
                            new
                            {
                                call.Id,
                                Customer = customers[i % 3],
                                Agent = call.Agent == 0 ? (long?)null : call.Agent,
                                call.Number,
                                call.At,
                                ConnectedAt = connected ? at : (DateTimeOffset?)null,
                                EndedAt = at.AddSeconds(call.Seconds),
                                call.Outcome,
                                call.Disposition,
                                Recording = call.Recorded ? (Guid?)Guid.NewGuid() : null,
                            });
                    }

                    return true;
                },
                Ct);
            return new CallHouse(calls);
        }
    }
}
