using CallCenter.Data.Calls;
using CallCenter.Data.Compliance;
using CallCenter.Data.Desk;
using CallCenter.Data.Dispositions;
using CallCenter.Data.Leads;
using CallCenter.Domain;

namespace CallCenter.Data.Tests;

public sealed class DispositionLedgerTests
{
    private static readonly UserId Ann = new(7);
    private static readonly UserId Bo = new(8);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static DateTimeOffset Start => TestDatabase.Start;

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task The_meaning_of_a_disposition_decides_what_becomes_of_the_lead(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 6);
        DateTimeOffset now = Start.AddMinutes(2);
        (string Code, LeadState State, DateTimeOffset? NextAt)[] expected =
        [
            ("sale", LeadState.Done, null),
            ("notInterested", LeadState.Done, null),
            ("doNotCall", LeadState.DoNotCall, null),
            ("wrongNumber", LeadState.BadNumber, null),
            ("noDecisionMaker", LeadState.Dialable, now.AddHours(4)),
            ("interested", LeadState.Dialable, now.AddDays(1)),
        ];

        foreach ((string code, LeadState state, DateTimeOffset? nextAt) in expected)
        {
            (QueuedLead lead, CallId call) = await TalkAsync(db, campaign);
            SubmitResult result = await db.Dispositions.SubmitAsync(new DispositionSubmission(call, Ann, code, "note " + code, null), now, Ct);

            Assert.Equal((SubmitOutcome.Stored, state), (result.Outcome, result.LeadState!.Value));
            LeadDetail detail = (await db.Leads.GetAsync(lead.Id, Ct))!;
            Assert.Equal((state, code, nextAt ?? detail.NextAt), (detail.State, detail.LastDisposition!, detail.NextAt));
            CallRecord record = (await db.Calls.GetAsync(call, Ct))!;
            Assert.Equal((code, "note " + code, Ann, now), (record.Disposition!, record.Notes!, record.DisposedBy!.Value, record.DisposedAt!.Value));
            Assert.Equal(state == LeadState.DoNotCall ? lead.Number : null, result.BlockedNumber);
            Assert.Equal(state == LeadState.DoNotCall, (await db.DoNotCall.MatchAsync([lead.Number], campaign, Ct)).Contains(lead.Number));
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_repeat_changes_nothing_a_quick_correction_replaces_and_a_late_one_is_refused(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 1);
        (QueuedLead lead, CallId call) = await TalkAsync(db, campaign);
        DispositionSubmission wrong = new(call, Ann, "doNotCall", null, null);
        DispositionSubmission right = new(call, Ann, "callback", "in the evening", new CallbackWish(Start.AddHours(8), null, Ann));

        Assert.Equal(SubmitOutcome.Stored, (await db.Dispositions.SubmitAsync(wrong, Start, Ct)).Outcome);
        Assert.Equal(SubmitOutcome.Repeated, (await db.Dispositions.SubmitAsync(wrong, Start.AddHours(1), Ct)).Outcome);
        SubmitResult corrected = await db.Dispositions.SubmitAsync(right, Start.AddSeconds(10), Ct);
        Assert.Equal(SubmitOutcome.Corrected, corrected.Outcome);
        Assert.Equal(SubmitOutcome.Repeated, (await db.Dispositions.SubmitAsync(right, Start.AddSeconds(30), Ct)).Outcome);
        Assert.Equal(SubmitOutcome.Conflict, (await db.Dispositions.SubmitAsync(wrong, Start.AddSeconds(21), Ct)).Outcome);

        Assert.Empty(await db.DoNotCall.MatchAsync([lead.Number], campaign, Ct));
        LeadDetail detail = (await db.Leads.GetAsync(lead.Id, Ct))!;
        Assert.Equal((LeadState.Callback, Start.AddHours(8), Ann), (detail.State, detail.NextAt, detail.CallbackOwner!.Value));
        Callback promise = Assert.Single(await db.Callbacks.OfOwnerAsync(Ann, DateTimeOffset.UnixEpoch, Start.AddDays(1), 10, Ct));
        Assert.Equal((corrected.Callback, lead.Number, call), (promise.Id, promise.Number, promise.CallId!.Value));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task What_cannot_be_stored_is_named(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 1);
        (_, CallId call) = await TalkAsync(db, campaign);

        Assert.Equal(SubmitOutcome.UnknownCall, await OutcomeAsync(new DispositionSubmission(CallId.New(Start), Ann, "sale", null, null)));
        Assert.Equal(SubmitOutcome.NotYours, await OutcomeAsync(new DispositionSubmission(call, Bo, "sale", null, null)));
        Assert.Equal(SubmitOutcome.UnknownDisposition, await OutcomeAsync(new DispositionSubmission(call, Ann, "nothing", null, null)));
        Assert.Equal(SubmitOutcome.CallbackMissing, await OutcomeAsync(new DispositionSubmission(call, Ann, "callback", null, null)));
        CallNotes notes = new(db.Db);
        Assert.Equal(NotesOutcome.NotYours, (await notes.SaveAsync(call, Bo, "x", null, Start, Ct)).Outcome);
        Assert.Equal(NotesOutcome.Saved, (await notes.SaveAsync(call, Ann, "typed so far", null, Start, Ct)).Outcome);
        Assert.Equal("typed so far", (await db.Calls.GetAsync(call, Ct))!.Notes);
        Assert.Equal([call], (await db.Calls.UndisposedAsync(Ann, 10, Ct)).Select(c => c.Id));

        async Task<SubmitOutcome> OutcomeAsync(DispositionSubmission s) => (await db.Dispositions.SubmitAsync(s, Start, Ct)).Outcome;
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_promise_for_anyone_is_dialled_when_due_and_an_agents_own_only_after_a_grace(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 2);
        DateTimeOffset due = Start.AddHours(1);
        (QueuedLead anyone, CallId first) = await TalkAsync(db, campaign);
        (QueuedLead own, CallId second) = await TalkAsync(db, campaign);
        await db.Dispositions.SubmitAsync(new DispositionSubmission(first, Ann, "callback", null, new CallbackWish(due, null, null)), Start, Ct);
        await db.Dispositions.SubmitAsync(new DispositionSubmission(second, Ann, "callback", null, new CallbackWish(due, null, Ann)), Start, Ct);

        Assert.Empty(await db.Leads.ClaimAsync(campaign, "n", 5, due.AddSeconds(-1), TimeSpan.FromMinutes(1), Ct));
        Assert.Equal([anyone.Id, own.Id], [(await OpenOfAsync(anyone.Id)).LeadId!.Value, (await OpenOfAsync(own.Id)).LeadId!.Value]);
        QueuedLead claimed = Assert.Single(await db.Leads.ClaimAsync(campaign, "n", 5, due, TimeSpan.FromMinutes(1), Ct));
        Assert.Equal(anyone.Id, claimed.Id);
        CallId kept = CallId.New(due);
        Assert.NotNull(Assert.Single(await db.Attempts.OpenAsync("n", [TestDatabase.New(claimed, kept, campaign)], due, Ct)));
        Assert.Empty(await db.Callbacks.OfLeadAsync(anyone.Id, Ct));

        Assert.Equal(0, await db.Callbacks.OpenOverdueToAnyoneAsync(due.AddMinutes(-1), Ct));
        Assert.Equal(1, await db.Callbacks.OpenOverdueToAnyoneAsync(due, Ct));
        Assert.Equal(own.Id, Assert.Single(await db.Leads.ClaimAsync(campaign, "n", 5, due, TimeSpan.FromMinutes(1), Ct)).Id);

        async Task<Callback> OpenOfAsync(LeadId lead) => Assert.Single(await db.Callbacks.OfLeadAsync(lead, Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task Each_line_of_the_notes_keeps_its_time_and_a_stale_save_changes_nothing(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 1);
        (_, CallId call, _) = await db.DialOneAsync(campaign);
        await db.Attempts.MarkConnectedAsync(call, Ann, Start, Ct);
        CallNotes notes = new(db.Db);

        Assert.Equal((NotesOutcome.Saved, 1), await SaveAsync("wants gold", 0, 10));
        Assert.Equal((NotesOutcome.Saved, 2), await SaveAsync("wants gold\n\ncalls back", 1, 20));
        Assert.Equal((NotesOutcome.Saved, 2), await SaveAsync("wants gold\n\ncalls back", 1, 25)); // the answer was lost: saved is saved
        Assert.Equal((NotesOutcome.Changed, 2), await SaveAsync("another tab", 1, 30));
        Assert.Equal((NotesOutcome.Saved, 3), await SaveAsync("hello\nwants gold, two\n\ncalls back", null, 40));

        PopFacts facts = await new PopReader(db.Db).ReadAsync(new PopQuery(call, campaign, null, null, ""), Ct);
        Assert.Equal([10_000, 40_000, null, 20_000], facts.Notes.Times);

        async Task<(NotesOutcome, int)> SaveAsync(string text, int? revision, int second)
        {
            (NotesOutcome outcome, StoredNotes? stored) = await notes.SaveAsync(call, Ann, text, revision, Start.AddSeconds(second), Ct);
            return (outcome, stored!.Revision);
        }
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_verdict_taken_back_within_ten_seconds_lifts_only_what_this_call_blocked(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 2);
        (QueuedLead lead, CallId call) = await TalkAsync(db, campaign);
        await db.Dispositions.SubmitAsync(new DispositionSubmission(call, Ann, "doNotCall", null, null), Start, Ct);

        Assert.Equal(UndoOutcome.NothingToUndo, (await db.Dispositions.UndoAsync(call, Bo, Start.AddSeconds(5), Ct)).Outcome);
        Assert.Equal(UndoOutcome.TooLate, (await db.Dispositions.UndoAsync(call, Ann, Start.AddSeconds(11), Ct)).Outcome);
        Assert.Equal(new UndoResult(UndoOutcome.Undone, "doNotCall", lead.Number), await db.Dispositions.UndoAsync(call, Ann, Start.AddSeconds(9), Ct));
        Assert.Empty(await db.DoNotCall.MatchAsync([lead.Number], campaign, Ct));
        Assert.Equal((LeadState.AwaitingDisposition, null), ((await db.Leads.GetAsync(lead.Id, Ct))!.State, (await db.Calls.GetAsync(call, Ct))!.Disposition));
        Assert.Equal(UndoOutcome.NothingToUndo, (await db.Dispositions.UndoAsync(call, Ann, Start.AddSeconds(9), Ct)).Outcome);

        (QueuedLead blocked, CallId second) = await TalkAsync(db, campaign);
        await db.DoNotCall.AddAsync(new DoNotCallEntry { Number = blocked.Number, Source = "customer", CreatedAt = Start }, Ct);
        await db.Dispositions.SubmitAsync(new DispositionSubmission(second, Ann, "doNotCall", null, null), Start, Ct);
        Assert.Equal(new UndoResult(UndoOutcome.Undone, "doNotCall", null), await db.Dispositions.UndoAsync(second, Ann, Start.AddSeconds(1), Ct));
        Assert.Single(await db.DoNotCall.MatchAsync([blocked.Number], campaign, Ct));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_promise_is_moved_given_away_cancelled_and_kept_by_its_owner_only(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 1);
        (QueuedLead lead, CallId call) = await TalkAsync(db, campaign);
        DateTimeOffset due = Start.AddHours(2);
        CallbackId id = (await db.Dispositions.SubmitAsync(
            new DispositionSubmission(call, Ann, "callback", "asked for gold", new CallbackWish(due, null, Ann)), Start, Ct)).Callback!.Value;

        Assert.False(await db.Callbacks.MoveAsync(id, Bo, due.AddHours(1), Bo, Ct));
        Assert.True(await db.Callbacks.MoveAsync(id, Ann, due.AddHours(1), Ann, Ct));
        Callback read = Assert.Single(await db.Callbacks.OfOwnerAsync(Ann, Start, due.AddHours(1), 10, Ct));
        Assert.Equal((due.AddHours(1), "Customer 0", "asked for gold"), (read.DueAt, read.CustomerName, read.Note));
        Assert.Equal(due.AddHours(1), (await db.Leads.GetAsync(lead.Id, Ct))!.NextAt);

        CallId kept = CallId.New(due);
        NewAttempt byHand = new() { Call = kept, Direction = CallDirection.Manual, Campaign = campaign, Number = lead.Number, Agent = Ann };
        Assert.NotNull(Assert.Single(await db.Attempts.OpenAsync("n", [byHand], due, Ct)));
        Assert.False(await db.Callbacks.KeepAsync(read, Bo, kept, due, due.AddHours(1), Ct));
        Assert.True(await db.Callbacks.KeepAsync(read, Ann, kept, due, due.AddHours(1), Ct));
        Assert.False(await db.Callbacks.CancelAsync(id, Ann, due, Ct));
        LeadDetail after = (await db.Leads.GetAsync(lead.Id, Ct))!;
        Assert.Equal((LeadState.Dialable, due.AddHours(1), null), (after.State, after.NextAt, after.CallbackOwner));
        CallRecord record = (await db.Calls.GetAsync(kept, Ct))!;
        Assert.Equal((lead.Id, lead.CustomerId), (record.LeadId!.Value, record.CustomerId!.Value));

        PopFacts facts = await new PopReader(db.Db).ReadAsync(new PopQuery(kept, campaign, null, null, lead.Number), Ct);
        Assert.Equal((due.AddHours(1), 2, "Customer 0", "list"), (facts.Call!.PromisedAt, facts.Call.Attempt, facts.Customer!.FullName, facts.Lead!.ListName));
        PopPastCall past = Assert.Single(facts.Calls);
        Assert.Equal(("callback", "asked for gold", "c"), (past.Disposition, past.Notes, past.CampaignName));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task An_agents_day_counts_talks_contacts_sales_and_kept_promises(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 3);
        DayFigureStore figures = new(db.Db);
        Assert.Equal(new DaySums(), await figures.SinceAsync(Ann, Start.AddHours(-1), Ct));
        (_, CallId sale) = await TalkAsync(db, campaign);
        (_, CallId voicemail) = await TalkAsync(db, campaign);
        await TalkAsync(db, campaign);
        await db.Dispositions.SubmitAsync(new DispositionSubmission(sale, Ann, "sale", null, null), Start.AddMinutes(3), Ct);
        await db.Dispositions.SubmitAsync(new DispositionSubmission(voicemail, Ann, "voicemail", null, null), Start.AddHours(3), Ct);

        DaySums day = await figures.SinceAsync(Ann, Start.AddHours(-1), Ct);
        Assert.Equal((3, 1, 1, 3, 0), (day.Calls, day.Contacts, day.Sales, day.Ended, day.Callbacks));
        Assert.True(day.TalkMs > 0 && day.WrapUpMs > 600_000 && day.WrapUpMs < 1_200_000, $"{day}");
        Assert.Equal(0, (await figures.SinceAsync(Bo, Start.AddHours(-1), Ct)).Calls);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_verdict_before_the_calls_end_is_kept_when_the_attempt_closes(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 1);
        (QueuedLead lead, CallId call, AttemptId attempt) = await db.DialOneAsync(campaign);
        await db.Attempts.MarkConnectedAsync(call, Ann, Start.AddSeconds(5), Ct);
        await db.Dispositions.SubmitAsync(new DispositionSubmission(call, Ann, "sale", null, null), Start.AddSeconds(9), Ct);
        await db.Attempts.CloseAsync(
            AttemptLedgerTests.Ended(lead, call, attempt, CallOutcome.Connected, new LeadAfter(LeadState.AwaitingDisposition, Start)), Ct);

        LeadDetail detail = (await db.Leads.GetAsync(lead.Id, Ct))!;
        Assert.Equal((LeadState.Done, 1, CallOutcome.Connected), (detail.State, detail.Attempts, detail.LastOutcome!.Value));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_lead_whose_attempts_are_used_up_is_done_whatever_the_retry_time(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 1);
        DateTimeOffset now = Start;
        LeadState? last = null;
        for (int i = 0; i < 3; i++)
        {
            (_, CallId call) = await TalkAsync(db, campaign, now);
            last = (await db.Dispositions.SubmitAsync(new DispositionSubmission(call, Ann, "voicemail", null, null), now, Ct)).LeadState;
            now = now.AddHours(5);
        }

        Assert.Equal(LeadState.Done, last);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task The_nine_built_in_dispositions_are_there_and_a_campaigns_own_hides_its_namesake(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        DispositionStore store = new(db.Db);
        CampaignId campaign = (await db.AddCampaignAsync("c")).Id;
        string[] builtIn = ["sale", "interested", "callback", "notInterested", "doNotCall", "wrongNumber", "noDecisionMaker", "language", "voicemail"];
        Assert.Equal(builtIn, (await store.ListAsync(null, Ct)).Select(d => d.Code));
        Assert.Equal("123456789", string.Concat((await store.ListAsync(null, Ct)).Select(d => d.Hotkey)));

        Disposition own = new(default, "sale", "Order", DispositionMeaning.Contact | DispositionMeaning.Sale | DispositionMeaning.Final, 'x', TimeSpan.FromHours(1), campaign);
        Assert.Equal(EditOutcome.Stored, (await store.CreateAsync(own, Start, Ct)).Outcome);
        Assert.Equal(EditOutcome.NameTaken, (await store.CreateAsync(own, Start, Ct)).Outcome);
        Assert.Equal(own with { Id = (await store.GetAsync("sale", campaign, Ct))!.Id }, await store.GetAsync("sale", campaign, Ct));
        Assert.Equal("Sale", (await store.GetAsync("sale", null, Ct))!.Name);
        Assert.Equal(10, (await store.ListAsync(campaign, Ct)).Count);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Providers), MemberType = typeof(TestDatabase))]
    public async Task A_promise_on_a_number_dialled_by_hand_is_kept_by_its_agent_and_remembers_a_stranger(DatabaseProvider provider)
    {
        await using TestDatabase db = await TestDatabase.CreateAsync(provider);
        CampaignId campaign = await TalkingCampaignAsync(db, 1);
        DateTimeOffset due = Start.AddHours(3);

        Assert.Null((await PromiseAsync("*21#")).Callback);
        Assert.NotNull((await PromiseAsync("+12125550177")).Callback);
        Assert.NotNull((await PromiseAsync("+12125550177")).Callback);

        IReadOnlyList<Callback> promises = await db.Callbacks.OfOwnerAsync(Ann, Start, due, 10, Ct);
        CustomerId stranger = (await db.Customers.OwnerOfNumberAsync("+12125550177", Ct))!.Value;
        Assert.Equal([stranger, stranger], promises.Select(p => p.CustomerId));
        Assert.All(promises, p => Assert.Equal(("+12125550177", "+12125550177", null), (p.CustomerName, p.Number, p.LeadId)));

        async Task<SubmitResult> PromiseAsync(string number)
        {
            CallId call = CallId.New(Start);
            NewAttempt byHand = new() { Call = call, Direction = CallDirection.Manual, Campaign = campaign, Number = number, Agent = Ann };
            Assert.NotNull(Assert.Single(await db.Attempts.OpenAsync("n", [byHand], Start, Ct)));
            return await db.Dispositions.SubmitAsync(new DispositionSubmission(call, Ann, "callback", null, new CallbackWish(due, null, null)), Start, Ct);
        }
    }

    private static async Task<CampaignId> TalkingCampaignAsync(TestDatabase db, int leads)
    {
        ListId list = await db.AddListAsync();
        await db.AddLeadsAsync(list, leads);
        return (await db.AddCampaignAsync("c", list)).Id;
    }

    /// <summary>A call that was joined to Ann and has ended.</summary>
    private static async Task<(QueuedLead Lead, CallId Call)> TalkAsync(TestDatabase db, CampaignId campaign, DateTimeOffset? now = null)
    {
        (QueuedLead lead, CallId call, AttemptId attempt) = await db.DialOneAsync(campaign, now: now);
        await db.Attempts.MarkConnectedAsync(call, Ann, Start.AddSeconds(5), Ct);
        await db.Attempts.CloseAsync(
            AttemptLedgerTests.Ended(lead, call, attempt, CallOutcome.Connected, new LeadAfter(LeadState.AwaitingDisposition, Start)), Ct);
        return (lead, call);
    }
}
