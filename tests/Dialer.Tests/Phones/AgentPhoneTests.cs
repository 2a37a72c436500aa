using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Data.Compliance;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.Sip;
using CallCenter.TestKit;
using CallCenter.TestKit.Phones;

namespace CallCenter.Dialer.Tests.Phones;

/// <summary>Agents' phones that go, come back and dial.</summary>
public sealed class AgentPhoneTests : IAsyncLifetime
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
    public async Task A_phone_that_hangs_up_in_a_call_ends_it_and_is_called_again_when_it_registers()
    {
        (CampaignId campaign, UserId ann, SoftAgentPhone phone) = await ReadyAsync("+12125550141");
        await _rig.SendAsync(new StartCampaign(campaign));
        CustomerEnd customer = await _trunk.NextAsync(Limit);
        customer.Answer();
        AgentCall call = (await StateAsync(ann, AgentState.Talking)).Call!;
        await phone.Calls[0].HangUpAsync();
        Assert.Equal(DialogEndCause.RemoteBye, await customer.Ended.WaitAsync(Limit));
        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Connected, EndedBy.Agent), (record.Outcome, record.EndedBy));
        AgentSnapshot wrapping = await StateAsync(ann, AgentState.WrapUp);
        Assert.Equal("disconnected", wrapping.Phone!.State);
        await _rig.SendAsync(new FinishWrapUp(ann, call.Id, "sale"));
        Assert.Equal("the phone hung up", (await StateAsync(ann, AgentState.Unreachable)).Reason);

        SoftAgentPhone again = await _rig.AddPhoneAsync("ann");
        Assert.Equal("connected", (await StateAsync(ann, AgentState.Paused)).Phone!.State);
        Assert.Single(again.Calls);
    }

    [Fact]
    public async Task An_agent_dials_by_hand_and_do_not_call_holds_there_too()
    {
        (CampaignId campaign, UserId ann, _) = await ReadyAsync();
        await _rig.SendAsync(new SetAgentState(ann, AgentState.Paused, "own calls"));
        CallPlaced placed = Assert.IsType<CallPlaced>(await _rig.SendAsync(new PlaceManualCall(ann, "+12125550143", campaign)));
        CustomerEnd customer = await _trunk.NextAsync(Limit);
        customer.Ring();
        AgentSnapshot reserved = await _rig.AgentAsync(ann);
        Assert.Equal((AgentState.Reserved, "ringing"), (reserved.State, reserved.Call!.State));
        Assert.Equal("agent_busy", Assert.IsType<Refused>(await _rig.SendAsync(new PlaceManualCall(ann, "+12125550144", campaign))).Code);
        customer.Answer();
        Assert.Equal(placed.Call, (await StateAsync(ann, AgentState.Talking)).Call!.Id);
        await customer.HangUpAsync();
        await StateAsync(ann, AgentState.WrapUp);
        await _rig.SendAsync(new FinishWrapUp(ann, placed.Call, "sale"));
        AgentSnapshot rest = await _rig.AgentAsync(ann);
        Assert.Equal((AgentState.Paused, "own calls"), (rest.State, rest.Reason));
        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Connected, CallDirection.Manual, ann), (record.Outcome, record.Direction, record.AgentId));

        await _rig.Get<DoNotCallStore>().AddAsync(
            new DoNotCallEntry { Number = "+12125550143", Kind = DoNotCallKind.Number, Source = "api", CreatedAt = TimeProvider.System.GetUtcNow() }, CancellationToken.None);
        foreach (string writing in new[] { "+12125550143", "(212) 555-0143", "1 212 555 0143", "0012125550143" })
        {
            Assert.Equal("call_not_allowed", Assert.IsType<Refused>(await _rig.SendAsync(new PlaceManualCall(ann, writing, campaign))).Code);
        }

        Assert.Equal("invalid_number", Assert.IsType<Refused>(await _rig.SendAsync(new PlaceManualCall(ann, "+1212;x=y", campaign))).Code);
        Assert.Equal("premium_number", Assert.IsType<Refused>(await _rig.SendAsync(new PlaceManualCall(ann, "+1 900 555 0143", campaign))).Code);
        Assert.Equal("emergency_number", Assert.IsType<Refused>(await _rig.SendAsync(new PlaceManualCall(ann, "+911", campaign))).Code);
        Assert.Equal("emergency_number", Assert.IsType<Refused>(await _rig.SendAsync(new PlaceManualCall(ann, "999", campaign))).Code);
        Assert.Equal(1, _trunk.CallsSoFar);
    }

    [Fact]
    public async Task A_call_by_hand_stops_ringing_when_the_agents_phone_goes()
    {
        (CampaignId campaign, UserId ann, SoftAgentPhone phone) = await ReadyAsync();
        await _rig.SendAsync(new PlaceManualCall(ann, "+12125550143", campaign));
        CustomerEnd customer = await _trunk.NextAsync(Limit);
        customer.Ring();
        await WaitFor.AnswerAsync("it rings", _ => _rig.LiveAsync(campaign), l => l.Calls.Ringing == 1, Limit);
        await phone.Calls[0].HangUpAsync();
        await customer.Cancelled.WaitAsync(Limit);
        Assert.Equal(CallOutcome.Cancelled, Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit)).Outcome);
        Assert.Null((await StateAsync(ann, AgentState.Unreachable)).Call);
    }

    [Fact]
    public async Task A_hash_in_a_number_leaves_escaped()
    {
        (CampaignId campaign, UserId ann, _) = await ReadyAsync();
        CallPlaced placed = Assert.IsType<CallPlaced>(await _rig.SendAsync(new PlaceManualCall(ann, "*21#", campaign)));
        CustomerEnd network = await _trunk.NextAsync(Limit);
        Assert.Contains("sip:*21%23@", network.Invite.RequestUri, StringComparison.Ordinal);
        network.Ring();
        Assert.IsType<Done>(await _rig.SendAsync(new HangUpCall(ann, placed.Call)));
        await network.Cancelled.WaitAsync(Limit);
        Assert.Equal(AgentState.Ready, (await StateAsync(ann, AgentState.Ready)).State);
    }

    [Fact]
    public async Task A_session_that_is_ended_while_the_phone_rings_leaves_no_line_behind()
    {
        CampaignId campaign = await _rig.AddCampaignAsync(await _rig.AddListAsync(), [await _rig.AddTrunkAsync(_trunk.Port)]);
        (UserId ann, _) = await _rig.AddAgentAsync("ann", null);
        await using ScriptedPhone phone = await ScriptedPhone.StartAsync(_rig.Sip, "ann");
        Task<DialerReply> starting = _rig.SendAsync(new StartAgentSession(ann, [campaign], PhoneKind.Sip));
        IncomingInvite invite = await phone.Invites.ReadAsync();
        invite.Progress(180);
        Assert.IsType<Done>(await _rig.SendAsync(new EndAgentSession(ann)));
        Dialog line = phone.Answer(invite);
        Assert.Equal("session_ended", Assert.IsType<Refused>(await starting).Code);
        DialogEvent end = await line.Events.ReadAsync();
        Assert.Equal(DialogEndCause.RemoteBye, Assert.IsType<DialogEnded>(end).Cause);
        Assert.Equal(AgentState.SignedOut, (await _rig.AgentAsync(ann)).State);
    }

    [Fact]
    public async Task A_phone_may_call_star_55_once_it_had_a_session_and_again_when_its_line_was_lost()
    {
        CampaignId campaign = await _rig.AddCampaignAsync(await _rig.AddListAsync(), [await _rig.AddTrunkAsync(_trunk.Port)]);
        (UserId ann, _) = await _rig.AddAgentAsync("ann", null);
        await using ScriptedPhone phone = await ScriptedPhone.StartAsync(_rig.Sip, "ann");
        Assert.Equal(480, Assert.IsType<InviteEnded>(await phone.CallAsync("*55")).Status);
        Assert.Equal(404, Assert.IsType<InviteEnded>(await phone.CallAsync("+12125550143")).Status);

        Task<DialerReply> starting = _rig.SendAsync(new StartAgentSession(ann, [campaign], PhoneKind.Sip));
        await phone.AnswerAsync(Limit);
        Assert.IsType<AgentReply>(await starting);
        await _rig.SendAsync(new EndAgentSession(ann));

        Dialog line = Assert.IsType<InviteAnswered>(await phone.CallAsync("*55")).Dialog;
        AgentSnapshot agent = await StateAsync(ann, AgentState.Paused);
        Assert.Equal(campaign, Assert.Single(agent.CampaignIds));
        Assert.Equal(486, Assert.IsType<InviteEnded>(await phone.CallAsync("*55")).Status);

        await line.ByeAsync(null, CancellationToken.None);
        await StateAsync(ann, AgentState.Unreachable);
        Assert.IsType<InviteAnswered>(await phone.CallAsync("*55"));
        await StateAsync(ann, AgentState.Paused);
    }

    [Fact]
    public async Task A_command_that_is_sent_many_times_at_once_is_carried_out_once()
    {
        CampaignId campaign = await _rig.AddCampaignAsync(await _rig.AddListAsync(), [await _rig.AddTrunkAsync(_trunk.Port)]);
        (UserId ann, SoftAgentPhone phone) = await _rig.AddAgentAsync("ann", null);
        StartAgentSession command = new(ann, [campaign], PhoneKind.Sip);
        using Barrier together = new(8);
        Task<DialerReply>[] sent = [.. Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return _rig.SendAsync(command);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap())];
        Assert.All(await Task.WhenAll(sent), reply => Assert.IsType<AgentReply>(reply));
        Assert.Single(phone.Calls);
        Assert.Equal("session_exists", Assert.IsType<Refused>(await _rig.SendAsync(command with { CommandId = Guid.NewGuid() })).Code);
    }

    private async Task<(CampaignId Campaign, UserId Agent, SoftAgentPhone Phone)> ReadyAsync(params string[] numbers)
    {
        CampaignId campaign = await _rig.AddCampaignAsync(await _rig.AddListAsync(numbers), [await _rig.AddTrunkAsync(_trunk.Port)]);
        (UserId ann, SoftAgentPhone phone) = await _rig.AddAgentAsync("ann", 1000);
        await _rig.ReadyAsync(ann, campaign);
        return (campaign, ann, phone);
    }

    private Task<AgentSnapshot> StateAsync(UserId agent, AgentState state)
        => WaitFor.AnswerAsync(state.ToString(), _ => _rig.AgentAsync(agent), a => a.State == state, Limit);
}
