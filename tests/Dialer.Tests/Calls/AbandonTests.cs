using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Data.Compliance;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.Sip;
using CallCenter.TestKit;

namespace CallCenter.Dialer.Tests.Calls;

/// <summary>People who answer while nobody is free, and who gets the next call.</summary>
public sealed class AbandonTests : ScriptedCall
{
    [Fact]
    public async Task A_person_without_a_free_agent_hears_the_message_within_two_seconds_and_can_opt_out_with_9()
    {
        (CampaignId campaign, ListId list, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        Assert.IsType<AgentReply>(await Rig.SendAsync(new SetAgentState(ann, AgentState.Paused, "coffee")));
        customer.Answer(toneHz: null);
        long answered = TimeProvider.System.GetTimestamp();
        await WaitFor.TrueAsync("the message begins", () => customer.HeardSound() > TimeSpan.FromMilliseconds(200), Limit);
        Assert.InRange(TimeProvider.System.GetElapsedTime(answered).TotalSeconds, 1.5, 3.5);
        await WaitFor.TrueAsync("two seconds of message", () => customer.HeardSound() > TimeSpan.FromSeconds(2), Limit);
        customer.Press("9");

        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Abandoned, EndedBy.Dialer, true, true), (record.Outcome, record.EndedBy, record.LiveAnswer, record.Abandoned));
        Assert.InRange(record.Wait!.Value.TotalSeconds, 1.9, 30);
        Assert.Equal(DialogEndCause.RemoteBye, await customer.Ended.WaitAsync(Limit));
        await WaitFor.AnswerAsync(
            "do-not-call", ct => Rig.Get<DoNotCallStore>().MatchAsync([record.Number], campaign, ct), blocked => blocked.Count == 1, Limit);
        CampaignLive live = await Rig.LiveAsync(campaign);
        Assert.Equal((1L, 1L, 0L, 1.0), (live.LiveAnswers, live.Abandoned, live.Connected, live.AbandonRate));
        LeadRow lead = Assert.Single(await Rig.LeadsAsync(list));
        Assert.True(lead.NextAt > TimeProvider.System.GetUtcNow().AddHours(71));
        Assert.Equal(AgentState.Paused, (await Rig.AgentAsync(ann)).State);
    }

    [Fact]
    public async Task A_waiting_person_goes_to_the_agent_who_becomes_free()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        await Rig.SendAsync(new SetAgentState(ann, AgentState.Paused, "coffee"));
        customer.Answer();
        await WaitFor.AnswerAsync("waiting", _ => Rig.LiveAsync(campaign), l => l.Calls.Waiting == 1, Limit);
        await Rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null));
        await TalkingAsync(ann);
        await customer.HangUpAsync();
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Connected, EndedBy.Customer, ann), (record.Outcome, record.EndedBy, record.AgentId));
        Assert.Equal(AgentState.WrapUp, (await Rig.AgentAsync(ann)).State);
    }

    [Fact]
    public async Task A_person_who_hangs_up_while_waiting_counts_as_abandoned()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        await Rig.SendAsync(new SetAgentState(ann, AgentState.Paused, null));
        customer.Answer();
        await WaitFor.AnswerAsync("waiting", _ => Rig.LiveAsync(campaign), l => l.Calls.Waiting == 1, Limit);
        await customer.HangUpAsync();
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Abandoned, EndedBy.Customer), (record.Outcome, record.EndedBy));
    }

    [Fact]
    public async Task The_agent_who_is_idle_longest_gets_the_call_and_a_wish_to_pause_waits_for_the_end_of_wrap_up()
    {
        (CampaignId campaign, ListId _, UserId ann) = await ReadyCampaignAsync(["+12125550141"], start: false);
        (UserId bo, _) = await Rig.AddAgentAsync("bo", 1200);
        await Rig.ReadyAsync(bo, campaign);
        await Rig.SendAsync(new SetAgentState(ann, AgentState.Paused, null));
        await Rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null));
        await Rig.SendAsync(new StartCampaign(campaign));
        (await Trunk.NextAsync(Limit)).Answer();
        AgentCall call = await TalkingAsync(bo);
        Assert.Equal(AgentState.Ready, (await Rig.AgentAsync(ann)).State);

        await Rig.SendAsync(new SetAgentState(bo, AgentState.Paused, "lunch"));
        Assert.Equal(AgentState.Talking, (await Rig.AgentAsync(bo)).State);
        Assert.IsType<Done>(await Rig.SendAsync(new HangUpCall(bo, call.Id)));
        await WaitFor.AnswerAsync("wrap-up", _ => Rig.AgentAsync(bo), a => a.State == AgentState.WrapUp, Limit);
        await Rig.SendAsync(new FinishWrapUp(bo, call.Id, "sale"));
        AgentSnapshot paused = await Rig.AgentAsync(bo);
        Assert.Equal((AgentState.Paused, "lunch"), (paused.State, paused.Reason));
    }

    [Fact]
    public async Task Two_campaigns_that_share_an_agent_do_not_both_dial_for_it()
    {
        (UserId ann, _) = await Rig.AddAgentAsync("ann", null);
        TrunkId trunk = await Rig.AddTrunkAsync(Trunk.Port);
        CampaignId one = await Rig.AddCampaignAsync(await Rig.AddListAsync("+12125550141"), [trunk]);
        CampaignId two = await Rig.AddCampaignAsync(await Rig.AddListAsync("+12125550142"), [trunk]);
        await Task.WhenAll(Rig.SendAsync(new StartCampaign(one)), Rig.SendAsync(new StartCampaign(two)));
        Assert.IsType<AgentReply>(await Rig.SendAsync(new StartAgentSession(ann, [one, two], PhoneKind.Sip)));
        Assert.IsType<AgentReply>(await Rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null)));
        CustomerEnd customer = await Trunk.NextAsync(Limit);
        customer.Ring();
        await WaitFor.AnswerAsync(
            "both have decided", async _ => (await Rig.LiveAsync(one)).Decision.Reason + (await Rig.LiveAsync(two)).Decision.Reason,
            r => r.Split("under way are enough").Length == 3, Limit);
        Assert.Equal(1, Trunk.CallsSoFar);
    }

    [Fact]
    public async Task Two_leads_of_one_customer_do_not_ring_at_once()
    {
        (CampaignId campaign, ListId list, _) = await ReadyCampaignAsync(["+12125550141"], agents: 2, start: false);
        ListId copy = await Rig.CopyListAsync(list);
        await Rig.UseListAsync(campaign, copy);
        await Rig.SendAsync(new StartCampaign(campaign));
        (await Trunk.NextAsync(Limit)).Ring();
        await WaitFor.AnswerAsync("the other is put off", async _ => (IReadOnlyList<LeadRow>)[.. await Rig.LeadsAsync(list), .. await Rig.LeadsAsync(copy)], l => l.Count(x => x.State == LeadState.Dialing) == 1 && l.Any(x => x.NextAt > TimeProvider.System.GetUtcNow().AddMinutes(1)), Limit);
        Assert.Equal(1, Trunk.CallsSoFar);
    }
}
