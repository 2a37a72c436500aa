using CallCenter.Contracts;
using CallCenter.Dialer.Monitoring;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.TestKit;
using CallCenter.TestKit.Phones;

namespace CallCenter.Dialer.Tests.Calls;

/// <summary>A Dialer whose only trunk is played by the test.</summary>
public abstract class ScriptedCall : IAsyncLifetime
{
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    protected ScriptedTrunk Trunk { get; } = ScriptedTrunk.Start();

    protected DialerRig Rig { get; private set; } = null!;

    /// <summary>The first agent's phone, which hums 1000 Hz; from <see cref="ReadyCampaignAsync"/> on.</summary>
    protected SoftAgentPhone FirstPhone { get; private set; } = null!;

    /// <summary>For calls whose agent goes away.</summary>
    private protected virtual AwayTimes? Away => null;

    /// <summary>For calls that supervisors listen to.</summary>
    private protected virtual MonitoringSettings? Monitoring => null;

    public async ValueTask InitializeAsync() => Rig = await DialerRig.StartAsync(away: Away, monitoring: Monitoring);

    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore();
        await Rig.DisposeAsync();
        await Trunk.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a test class has of its own.</summary>
    protected virtual ValueTask DisposeAsyncCore() => ValueTask.CompletedTask;

    protected async Task<(CampaignId Campaign, ListId List, UserId Agent)> ReadyCampaignAsync(
        string[] numbers, int agents = 1, bool start = true, TimeSpan? wrapUp = null, TimeSpan? ringTimeout = null, ScriptedTrunk? second = null)
    {
        ListId list = await Rig.AddListAsync(numbers);
        List<TrunkId> trunks = [await Rig.AddTrunkAsync(Trunk.Port)];
        if (second is not null)
        {
            trunks.Add(await Rig.AddTrunkAsync(second.Port, priority: 2));
        }

        CampaignId campaign = await Rig.AddCampaignAsync(list, trunks, wrapUp: wrapUp, ringTimeout: ringTimeout);
        (UserId ann, FirstPhone) = await Rig.AddAgentAsync("ann", 1000);
        await Rig.ReadyAsync(ann, campaign);
        for (int i = 1; i < agents; i++)
        {
            (UserId other, _) = await Rig.AddAgentAsync("other" + i, null);
            await Rig.ReadyAsync(other, campaign);
        }

        if (start)
        {
            Assert.IsType<Done>(await Rig.SendAsync(new StartCampaign(campaign)));
        }

        return (campaign, list, ann);
    }

    protected Task<CustomerEnd> DialledAsync(CampaignId _) => Trunk.NextAsync(Limit);

    protected async Task<AgentCall> TalkingAsync(UserId agent)
        => (await WaitFor.AnswerAsync("talking", _ => Rig.AgentAsync(agent), a => a.State == AgentState.Talking, Limit)).Call!;
}
