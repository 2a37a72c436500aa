using CallCenter.Contracts;
using CallCenter.Data.Compliance;
using CallCenter.Data.Trunks;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.TestKit;

namespace CallCenter.Dialer.Tests.Live;

public sealed class TrunkTestTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private DialerRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await DialerRig.StartAsync();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task A_test_call_shows_its_course_and_ends_by_itself()
    {
        TrunkId trunk = await UpAsync();
        TrunkTestCall ended = await RunAsync(trunk, "+12125550100");
        Assert.Equal("answered", ended.Outcome);
        Assert.Equal(["invited", "ringing", "answered", "playing", "heard", "hungUp"], ended.Steps.Select(s => s.Code), StringComparer.Ordinal);
        Assert.True(ended is { SipStatus: 200, PostDialDelayMs: >= 0, PacketsIn: > 0 });
        Trunk stored = await WaitFor.AnswerAsync("the result", async ct => (await _rig.Get<TrunkStore>().GetAsync(trunk, ct))!, t => t.LastTest is not null, Limit);
        Assert.True(stored.LastTest!.Answered);
        TrunkHealth health = ((TrunkHealthReply)await _rig.SendAsync(new GetTrunkHealth(trunk))).Health;
        Assert.Equal((0, 1, 1), (health.CallsNow, health.Attempts, health.Answers));
    }

    [Theory]
    [InlineData("+12125550122", "invalidNumber", 404)]
    [InlineData("+12125550124", "declined", 603)]
    public async Task A_refusal_is_told_in_plain_words(string number, string outcome, int status)
    {
        TrunkTestCall ended = await RunAsync(await UpAsync(), number);
        Assert.Equal((outcome, status), (ended.Outcome, ended.SipStatus));
        Assert.Equal("rejected", ended.Steps[^1].Code);
    }

    [Fact]
    public async Task Nobody_is_called_who_must_not_be()
    {
        TrunkId trunk = await UpAsync();
        await _rig.Get<DoNotCallStore>().AddAsync(new DoNotCallEntry { Number = "+12125550142", Source = "test" }, CancellationToken.None);
        Assert.Equal("call_not_allowed", Assert.IsType<Refused>(await _rig.SendAsync(new StartTrunkTest(trunk, "+12125550142"))).Code);
        Assert.Equal("emergency_number", Assert.IsType<Refused>(await _rig.SendAsync(new StartTrunkTest(trunk, "112"))).Code);
        Assert.Equal("invalid_number", Assert.IsType<Refused>(await _rig.SendAsync(new StartTrunkTest(trunk, "sip:x"))).Code);
    }

    [Fact]
    public async Task One_test_at_a_time_and_it_can_be_hung_up()
    {
        TrunkId trunk = await UpAsync();
        TrunkTestCall begun = ((TrunkTestReply)await _rig.SendAsync(new StartTrunkTest(trunk, "+12125550121"))).Test;
        Assert.Equal("test_under_way", Assert.IsType<Refused>(await _rig.SendAsync(new StartTrunkTest(trunk, "+12125550100"))).Code);
        Assert.IsType<Done>(await _rig.SendAsync(new EndTrunkTest(begun.Id)));
        Assert.Equal("cancelled", (await EndAsync(begun.Id)).Outcome);
    }

    [Fact]
    public async Task Numbers_and_agents_say_why_they_get_no_call()
    {
        TrunkId trunk = await UpAsync();
        CampaignId campaign = await _rig.AddCampaignAsync(await _rig.AddListAsync("+12125550100"), [trunk]);
        Assert.Equal(["dialable", "campaignStopped"], await CodesAsync(new GetNumberWhy("+12125550100")), StringComparer.Ordinal);
        Assert.Equal(["noLead"], await CodesAsync(new GetNumberWhy("+12125550100", [new CampaignId(999)])), StringComparer.Ordinal);
        Assert.Equal(["noLead"], await CodesAsync(new GetNumberWhy("+12125550177")), StringComparer.Ordinal);
        Assert.Equal(["emergencyNumber"], await CodesAsync(new GetNumberWhy("911")), StringComparer.Ordinal);
        (UserId agent, _) = await _rig.AddAgentAsync("ann", null);
        Assert.Equal(["agentSignedOut"], await CodesAsync(new GetAgentWhy(agent)), StringComparer.Ordinal);
        await _rig.ReadyAsync(agent, campaign);
        Assert.Equal(["agent.ready", "campaignStopped"], await CodesAsync(new GetAgentWhy(agent)), StringComparer.Ordinal);
        await _rig.SendAsync(new SetAgentState(agent, AgentState.Paused, "lunch"));
        Assert.Equal(["agent.paused"], await CodesAsync(new GetAgentWhy(agent)), StringComparer.Ordinal);
    }

    private async Task<string[]> CodesAsync(DialerCommand question)
        => [.. Assert.IsType<WhyReply>(await _rig.SendAsync(question)).Reasons.Select(r => r.Code)];

    private async Task<TrunkId> UpAsync()
    {
        TrunkId trunk = await _rig.AddTrunkAsync();
        await WaitFor.AnswerAsync("up", async _ => ((TrunkHealthReply)await _rig.SendAsync(new GetTrunkHealth(trunk))).Health, h => h.State == TrunkHealthState.Up, Limit);
        return trunk;
    }

    private async Task<TrunkTestCall> RunAsync(TrunkId trunk, string number)
        => await EndAsync(Assert.IsType<TrunkTestReply>(await _rig.SendAsync(new StartTrunkTest(trunk, number))).Test.Id);

    private Task<TrunkTestCall> EndAsync(CallId test)
        => WaitFor.AnswerAsync("the end", async _ => ((TrunkTestReply)await _rig.SendAsync(new GetTrunkTest(test))).Test, t => t.State == "ended", Limit);
}
