using CallCenter.DemoCarrier.Ledger;
using CallCenter.Journeys.Support;
using CallCenter.TestKit.Api;
using CallCenter.TestKit.Phones;

namespace CallCenter.Journeys;

/// <summary>The demo carrier, with tones that prove who hears whom.</summary>
public sealed class ToneJourneys
{
    [Fact]
    public async Task Everybody_hears_the_right_person_and_the_recording_has_each_in_their_channel()
    {
        await using RunningCenter center = await RunningCenter.StartAsync();
        await ToneStory.RunAsync(center);
    }

    [Fact]
    public async Task The_same_holds_with_the_dialer_and_the_web_as_two_processes()
    {
        await using RunningCenter center = await RunningCenter.StartTwoProcessesAsync();
        await ToneStory.RunAsync(center);
    }

    [Fact]
    public async Task A_person_who_meets_no_free_agent_hears_the_safe_harbour_message_and_counts_as_abandoned()
    {
        const string Number = "+12125550102";
        await using RunningCenter center = await RunningCenter.StartAsync();
        await using ToneTown town = new(new Dictionary<string, double>(StringComparer.Ordinal));
        JourneyAgent agent = await center.AddAgentAsync("leaves");
        await using SoftAgentPhone phone = await center.PhoneAsync(agent, 430);
        string trunk = await center.Admin.AddTrunkAsync("town", town.Port);
        string list = await center.Admin.AddListAsync("list", Number);
        string campaign = await center.Admin.AddCampaignAsync(new NewCampaign("abandon", [list], [trunk]) { RingTimeoutSeconds = 30 });
        await agent.BeginReadyAsync(campaign);
        await center.Admin.StartAsync(campaign);
        await town.LedgerAsync(all => all.Any(entry => entry.RingingAt is not null), TimeSpan.FromSeconds(15));
        await agent.Api.SetStateAsync("paused", "lunch");

        CallView call = Assert.Single(await center.Admin.EndedCallsAsync(campaign, 1, TimeSpan.FromSeconds(60)));
        Assert.Equal("abandoned", call.Outcome);
        Assert.Null(call.ConnectedAt);
        LedgerEntry heard = (await town.LedgerAsync(all => all.All(entry => entry.EndedAt is not null), TimeSpan.FromSeconds(15))).Single();
        Assert.NotNull(heard.AnsweredAt);
        Assert.True(heard.HeardSpeechMs > 5000, $"the customer heard {heard.HeardSpeechMs} ms of the message");
        Assert.Equal(TimeSpan.Zero, phone.Calls[0].Heard(1000));
        CampaignLiveView live = await center.Admin.LiveAsync(campaign);
        Assert.Equal((1, 1, 0), (live.LiveAnswers, live.Abandoned, live.Connected));
    }
}
