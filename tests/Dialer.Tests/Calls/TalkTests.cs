using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.Sip;
using CallCenter.TestKit;

namespace CallCenter.Dialer.Tests.Calls;

/// <summary>What agents may do in a call, and how it ends.</summary>
public sealed class TalkTests : ScriptedCall
{
    [Fact]
    public async Task Wrap_up_ends_by_itself_at_its_limit_and_can_be_lengthened()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"], wrapUp: TimeSpan.FromSeconds(1));
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Answer();
        AgentCall call = await TalkingAsync(ann);
        await customer.HangUpAsync();
        await WaitFor.AnswerAsync("ready again", _ => Rig.AgentAsync(ann), a => a is { State: AgentState.Ready, Call: null }, Limit);
        Assert.Equal("not_wrapping_up", Assert.IsType<Refused>(await Rig.SendAsync(new ExtendWrapUp(ann, call.Id))).Code);
    }

    [Fact]
    public async Task Hold_mute_digits_and_pausing_the_recording()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Answer();
        AgentCall call = await TalkingAsync(ann);
        await WaitFor.TrueAsync("the agent's tone", () => customer.Heard(1000) > TimeSpan.FromMilliseconds(500), Limit);

        Assert.IsType<Done>(await Rig.SendAsync(new HoldCall(ann, call.Id, true)));
        Assert.Equal("held", (await Rig.AgentAsync(ann)).Call!.State);
        TimeSpan before = customer.Heard(1000);
        TimeSpan sound = customer.HeardSound();
        await WaitFor.TrueAsync("music", () => customer.HeardSound() > sound + TimeSpan.FromSeconds(1), Limit);
        Assert.InRange((customer.Heard(1000) - before).TotalSeconds, 0, 0.4);

        Assert.IsType<Done>(await Rig.SendAsync(new HoldCall(ann, call.Id, false)));
        before = customer.Heard(1000);
        await WaitFor.TrueAsync("the agent again", () => customer.Heard(1000) > before + TimeSpan.FromMilliseconds(500), Limit);

        Assert.IsType<Done>(await Rig.SendAsync(new MuteAgent(ann, call.Id, true)));
        Assert.True((await Rig.AgentAsync(ann)).Call!.Muted);
        Assert.IsType<Done>(await Rig.SendAsync(new SendDigits(ann, call.Id, "12#")));
        await WaitFor.TrueAsync("digits", () => customer.Digits == "12#", Limit);
        before = customer.Heard(1000);
        Assert.Equal("invalid_digits", Assert.IsType<Refused>(await Rig.SendAsync(new SendDigits(ann, call.Id, new string('1', 33)))).Code);
        Assert.Equal("invalid_digits", Assert.IsType<Refused>(await Rig.SendAsync(new SendDigits(ann, call.Id, ""))).Code);
        Assert.IsType<Done>(await Rig.SendAsync(new PauseRecording(ann, call.Id, true)));
        Assert.True((await Rig.AgentAsync(ann)).Call!.RecordingPaused);
        Assert.InRange((customer.Heard(1000) - before).TotalSeconds, 0, 0.3);
        Assert.IsType<Done>(await Rig.SendAsync(new MuteAgent(ann, call.Id, false)));

        // A repeat is answered as the first was, and does nothing.
        HangUpCall hangUp = new(ann, call.Id);
        Assert.IsType<Done>(await Rig.SendAsync(hangUp));
        await Rig.EndedCallsAsync(campaign, 1, Limit);
        Assert.IsType<Done>(await Rig.SendAsync(hangUp));
        Assert.Equal("not_found", Assert.IsType<Refused>(await Rig.SendAsync(hangUp with { CommandId = Guid.NewGuid() })).Code);
        Assert.Equal(DialogEndCause.RemoteBye, await customer.Ended.WaitAsync(Limit));
    }

    [Fact]
    public async Task A_session_that_is_ended_in_a_call_ends_the_call()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550141"]);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Answer();
        await TalkingAsync(ann);
        Assert.IsType<Done>(await Rig.SendAsync(new EndAgentSession(ann)));
        Assert.Equal(DialogEndCause.RemoteBye, await customer.Ended.WaitAsync(Limit));
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Connected, EndedBy.Agent), (record.Outcome, record.EndedBy));
        Assert.Equal(AgentState.SignedOut, (await Rig.AgentAsync(ann)).State);
    }
}
