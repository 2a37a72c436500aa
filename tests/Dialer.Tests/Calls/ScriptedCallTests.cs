using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Data.Compliance;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.Sip;
using CallCenter.TestKit;
using CallCenter.TestKit.Phones;

namespace CallCenter.Dialer.Tests.Calls;

/// <summary>Calls whose customer is played by the test: giving up, abandoning, talking, trunks in trouble.</summary>
public sealed class ScriptedCallTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly ScriptedTrunk _trunk = ScriptedTrunk.Start();
    private DialerRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await DialerRig.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _trunk.DisposeAsync();
    }

    [Fact]
    public async Task A_person_without_a_free_agent_hears_the_message_within_two_seconds_and_can_opt_out_with_9()
    {
        (CampaignId campaign, ListId list, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        Assert.IsType<AgentReply>(await _rig.SendAsync(new SetAgentState(ann, AgentState.Paused, "coffee")));
        customer.Answer(toneHz: null);
        long answered = TimeProvider.System.GetTimestamp();
        await WaitFor.TrueAsync("the message begins", () => customer.HeardSound() > TimeSpan.FromMilliseconds(200), Limit);
        Assert.InRange(TimeProvider.System.GetElapsedTime(answered).TotalSeconds, 1.5, 3.5);
        await WaitFor.TrueAsync("two seconds of message", () => customer.HeardSound() > TimeSpan.FromSeconds(2), Limit);
        customer.Press("9");

        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Abandoned, EndedBy.Dialer, true, true), (record.Outcome, record.EndedBy, record.LiveAnswer, record.Abandoned));
        Assert.InRange(record.Wait!.Value.TotalSeconds, 1.9, 30);
        Assert.Equal(DialogEndCause.RemoteBye, await customer.Ended.WaitAsync(Limit));
        await WaitFor.AnswerAsync(
            "do-not-call", ct => _rig.Get<DoNotCallStore>().MatchAsync([record.Number], campaign, ct), blocked => blocked.Count == 1, Limit);
        CampaignLive live = await _rig.LiveAsync(campaign);
        Assert.Equal((1L, 1L, 0L, 1.0), (live.LiveAnswers, live.Abandoned, live.Connected, live.AbandonRate));
        LeadRow lead = Assert.Single(await _rig.LeadsAsync(list));
        Assert.True(lead.NextAt > TimeProvider.System.GetUtcNow().AddHours(71));
        Assert.Equal(AgentState.Paused, (await _rig.AgentAsync(ann)).State);
    }

    [Fact]
    public async Task A_waiting_person_goes_to_the_agent_who_becomes_free()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        await _rig.SendAsync(new SetAgentState(ann, AgentState.Paused, "coffee"));
        customer.Answer();
        await WaitFor.AnswerAsync("waiting", _ => _rig.LiveAsync(campaign), l => l.Calls.Waiting == 1, Limit);
        await _rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null));
        await TalkingAsync(ann);
        await customer.HangUpAsync();
        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Connected, EndedBy.Customer, ann), (record.Outcome, record.EndedBy, record.AgentId));
        Assert.Equal(AgentState.WrapUp, (await _rig.AgentAsync(ann)).State);
    }

    [Fact]
    public async Task A_person_who_hangs_up_while_waiting_counts_as_abandoned()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        await _rig.SendAsync(new SetAgentState(ann, AgentState.Paused, null));
        customer.Answer();
        await WaitFor.AnswerAsync("waiting", _ => _rig.LiveAsync(campaign), l => l.Calls.Waiting == 1, Limit);
        await customer.HangUpAsync();
        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Abandoned, EndedBy.Customer), (record.Outcome, record.EndedBy));
    }

    [Fact]
    public async Task The_agent_who_is_idle_longest_gets_the_call_and_a_wish_to_pause_waits_for_the_end_of_wrap_up()
    {
        (CampaignId campaign, ListId _, UserId ann) = await ReadyCampaignAsync(["+12125550141"], start: false);
        (UserId bo, _) = await _rig.AddAgentAsync("bo", 1200);
        await _rig.ReadyAsync(bo, campaign);
        await _rig.SendAsync(new SetAgentState(ann, AgentState.Paused, null));
        await _rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null));
        await _rig.SendAsync(new StartCampaign(campaign));
        (await _trunk.NextAsync(Limit)).Answer();
        AgentCall call = await TalkingAsync(bo);
        Assert.Equal(AgentState.Ready, (await _rig.AgentAsync(ann)).State);

        await _rig.SendAsync(new SetAgentState(bo, AgentState.Paused, "lunch"));
        Assert.Equal(AgentState.Talking, (await _rig.AgentAsync(bo)).State);
        Assert.IsType<Done>(await _rig.SendAsync(new HangUpCall(bo, call.Id)));
        await WaitFor.AnswerAsync("wrap-up", _ => _rig.AgentAsync(bo), a => a.State == AgentState.WrapUp, Limit);
        await _rig.SendAsync(new FinishWrapUp(bo, call.Id, "sale"));
        AgentSnapshot paused = await _rig.AgentAsync(bo);
        Assert.Equal((AgentState.Paused, "lunch"), (paused.State, paused.Reason));
    }

    [Fact]
    public async Task Wrap_up_ends_by_itself_at_its_limit_and_can_be_lengthened()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"], wrapUp: TimeSpan.FromSeconds(1));
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Answer();
        AgentCall call = await TalkingAsync(ann);
        await customer.HangUpAsync();
        await WaitFor.AnswerAsync("ready again", _ => _rig.AgentAsync(ann), a => a is { State: AgentState.Ready, Call: null }, Limit);
        Assert.Equal("not_wrapping_up", Assert.IsType<Refused>(await _rig.SendAsync(new ExtendWrapUp(ann, call.Id))).Code);
    }

    [Fact]
    public async Task A_call_that_rings_is_given_up_at_the_ring_time_out()
    {
        (CampaignId campaign, ListId list, _) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Ring();
        long ringing = TimeProvider.System.GetTimestamp();
        await customer.Cancelled.WaitAsync(Limit);
        Assert.InRange(TimeProvider.System.GetElapsedTime(ringing).TotalSeconds, 14.5, 17);
        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal(CallOutcome.NoAnswer, record.Outcome);
        LeadRow lead = Assert.Single(await _rig.LeadsAsync(list));
        Assert.Equal((LeadState.Dialable, 1), (lead.State, lead.Attempts));
    }

    [Fact]
    public async Task A_stopped_campaign_rings_on_for_fifteen_seconds_but_do_not_call_ends_it_at_once()
    {
        (CampaignId campaign, ListId list, UserId _) = await ReadyCampaignAsync(["+12125550141", "+12125550142"], agents: 2, ringTimeout: TimeSpan.FromSeconds(40));
        CustomerEnd first = await DialledAsync(campaign);
        CustomerEnd second = await _trunk.NextAsync(Limit);
        first.Ring();
        second.Ring();
        await WaitFor.AnswerAsync("both ring", _ => _rig.LiveAsync(campaign), l => l.Calls.Ringing == 2, Limit);
        long ringing = TimeProvider.System.GetTimestamp();
        await _rig.SendAsync(new StopCampaign(campaign));
        await _rig.Get<DoNotCallStore>().AddAsync(
            new DoNotCallEntry { Number = second.Number, Kind = DoNotCallKind.Number, Source = "api", CreatedAt = TimeProvider.System.GetUtcNow() }, CancellationToken.None);
        await _rig.SendAsync(new DoNotCallChanged([second.Number]));
        await second.Cancelled.WaitAsync(TimeSpan.FromSeconds(1));
        Assert.False(first.Cancelled.IsCompleted);
        await first.Cancelled.WaitAsync(Limit);
        Assert.InRange(TimeProvider.System.GetElapsedTime(ringing).TotalSeconds, 13.5, 17);
        IReadOnlyList<CallRecord> records = await _rig.EndedCallsAsync(campaign, 2, Limit);
        Assert.All(records, r => Assert.Equal(CallOutcome.Cancelled, r.Outcome));
        Assert.All(await _rig.LeadsAsync(list), l => Assert.Equal(0, l.Attempts));
    }

    [Fact]
    public async Task A_call_given_up_for_do_not_call_is_not_tried_on_the_next_trunk()
    {
        await using ScriptedTrunk other = ScriptedTrunk.Start();
        (CampaignId campaign, _, _) = await ReadyCampaignAsync(["+12125550141"], second: other);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Ring();
        await WaitFor.AnswerAsync("it rings", _ => _rig.LiveAsync(campaign), l => l.Calls.Ringing == 1, Limit);

        // The refusal is on its way when we give up: here it comes as the answer to a stop that waits for the minimum ring time.
        await _rig.SendAsync(new StopCampaign(campaign));
        customer.Invite.Reject(503);
        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal(CallOutcome.Congestion, record.Outcome);
        Assert.Equal(0, other.CallsSoFar);
    }

    [Fact]
    public async Task A_refusing_trunk_hands_over_to_the_next_one_uncharged()
    {
        await using ScriptedTrunk other = ScriptedTrunk.Start();
        (CampaignId campaign, ListId list, UserId ann) = await ReadyCampaignAsync(["+12125550141"], second: other);
        (await DialledAsync(campaign)).Invite.Reject(503);
        CustomerEnd customer = await other.NextAsync(Limit);
        customer.Answer();
        await TalkingAsync(ann);
        await customer.HangUpAsync();
        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal(CallOutcome.Connected, record.Outcome);
        IReadOnlyList<AttemptRow> attempts = await _rig.AttemptsAsync(campaign);
        Assert.Equal(2, attempts.Count);
        Assert.Equal((CallOutcome.Congestion, (int?)503, false), (attempts[0].Outcome, attempts[0].SipStatus, attempts[0].Charged));
        Assert.Equal((CallOutcome.Connected, true), (attempts[1].Outcome, attempts[1].Charged));
        Assert.NotEqual(attempts[0].TrunkId, attempts[1].TrunkId);
        Assert.Equal(1, Assert.Single(await _rig.LeadsAsync(list)).Attempts);
    }

    [Fact]
    public async Task A_trunk_that_is_not_there_goes_down_says_so_and_uses_up_no_lead()
    {
        (UserId ann, _) = await _rig.AddAgentAsync("ann", null);
        ListId list = await _rig.AddListAsync("+12125550141", "+12125550142");
        TrunkId nobody = await _rig.AddTrunkAsync(FreePorts.Udp());
        CampaignId campaign = await _rig.AddCampaignAsync(list, [nobody]);
        await _rig.ReadyAsync(ann, campaign);
        await _rig.SendAsync(new StartCampaign(campaign));
        await WaitFor.AnswerAsync(
            "down", async _ => ((TrunkHealthReply)await _rig.SendAsync(new GetTrunkHealth(nobody))).Health, h => h.State == TrunkHealthState.Down, Limit);
        IReadOnlyList<WhyReason> why = ((WhyReply)await _rig.SendAsync(new GetCampaignWhy(campaign))).Reasons;
        Assert.Contains(why, r => r.Code == "trunkDown");
        await WaitFor.AnswerAsync("no call", _ => _rig.LiveAsync(campaign), l => l.Calls is { Dialing: 0, Ringing: 0 }, Limit);
        Assert.All(await _rig.LeadsAsync(list), l => Assert.Equal(0, l.Attempts));
        Assert.All(await _rig.AttemptsAsync(campaign), a => Assert.False(a.Charged));
    }

    [Fact]
    public async Task An_answer_we_cannot_send_audio_to_is_ended_as_a_media_error()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.AnswerFromIPv6();
        Assert.Equal(DialogEndCause.RemoteBye, await customer.Ended.WaitAsync(Limit));
        Assert.Equal(CallOutcome.MediaError, Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit)).Outcome);
        Assert.Equal(AgentState.Ready, (await _rig.AgentAsync(ann)).State);
    }

    [Fact]
    public async Task Hold_mute_digits_and_pausing_the_recording()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Answer();
        AgentCall call = await TalkingAsync(ann);
        await WaitFor.TrueAsync("the agent's tone", () => customer.Heard(1000) > TimeSpan.FromMilliseconds(500), Limit);

        Assert.IsType<Done>(await _rig.SendAsync(new HoldCall(ann, call.Id, true)));
        Assert.Equal("held", (await _rig.AgentAsync(ann)).Call!.State);
        TimeSpan before = customer.Heard(1000);
        TimeSpan sound = customer.HeardSound();
        await WaitFor.TrueAsync("music", () => customer.HeardSound() > sound + TimeSpan.FromSeconds(1), Limit);
        Assert.InRange((customer.Heard(1000) - before).TotalSeconds, 0, 0.4);

        Assert.IsType<Done>(await _rig.SendAsync(new HoldCall(ann, call.Id, false)));
        before = customer.Heard(1000);
        await WaitFor.TrueAsync("the agent again", () => customer.Heard(1000) > before + TimeSpan.FromMilliseconds(500), Limit);

        Assert.IsType<Done>(await _rig.SendAsync(new MuteAgent(ann, call.Id, true)));
        Assert.True((await _rig.AgentAsync(ann)).Call!.Muted);
        Assert.IsType<Done>(await _rig.SendAsync(new SendDigits(ann, call.Id, "12#")));
        await WaitFor.TrueAsync("digits", () => customer.Digits == "12#", Limit);
        before = customer.Heard(1000);
        Assert.Equal("invalid_digits", Assert.IsType<Refused>(await _rig.SendAsync(new SendDigits(ann, call.Id, new string('1', 33)))).Code);
        Assert.Equal("invalid_digits", Assert.IsType<Refused>(await _rig.SendAsync(new SendDigits(ann, call.Id, ""))).Code);
        Assert.IsType<Done>(await _rig.SendAsync(new PauseRecording(ann, call.Id, true)));
        Assert.True((await _rig.AgentAsync(ann)).Call!.RecordingPaused);
        Assert.InRange((customer.Heard(1000) - before).TotalSeconds, 0, 0.3);
        Assert.IsType<Done>(await _rig.SendAsync(new MuteAgent(ann, call.Id, false)));

        // A repeat is answered as the first was, and does nothing.
        HangUpCall hangUp = new(ann, call.Id);
        Assert.IsType<Done>(await _rig.SendAsync(hangUp));
        await _rig.EndedCallsAsync(campaign, 1, Limit);
        Assert.IsType<Done>(await _rig.SendAsync(hangUp));
        Assert.Equal("not_found", Assert.IsType<Refused>(await _rig.SendAsync(hangUp with { CommandId = Guid.NewGuid() })).Code);
        Assert.Equal(DialogEndCause.RemoteBye, await customer.Ended.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_session_that_is_ended_in_a_call_ends_the_call()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Answer();
        await TalkingAsync(ann);
        Assert.IsType<Done>(await _rig.SendAsync(new EndAgentSession(ann)));
        Assert.Equal(DialogEndCause.RemoteBye, await customer.Ended.WaitAsync(Limit));
        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Connected, EndedBy.Agent), (record.Outcome, record.EndedBy));
        Assert.Equal(AgentState.SignedOut, (await _rig.AgentAsync(ann)).State);
    }

    [Fact]
    public async Task Two_campaigns_that_share_an_agent_do_not_both_dial_for_it()
    {
        (UserId ann, _) = await _rig.AddAgentAsync("ann", null);
        TrunkId trunk = await _rig.AddTrunkAsync(_trunk.Port);
        CampaignId one = await _rig.AddCampaignAsync(await _rig.AddListAsync("+12125550141"), [trunk]);
        CampaignId two = await _rig.AddCampaignAsync(await _rig.AddListAsync("+12125550142"), [trunk]);
        await Task.WhenAll(_rig.SendAsync(new StartCampaign(one)), _rig.SendAsync(new StartCampaign(two)));
        Assert.IsType<AgentReply>(await _rig.SendAsync(new StartAgentSession(ann, [one, two], PhoneKind.Sip)));
        Assert.IsType<AgentReply>(await _rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null)));
        CustomerEnd customer = await _trunk.NextAsync(Limit);
        customer.Ring();
        await WaitFor.AnswerAsync(
            "both have decided", async _ => (await _rig.LiveAsync(one)).Decision.Reason + (await _rig.LiveAsync(two)).Decision.Reason,
            r => r.Split("under way are enough").Length == 3, Limit);
        Assert.Equal(1, _trunk.CallsSoFar);
    }

    [Fact]
    public async Task Two_leads_of_one_customer_do_not_ring_at_once()
    {
        (CampaignId campaign, ListId list, _) = await ReadyCampaignAsync(["+12125550141"], agents: 2, start: false);
        ListId copy = await _rig.CopyListAsync(list);
        await _rig.UseListAsync(campaign, copy);
        await _rig.SendAsync(new StartCampaign(campaign));
        (await _trunk.NextAsync(Limit)).Ring();
        await WaitFor.AnswerAsync("the other is put off", async _ => (IReadOnlyList<LeadRow>)[.. await _rig.LeadsAsync(list), .. await _rig.LeadsAsync(copy)], l => l.Count(x => x.State == LeadState.Dialing) == 1 && l.Any(x => x.NextAt > TimeProvider.System.GetUtcNow().AddMinutes(1)), Limit);
        Assert.Equal(1, _trunk.CallsSoFar);
    }

    private async Task<(CampaignId Campaign, ListId List, UserId Agent)> ReadyCampaignAsync(
        string[] numbers, int agents = 1, bool start = true, TimeSpan? wrapUp = null, TimeSpan? ringTimeout = null, ScriptedTrunk? second = null)
    {
        ListId list = await _rig.AddListAsync(numbers);
        List<TrunkId> trunks = [await _rig.AddTrunkAsync(_trunk.Port)];
        if (second is not null)
        {
            trunks.Add(await _rig.AddTrunkAsync(second.Port, priority: 2));
        }

        CampaignId campaign = await _rig.AddCampaignAsync(list, trunks, wrapUp: wrapUp, ringTimeout: ringTimeout);
        (UserId ann, _) = await _rig.AddAgentAsync("ann", 1000);
        await _rig.ReadyAsync(ann, campaign);
        for (int i = 1; i < agents; i++)
        {
            (UserId other, _) = await _rig.AddAgentAsync("other" + i, null);
            await _rig.ReadyAsync(other, campaign);
        }

        if (start)
        {
            Assert.IsType<Done>(await _rig.SendAsync(new StartCampaign(campaign)));
        }

        return (campaign, list, ann);
    }

    private Task<CustomerEnd> DialledAsync(CampaignId _) => _trunk.NextAsync(Limit);

    private async Task<AgentCall> TalkingAsync(UserId agent)
        => (await WaitFor.AnswerAsync("talking", _ => _rig.AgentAsync(agent), a => a.State == AgentState.Talking, Limit)).Call!;
}
