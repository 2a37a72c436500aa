using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Data.Recordings;
using CallCenter.Dialer.Routing;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.TestKit;
using CallCenter.TestKit.Phones;
using Microsoft.Extensions.Hosting;

namespace CallCenter.Dialer.Tests.Calls;

public sealed class OutboundCallTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Joins_a_person_to_the_agent_and_both_hear_each_other()
    {
        await using DialerRig rig = await DialerRig.StartAsync(_ => 440);
        ListId list = await rig.AddListAsync("+12125550100");
        CampaignId campaign = await rig.AddCampaignAsync(list, [await rig.AddTrunkAsync()]);
        (UserId agent, SoftAgentPhone phone) = await rig.AddAgentAsync("ann", 1000);
        await rig.ReadyAsync(agent, campaign);
        Assert.IsType<Done>(await rig.SendAsync(new StartCampaign(campaign)));

        AgentSnapshot talking = await WaitFor.AnswerAsync("talking", _ => rig.AgentAsync(agent), a => a.State == AgentState.Talking, Limit);
        Assert.Equal("+12125550100", talking.Call!.Number);
        await WaitFor.TrueAsync("the agent hears the customer's tone", () => phone.Calls[0].Heard(440) > TimeSpan.FromSeconds(1), Limit);

        Assert.IsType<Done>(await rig.SendAsync(new HangUpCall(agent, talking.Call.Id)));
        CallRecord record = Assert.Single(await rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal(CallOutcome.Connected, record.Outcome);
        Assert.Equal(EndedBy.Agent, record.EndedBy);
        Assert.NotNull(record.ConnectedAt);
        AgentSnapshot wrapping = await rig.AgentAsync(agent);
        Assert.Equal(AgentState.WrapUp, wrapping.State);
        Assert.IsType<Done>(await rig.SendAsync(new FinishWrapUp(agent, record.Id, "sale")));
        Assert.Equal(AgentState.Ready, (await rig.AgentAsync(agent)).State);
        Data.Recordings.Recording recording = Assert.Single(await rig.Get<RecordingLedger>().ByCallAsync(record.Id, CancellationToken.None));
        Assert.Equal(RecordingState.Closed, recording.State);
        Assert.Empty(rig.Failures);
    }

    [Fact]
    public async Task While_calls_drain_agents_work_on_and_no_campaign_starts()
    {
        await using DialerRig rig = await DialerRig.StartAsync(_ => 440);
        ListId list = await rig.AddListAsync("+12125550100", "+12125550200");
        CampaignId campaign = await rig.AddCampaignAsync(list, [await rig.AddTrunkAsync()]);
        (UserId agent, _) = await rig.AddAgentAsync("ann", 1000);
        await rig.ReadyAsync(agent, campaign);
        Assert.IsType<Done>(await rig.SendAsync(new StartCampaign(campaign)));
        AgentSnapshot talking = await WaitFor.AnswerAsync("talking", _ => rig.AgentAsync(agent), a => a.State == AgentState.Talking, Limit);
        rig.Get<StopManner>().Drain = true;
        IHostedLifecycleService dialer = rig.Get<IEnumerable<IHostedService>>().OfType<IHostedLifecycleService>().Single();

        Task draining = dialer.StoppingAsync(CancellationToken.None);

        Assert.False(draining.IsCompleted);
        Assert.Equal("dialer_stopping", Assert.IsType<Refused>(await rig.SendAsync(new StartCampaign(campaign))).Code);
        Assert.IsType<Done>(await rig.SendAsync(new HangUpCall(agent, talking.Call!.Id)));
        await draining.WaitAsync(Limit);
        await rig.StopAsync();
        Assert.Equal(EndedBy.Agent, Assert.Single(await rig.CallsAsync(campaign, CancellationToken.None)).EndedBy);
        Assert.Empty(rig.Failures);
    }

    [Theory]
    [InlineData("20", CallOutcome.Busy)]
    [InlineData("22", CallOutcome.InvalidNumber)]
    [InlineData("23", CallOutcome.Congestion)]
    [InlineData("24", CallOutcome.Declined)]
    [InlineData("21", CallOutcome.NoAnswer)]
    public async Task Names_the_outcome_of_a_call_that_is_not_answered(string ending, CallOutcome expected)
    {
        await using DialerRig rig = await DialerRig.StartAsync();
        ListId list = await rig.AddListAsync("+121255501" + ending);
        CampaignId campaign = await rig.AddCampaignAsync(list, [await rig.AddTrunkAsync()]);
        (UserId agent, _) = await rig.AddAgentAsync("ann", null);
        await rig.ReadyAsync(agent, campaign);
        Assert.IsType<Done>(await rig.SendAsync(new StartCampaign(campaign)));

        CallRecord record = Assert.Single(await rig.EndedCallsAsync(campaign, 1, Limit));

        Assert.Equal(expected, record.Outcome);
        Assert.Null(record.AnsweredAt);
        Assert.Empty(rig.Failures);
    }
}
