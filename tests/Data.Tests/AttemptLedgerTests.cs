using CallCenter.Data.Calls;
using CallCenter.Data.Compliance;
using CallCenter.Data.Leads;
using CallCenter.Domain;

namespace CallCenter.Data.Tests;

public sealed class AttemptLedgerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateTimeOffset Start => TestDatabase.Start;

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_batch_is_opened_in_one_transaction_and_leads_that_are_not_ours_get_no_attempt(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 3);
        Campaign campaign = await db.AddCampaignAsync("c", list);
        IReadOnlyList<QueuedLead> leads = await db.Leads.ClaimAsync(campaign.Id, "n", 3, Start, TimeSpan.FromMinutes(1), Ct);
        await db.Leads.ReleaseAsync("n", [leads[1].Id], Ct);
        await db.Leads.ClaimAsync(campaign.Id, "other", 1, Start, TimeSpan.FromMinutes(1), Ct);
        GateDecision gate = new(Start, "dial", campaign.Id, leads[0].Id, leads[0].Number, true, ["ok"], new Dictionary<string, string>(StringComparer.Ordinal) { ["zone"] = "UTC" });
        NewAttempt[] batch =
        [
            TestDatabase.New(leads[0], CallId.New(Start), campaign.Id) with { Gate = gate },
            TestDatabase.New(leads[1], CallId.New(Start), campaign.Id),
            TestDatabase.New(leads[2], CallId.New(Start), campaign.Id),
        ];

        IReadOnlyList<AttemptId?> opened = await db.Attempts.OpenAsync("n", batch, Start, Ct);

        Assert.NotNull(opened[0]);
        Assert.Null(opened[1]);
        Assert.NotNull(opened[2]);
        Assert.Equal(LeadState.Dialing, (await db.Leads.GetAsync(leads[0].Id, Ct))!.State);
        CallRecord record = (await db.Calls.GetAsync(batch[0].Call, Ct))!;
        Assert.Equal((opened[0], Start, null), (record.AttemptId, record.StartedAt, record.EndedAt));
        Assert.Null(await db.Calls.GetAsync(batch[1].Call, Ct));
        Assert.Equal(new ChainCheck(1, null), await db.Gate.VerifyAsync(Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Closing_stores_record_legs_and_the_leads_next_state_once(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 1);
        Campaign campaign = await db.AddCampaignAsync("c", list);
        (QueuedLead lead, CallId call, AttemptId attempt) = await db.DialOneAsync(campaign.Id);
        DateTimeOffset answered = Start.AddSeconds(6);
        UserId agent = new(7);
        AttemptClosing closing = new()
        {
            Attempt = attempt,
            Call = call,
            Lead = lead.Id,
            InvitedAt = Start,
            RingingAt = Start.AddSeconds(1),
            AnsweredAt = answered,
            ConnectedAt = answered.AddMilliseconds(250),
            EndedAt = answered.AddMinutes(1),
            EndedBy = EndedBy.Customer,
            Outcome = CallOutcome.Connected,
            SipStatus = 200,
            Charged = true,
            LiveAnswer = true,
            Agent = agent,
            Wait = TimeSpan.FromMilliseconds(250),
            Quality = new CallQuality(4.2, 0.5, 3.25),
            Legs =
            [
                new LegRecord(LegSide.Customer, null, "127.0.0.1:4000", 20000, 0xFFFFFFFF, "PCMU", answered, answered.AddMinutes(1), new Dictionary<string, string>(StringComparer.Ordinal) { ["lost"] = "3" }),
                new LegRecord(LegSide.Agent, agent, null, 20002, null, "PCMA", answered, null, null),
            ],
            LeadAfter = new LeadAfter(LeadState.AwaitingDisposition, answered),
        };

        Assert.True(await db.Attempts.MarkAnsweredAsync(attempt, call, answered, Ct));
        Assert.True(await db.Attempts.MarkConnectedAsync(call, agent, answered.AddMilliseconds(250), Ct));
        Assert.True(await db.Attempts.CloseAsync(closing, Ct));
        Assert.False(await db.Attempts.CloseAsync(closing with { Outcome = CallOutcome.Busy }, Ct));
        Assert.False(await db.Attempts.MarkAnsweredAsync(attempt, call, answered.AddHours(1), Ct));

        CallRecord record = (await db.Calls.GetAsync(call, Ct))!;
        Assert.Equal(CallOutcome.Connected, record.Outcome);
        Assert.Equal((Start.AddSeconds(1), answered, answered.AddMinutes(1)), (record.RingingAt!.Value, record.AnsweredAt!.Value, record.EndedAt!.Value));
        Assert.Equal((agent, EndedBy.Customer, 200, 4.2, 0.5, 3.25), (record.AgentId!.Value, record.EndedBy!.Value, record.SipStatus!.Value, record.Mos!.Value, record.LossPercent!.Value, record.JitterMs!.Value));
        LeadDetail after = (await db.Leads.GetAsync(lead.Id, Ct))!;
        Assert.Equal((LeadState.AwaitingDisposition, 1, CallOutcome.Connected, null), (after.State, after.Attempts, after.LastOutcome!.Value, after.ClaimedBy));
        Assert.Equal(
            new CampaignTotals { Attempts = 1, LiveAnswers = 1, Connected = 1 }, await db.Attempts.CampaignTotalsAsync(campaign.Id, Start, Ct));
        Assert.Equal(new CampaignTotals(), await db.Attempts.CampaignTotalsAsync(campaign.Id, Start.AddDays(1), Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_bad_number_moves_the_lead_to_the_customers_next_number_until_none_is_left(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 1, numbersEach: 2);
        Campaign campaign = await db.AddCampaignAsync("c", list);
        LeadDetail? after = null;
        for (int i = 0; i < 2; i++)
        {
            (QueuedLead lead, CallId call, AttemptId attempt) = await db.DialOneAsync(campaign.Id);
            await db.Attempts.CloseAsync(Ended(lead, call, attempt, CallOutcome.InvalidNumber, new LeadAfter(LeadState.BadNumber, Start, NumberIsBad: true)), Ct);
            after = await db.Leads.GetAsync(lead.Id, Ct);
            Assert.Equal(i == 0 ? LeadState.Dialable : LeadState.BadNumber, after!.State);
        }

        Assert.Equal("+14155650000", after!.Number);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_failover_is_a_further_attempt_of_the_same_call(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 1);
        Campaign campaign = await db.AddCampaignAsync("c", list);
        Trunk second = (await db.Trunks.CreateAsync(new Trunk { Id = default, Name = "second", Host = "127.0.0.1" }, Start, Ct)).Value!;
        (QueuedLead lead, CallId call, AttemptId attempt) = await db.DialOneAsync(campaign.Id);
        Failover failover = new() { Call = call, Failed = attempt, Outcome = CallOutcome.TrunkDown, Trunk = second.Id, InvitedAt = Start };

        AttemptId? next = await db.Attempts.OpenFailoverAsync(failover, Start.AddSeconds(4), Ct);

        Assert.NotNull(next);
        Assert.Null(await db.Attempts.OpenFailoverAsync(failover, Start.AddSeconds(5), Ct));
        CallRecord record = (await db.Calls.GetAsync(call, Ct))!;
        Assert.Equal((next, second.Id, null), (record.AttemptId, record.TrunkId, record.EndedAt));
        Assert.Equal((LeadState.Dialing, 0), ((await db.Leads.GetAsync(lead.Id, Ct))!.State, (await db.Leads.GetAsync(lead.Id, Ct))!.Attempts));
        Assert.Equal(2, (await db.Attempts.CampaignTotalsAsync(campaign.Id, Start, Ct)).Attempts);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task After_a_crash_every_open_attempt_of_the_node_is_closed_as_interrupted_and_its_lead_waits_for_the_retry_time(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 4);
        Campaign campaign = await db.AddCampaignAsync("c", list);
        (QueuedLead ringing, CallId ringingCall, AttemptId ringingAttempt) = await db.DialOneAsync(campaign.Id);
        (QueuedLead talking, CallId talkingCall, AttemptId talkingAttempt) = await db.DialOneAsync(campaign.Id);
        (_, CallId foreign, _) = await db.DialOneAsync(campaign.Id, node: "another");
        await db.Leads.ClaimAsync(campaign.Id, "node", 1, Start, TimeSpan.FromHours(1), Ct);
        await db.Attempts.MarkAnsweredAsync(talkingAttempt, talkingCall, Start.AddSeconds(5), Ct);
        DateTimeOffset restart = Start.AddSeconds(30);

        IReadOnlyList<InterruptedAttempt> closed = await db.Attempts.CloseInterruptedAsync("node", restart, TimeSpan.FromHours(1), Ct);

        Assert.Equal([ringingAttempt, talkingAttempt], closed.Select(c => c.AttemptId));
        CallRecord record = (await db.Calls.GetAsync(ringingCall, Ct))!;
        Assert.Equal((CallOutcome.Interrupted, EndedBy.Dialer, restart), (record.Outcome!.Value, record.EndedBy!.Value, record.EndedAt!.Value));
        LeadDetail a = (await db.Leads.GetAsync(ringing.Id, Ct))!;
        LeadDetail b = (await db.Leads.GetAsync(talking.Id, Ct))!;
        Assert.Equal((LeadState.Dialable, 0, restart.AddHours(1)), (a.State, a.Attempts, a.NextAt));
        Assert.Equal((LeadState.Dialable, 1, restart.AddHours(1)), (b.State, b.Attempts, b.NextAt));
        Assert.Null((await db.Calls.GetAsync(foreign, Ct))!.EndedAt);
        Assert.Empty(await db.Attempts.CloseInterruptedAsync("node", restart, TimeSpan.FromHours(1), Ct));
        Assert.Single(await db.Leads.ClaimAsync(campaign.Id, "node", 9, restart, TimeSpan.FromMinutes(1), Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_call_by_hand_takes_the_lead_from_the_hopper_and_not_from_another_call(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, 1);
        Campaign campaign = await db.AddCampaignAsync("c", list);
        QueuedLead queued = Assert.Single(await db.Leads.ClaimAsync(campaign.Id, "node", 1, Start, TimeSpan.FromMinutes(2), Ct));
        NewAttempt byHand = TestDatabase.New(queued, CallId.New(Start), campaign.Id) with { Direction = CallDirection.Manual, Agent = new UserId(3) };

        Assert.NotNull((await db.Attempts.OpenAsync("node", [byHand], Start, Ct))[0]);
        Assert.Null((await db.Attempts.OpenAsync("node", [TestDatabase.New(queued, CallId.New(Start), campaign.Id)], Start, Ct))[0]);
        Assert.Null((await db.Attempts.OpenAsync("node", [byHand with { Call = CallId.New(Start) }], Start, Ct))[0]);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_nodes_name_is_held_by_one_process_until_its_lease_ends(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        NodeLease lease = new(db.Db);
        Guid one = Guid.NewGuid();
        Guid two = Guid.NewGuid();
        TimeSpan length = TimeSpan.FromSeconds(5);

        Assert.True(await lease.TryHoldAsync("node", one, Start, length, Ct));
        Assert.True(await lease.TryHoldAsync("node", one, Start.AddSeconds(2), length, Ct));
        Assert.False(await lease.TryHoldAsync("node", two, Start.AddSeconds(6), length, Ct));
        Assert.True(await lease.TryHoldAsync("node", two, Start.AddSeconds(7), length, Ct));
        await lease.ReleaseAsync("node", two, Ct);
        Assert.True(await lease.TryHoldAsync("node", one, Start.AddSeconds(7), length, Ct));
    }

    internal static AttemptClosing Ended(QueuedLead lead, CallId call, AttemptId attempt, CallOutcome outcome, LeadAfter after) => new()
    {
        Attempt = attempt,
        Call = call,
        Lead = lead.Id,
        EndedAt = Start.AddSeconds(20),
        EndedBy = EndedBy.Network,
        Outcome = outcome,
        SipStatus = 404,
        Charged = true,
        LeadAfter = after,
    };
}
