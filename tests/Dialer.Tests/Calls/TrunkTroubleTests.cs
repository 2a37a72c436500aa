using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.Sip;
using CallCenter.TestKit;

namespace CallCenter.Dialer.Tests.Calls;

/// <summary>Trunks that refuse, are silent or answer nonsense.</summary>
public sealed class TrunkTroubleTests : ScriptedCall
{
    [Fact]
    public async Task A_call_given_up_for_do_not_call_is_not_tried_on_the_next_trunk()
    {
        await using ScriptedTrunk other = ScriptedTrunk.Start();
        (CampaignId campaign, _, _) = await ReadyCampaignAsync(["+12125550141"], second: other);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Ring();
        await WaitFor.AnswerAsync("it rings", _ => Rig.LiveAsync(campaign), l => l.Calls.Ringing == 1, Limit);

        // The refusal is on its way when we give up: here it comes as the answer to a stop that waits for the minimum ring time.
        await Rig.SendAsync(new StopCampaign(campaign));
        customer.Invite.Reject(503);
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
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
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal(CallOutcome.Connected, record.Outcome);
        IReadOnlyList<AttemptRow> attempts = await Rig.AttemptsAsync(campaign);
        Assert.Equal(2, attempts.Count);
        Assert.Equal((CallOutcome.Congestion, (int?)503, false), (attempts[0].Outcome, attempts[0].SipStatus, attempts[0].Charged));
        Assert.Equal((CallOutcome.Connected, true), (attempts[1].Outcome, attempts[1].Charged));
        Assert.NotEqual(attempts[0].TrunkId, attempts[1].TrunkId);
        Assert.Equal(1, Assert.Single(await Rig.LeadsAsync(list)).Attempts);
    }

    [Fact]
    public async Task A_trunk_that_is_not_there_goes_down_says_so_and_uses_up_no_lead()
    {
        (UserId ann, _) = await Rig.AddAgentAsync("ann", null);
        ListId list = await Rig.AddListAsync("+12125550141", "+12125550142");
        TrunkId nobody = await Rig.AddTrunkAsync(FreePorts.Udp());
        CampaignId campaign = await Rig.AddCampaignAsync(list, [nobody]);
        await Rig.ReadyAsync(ann, campaign);
        await Rig.SendAsync(new StartCampaign(campaign));
        await WaitFor.AnswerAsync(
            "down", async _ => ((TrunkHealthReply)await Rig.SendAsync(new GetTrunkHealth(nobody))).Health, h => h.State == TrunkHealthState.Down, Limit);
        IReadOnlyList<WhyReason> why = ((WhyReply)await Rig.SendAsync(new GetCampaignWhy(campaign))).Reasons;
        Assert.Contains(why, r => r.Code == "trunkDown");
        await WaitFor.AnswerAsync("no call", _ => Rig.LiveAsync(campaign), l => l.Calls is { Dialing: 0, Ringing: 0 }, Limit);
        Assert.All(await Rig.LeadsAsync(list), l => Assert.Equal(0, l.Attempts));
        Assert.All(await Rig.AttemptsAsync(campaign), a => Assert.False(a.Charged));
    }

    [Fact]
    public async Task An_answer_we_cannot_send_audio_to_is_ended_as_a_media_error()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.AnswerFromIPv6();
        Assert.Equal(DialogEndCause.RemoteBye, await customer.Ended.WaitAsync(Limit));
        Assert.Equal(CallOutcome.MediaError, Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit)).Outcome);
        Assert.Equal(AgentState.Ready, (await Rig.AgentAsync(ann)).State);
    }
}
