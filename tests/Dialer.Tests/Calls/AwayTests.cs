using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Data.Dispositions;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.Media;
using CallCenter.Sip;
using CallCenter.TestKit;

namespace CallCenter.Dialer.Tests.Calls;

/// <summary>A call outlives its agent's page: it waits for the phone, then goes to a colleague, or the customer is called back.</summary>
public sealed class AwayTests : ScriptedCall
{
    private const double Ann = 1000;
    private const double Bo = 1300;

    private protected override AwayTimes Away { get; } = new()
    {
        AnnounceAfter = TimeSpan.FromMilliseconds(300),
        KeepFor = TimeSpan.FromSeconds(3),
        ColleagueLimit = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public async Task The_customer_hears_an_announcement_and_then_the_agent_again()
    {
        (CampaignId campaign, UserId ann, ShakyLine line) = await ReadyAsync("ann", Ann);
        CustomerEnd customer = await AnsweredAsync(campaign);
        AgentCall call = await TalkingAsync(ann);
        await HearsAsync(customer, Ann);

        line.Go();
        AgentSnapshot away = await StateAsync(ann, AgentState.Unreachable);
        Assert.Equal(("the page with the phone was closed", "disconnected", "closed"), (away.Reason, away.Phone!.State, away.Phone.Problem));
        Assert.Equal((call.Id, "connected"), (away.Call!.Id, away.Call.State));
        TimeSpan sound = customer.HeardSound() - customer.Heard(Ann);
        await WaitFor.TrueAsync("the announcement", () => customer.HeardSound() - customer.Heard(Ann) > sound + TimeSpan.FromSeconds(1), Limit);

        line.ComeBack();
        AgentSnapshot back = await StateAsync(ann, AgentState.Talking);
        Assert.Equal((call.Id, "connected", null), (back.Call!.Id, back.Phone!.State, back.Phone.Problem));
        await HearsAsync(customer, Ann);
        Assert.IsType<Done>(await Rig.SendAsync(new HangUpCall(ann, call.Id)));
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Connected, EndedBy.Agent, ann), (record.Outcome, record.EndedBy, record.AgentId));
        Assert.Equal(AgentState.WrapUp, (await Rig.AgentAsync(ann)).State);
    }

    [Fact]
    public async Task Mute_and_hold_are_as_before_when_the_phone_comes_back()
    {
        (CampaignId campaign, UserId ann, ShakyLine line) = await ReadyAsync("ann", Ann);
        CustomerEnd customer = await AnsweredAsync(campaign);
        AgentCall call = await TalkingAsync(ann);
        await HearsAsync(customer, Ann);
        await Rig.SendAsync(new MuteAgent(ann, call.Id, true));
        await Rig.SendAsync(new HoldCall(ann, call.Id, true));
        line.Go();
        await StateAsync(ann, AgentState.Unreachable);
        line.ComeBack();
        AgentSnapshot back = await StateAsync(ann, AgentState.Talking);
        Assert.Equal(("held", true), (back.Call!.State, back.Call.Muted));
        TimeSpan sound = customer.HeardSound();
        await WaitFor.TrueAsync("music", () => customer.HeardSound() > sound + TimeSpan.FromSeconds(1), Limit);

        // Taken off hold while the phone is away: joined when it is back, still muted.
        line.Go();
        await StateAsync(ann, AgentState.Unreachable);
        Assert.IsType<Done>(await Rig.SendAsync(new HoldCall(ann, call.Id, false)));
        line.ComeBack();
        await StateAsync(ann, AgentState.Talking);
        TimeSpan before = customer.Heard(Ann);
        Assert.IsType<Done>(await Rig.SendAsync(new SendDigits(ann, call.Id, "1")));
        await WaitFor.TrueAsync("a digit", () => customer.Digits == "1", Limit);
        Assert.Equal(before, customer.Heard(Ann));
        Assert.IsType<Done>(await Rig.SendAsync(new MuteAgent(ann, call.Id, false)));
        await HearsAsync(customer, Ann);
    }

    [Fact]
    public async Task An_agent_who_stays_away_loses_the_call_to_a_colleague()
    {
        (CampaignId campaign, UserId ann, ShakyLine line) = await ReadyAsync("ann", Ann);
        CustomerEnd customer = await AnsweredAsync(campaign);
        AgentCall call = await TalkingAsync(ann);
        (UserId bo, ShakyLine _) = await SessionAsync("bo", Bo, campaign);
        line.Go();
        Assert.Equal(call.Id, (await TalkingAsync(bo)).Id);
        await HearsAsync(customer, Bo);
        AgentSnapshot lost = await Rig.AgentAsync(ann);
        Assert.Equal((AgentState.Unreachable, null), (lost.State, lost.Call));
        Assert.Equal("not_found", Assert.IsType<Refused>(await Rig.SendAsync(new HangUpCall(ann, call.Id))).Code);
        line.ComeBack();
        Assert.Equal(AgentState.Ready, (await StateAsync(ann, AgentState.Ready)).State);

        Assert.IsType<Done>(await Rig.SendAsync(new HangUpCall(bo, call.Id)));
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Connected, EndedBy.Agent, bo), (record.Outcome, record.EndedBy, record.AgentId));
        Assert.Equal("agent lost: a colleague took the call over", record.Reason);
        Assert.NotNull(record.RecordingId);
        Assert.Equal(AgentState.WrapUp, (await Rig.AgentAsync(bo)).State);
        SubmitResult verdict = await Rig.Get<DispositionLedger>().SubmitAsync(
            new DispositionSubmission(call.Id, bo, "sale", null, null), TimeProvider.System.GetUtcNow(), CancellationToken.None);
        Assert.Equal(SubmitOutcome.Stored, verdict.Outcome);
    }

    [Fact]
    public async Task A_customer_whom_nobody_can_take_is_called_back_by_anyone()
    {
        (CampaignId campaign, UserId ann, ShakyLine line) = await ReadyAsync("ann", Ann);
        CustomerEnd customer = await AnsweredAsync(campaign);
        await TalkingAsync(ann);
        line.Go();
        Assert.Equal(DialogEndCause.RemoteBye, await customer.Ended.WaitAsync(Limit));
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Connected, EndedBy.Dialer, ann), (record.Outcome, record.EndedBy, record.AgentId));
        Assert.Equal("agent lost: nobody took the call over", record.Reason);
        Assert.Equal(0, (await Rig.LiveAsync(campaign)).Abandoned);
        LeadRow lead = Assert.Single(await Rig.LeadsAsync(_list));
        Assert.Equal(LeadState.Callback, lead.State);
        Assert.InRange(lead.NextAt - record.EndedAt!.Value, TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5));
        Callback promise = Assert.Single(await Rig.PromisesAsync(lead.Id));
        Assert.Equal((null, record.Id, lead.NextAt), (promise.OwnerId, promise.CallId, promise.DueAt));
        AgentSnapshot lost = await Rig.AgentAsync(ann);
        Assert.Equal((AgentState.Unreachable, null), (lost.State, lost.Call));
    }

    [Fact]
    public async Task An_agent_without_audio_can_hang_up_and_wrap_up_and_is_unreachable_afterwards()
    {
        (CampaignId campaign, UserId ann, ShakyLine line) = await ReadyAsync("ann", Ann);
        CustomerEnd customer = await AnsweredAsync(campaign);
        AgentCall call = await TalkingAsync(ann);
        line.Go();
        await StateAsync(ann, AgentState.Unreachable);
        Assert.IsType<Done>(await Rig.SendAsync(new HangUpCall(ann, call.Id)));
        await customer.Ended.WaitAsync(Limit);
        Assert.Equal(AgentState.WrapUp, (await Rig.AgentAsync(ann)).State);
        await Rig.SendAsync(new FinishWrapUp(ann, call.Id, "sale"));
        Assert.Equal(AgentState.Unreachable, (await Rig.AgentAsync(ann)).State);
        line.ComeBack();
        await StateAsync(ann, AgentState.Ready);
    }

    [Fact]
    public async Task A_call_by_hand_goes_on_ringing_over_a_reload()
    {
        (CampaignId campaign, UserId ann, ShakyLine line) = await ReadyAsync("ann", Ann);
        await Rig.SendAsync(new PauseCampaign(campaign));
        CallPlaced placed = Assert.IsType<CallPlaced>(await Rig.SendAsync(new PlaceManualCall(ann, "+12125550143", campaign)));
        CustomerEnd customer = await Trunk.NextAsync(Limit);
        customer.Ring();
        line.Go();
        Assert.Equal("ringing", (await StateAsync(ann, AgentState.Unreachable)).Call!.State);
        customer.Answer();
        await WaitFor.AnswerAsync("connected", _ => Rig.AgentAsync(ann), a => a.Call?.State == "connected", Limit);
        line.ComeBack();
        Assert.Equal(placed.Call, (await StateAsync(ann, AgentState.Talking)).Call!.Id);
        await HearsAsync(customer, Ann);
    }

    private ListId _list;

    private async Task<(CampaignId Campaign, UserId Agent, ShakyLine Line)> ReadyAsync(string name, double tone)
    {
        _list = await Rig.AddListAsync("+12125550141");
        CampaignId campaign = await Rig.AddCampaignAsync(_list, [await Rig.AddTrunkAsync(Trunk.Port)]);
        (UserId agent, ShakyLine line) = await SessionAsync(name, tone, campaign);
        return (campaign, agent, line);
    }

    private async Task<(UserId Agent, ShakyLine Line)> SessionAsync(string name, double tone, CampaignId campaign)
    {
        UserId agent = await Rig.AddUserAsync(name);
        ShakyLine line = ShakyLine.Open(Rig.Get<MediaEngine>(), tone);
        Assert.Null(await Rig.Get<PhoneDesk>().StartOnAsync(agent, name, [campaign], () => line, CancellationToken.None));
        Assert.IsType<AgentReply>(await Rig.SendAsync(new SetAgentState(agent, AgentState.Ready, null)));
        return (agent, line);
    }

    private async Task<CustomerEnd> AnsweredAsync(CampaignId campaign)
    {
        await Rig.SendAsync(new StartCampaign(campaign));
        CustomerEnd customer = await Trunk.NextAsync(Limit);
        customer.Answer();
        return customer;
    }

    private static async Task HearsAsync(CustomerEnd customer, double hz)
    {
        TimeSpan before = customer.Heard(hz);
        await WaitFor.TrueAsync("the agent's tone", () => customer.Heard(hz) > before + TimeSpan.FromMilliseconds(500), Limit);
    }

    private Task<AgentSnapshot> StateAsync(UserId agent, AgentState state)
        => WaitFor.AnswerAsync(state.ToString(), _ => Rig.AgentAsync(agent), a => a.State == state, Limit);
}
