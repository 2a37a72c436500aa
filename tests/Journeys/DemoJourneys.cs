using CallCenter.Journeys.Support;
using CallCenter.TestKit;
using CallCenter.TestKit.Api;
using CallCenter.TestKit.Phones;
using CallCenter.TestKit.Processes;

namespace CallCenter.Journeys;

/// <summary>What somebody meets who has just cloned the repository.</summary>
public sealed class DemoJourneys
{
    [Fact]
    public async Task In_the_demo_an_agent_with_a_SIP_phone_talks_to_a_person_within_seconds()
    {
        using TempFolder folder = new();
        await using CallCenterProcess demo = await CallCenterProcess.DemoAsync(folder.File("data"));
        string adminKey = await CallCenterCli.AddKeyAsync(demo.DataFolder, "journey", "--role", "administrator");
        using ApiClient admin = demo.Client(adminKey);
        CampaignItem campaign = Assert.Single((await admin.GetAsync<Page<CampaignItem>>("campaigns")).Items);
        Assert.Equal("running", campaign.State);

        CreatedUser user = await admin.AddUserAsync("newcomer", "agent");
        string key = await CallCenterCli.AddKeyAsync(demo.DataFolder, "newcomer-key", "--user", "newcomer");
        using ApiClient api = demo.Client(key);
        JourneyAgent agent = new("newcomer", user, key, api);
        await using SoftAgentPhone phone = await SoftAgentPhone.StartAsync(demo.Sip!, "newcomer", user.SipPassword, toneHz: null);
        await agent.BeginReadyAsync(campaign.Id);

        AgentCallView call = await agent.TalkingAsync(TimeSpan.FromSeconds(60));
        Assert.StartsWith("+1", call.Number, StringComparison.Ordinal);
        await WaitFor.TrueAsync("to hear the person", () => phone.Calls[0].HeardSound() > TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(20));
        Assert.Equal(0, await demo.InterruptAsync(TimeSpan.FromSeconds(20)));
    }

    private sealed record CampaignItem(string Id, string Name, string State);
}
