using System.Text.Json;
using CallCenter.Journeys.Support;
using CallCenter.TestKit;
using CallCenter.TestKit.Api;
using CallCenter.TestKit.Audio;
using CallCenter.TestKit.Sipp;

namespace CallCenter.Journeys;

/// <summary>One program, SIPp as the carrier, for the journeys of <see cref="SippJourneys"/>.</summary>
public sealed class SippFixture : IAsyncLifetime
{
    private int _agents;

    public RunningCenter Center { get; private set; } = null!;

    public SippCarrier Carrier { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Center = await RunningCenter.StartAsync();
        Carrier = await SippCarrier.StartAsync();
    }

    /// <summary>An agent whose phone is SIPp.</summary>
    public async Task<(JourneyAgent Agent, SippAgentPhone Phone)> AgentAsync()
    {
        JourneyAgent agent = await Center.AddAgentAsync($"sipp-{Interlocked.Increment(ref _agents)}");
        return (agent, await Center.SippPhoneAsync(agent));
    }

    public async ValueTask DisposeAsync()
    {
        await Carrier.DisposeAsync();
        await Center.DisposeAsync();
    }
}

/// <summary>SIPp as the carrier, SIPp as the agents' phones, and nothing but the HTTP API.</summary>
public sealed class SippJourneys(SippFixture world) : IClassFixture<SippFixture>
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private ApiClient Admin => world.Center.Admin;

    [Fact]
    public async Task Every_outcome_of_a_call_is_told_as_the_carrier_meant_it()
    {
        Dictionary<string, (string Outcome, int Status)> expected = new(StringComparer.Ordinal)
        {
            ["+12125550121"] = ("noAnswer", 487),
            ["+12125550120"] = ("busy", 486),
            ["+12125550122"] = ("invalidNumber", 404),
            ["+12125550124"] = ("declined", 603),
            ["+12125550125"] = ("unavailable", 480),
            ["+12125550127"] = ("blocked", 608),
            ["+12125550140"] = ("mediaError", 488),
            ["+12125550100"] = ("connected", 200),
        };
        (JourneyAgent first, SippAgentPhone firstPhone) = await world.AgentAsync();
        (JourneyAgent second, SippAgentPhone secondPhone) = await world.AgentAsync();
        await using SippAgentPhone one = firstPhone;
        await using SippAgentPhone two = secondPhone;
        string trunk = await Admin.AddTrunkAsync("outcomes", world.Carrier.Port);
        string list = await Admin.AddListAsync("outcomes", [.. expected.Keys]);
        string campaign = await Admin.AddCampaignAsync(new NewCampaign("outcomes", [list], [trunk]));
        await first.BeginReadyAsync(campaign);
        await second.BeginReadyAsync(campaign);
        await Admin.StartAsync(campaign);

        JourneyAgent talking = await WhoTalksAsync(first, second);
        AgentCallView call = (await talking.Api.AgentAsync()).Call!;
        Assert.Equal("+12125550100", call.Number);
        await WaitFor.AnswerAsync("two seconds of conversation", _ => talking.Api.AgentAsync(), _ => TimeProvider.System.GetUtcNow() - call.AnsweredAt > TimeSpan.FromSeconds(3), Long);
        await talking.FinishAsync(call.Id, "interested");

        IReadOnlyList<CallView> calls = await Admin.EndedCallsAsync(campaign, expected.Count, Long);
        foreach ((string number, (string outcome, int status)) in expected)
        {
            CallView record = Assert.Single(calls, record => string.Equals(record.Number, number, StringComparison.Ordinal));
            Assert.Equal((number, outcome, status), (record.Number, record.Outcome, record.SipStatus));
        }

        CallView silent = calls.Single(record => record.Outcome is "noAnswer");
        Assert.InRange((silent.EndedAt - silent.RingingAt)!.Value, TimeSpan.FromSeconds(14.5), TimeSpan.FromSeconds(18));
        await RecordingHasTheCustomersToneOnBothSidesAsync(calls.Single(record => record.Outcome is "connected"));
        await first.EndAsync();
        await second.EndAsync();
    }

    [Fact]
    public async Task A_full_network_is_congestion_and_costs_the_lead_nothing()
        => await RefusedWithoutBlameAsync("+12125550123", "congestion", 503);

    [Fact]
    public async Task A_carrier_that_refuses_our_account_is_told_apart()
        => await RefusedWithoutBlameAsync("+12125550126", "rejectedByTrunk", 403);

    [Fact]
    public async Task An_answer_that_meets_no_free_agent_is_abandoned()
    {
        (JourneyAgent agent, SippAgentPhone phone) = await world.AgentAsync();
        await using SippAgentPhone owned = phone;
        int before = world.Carrier.Run.Sent("SIP/2.0 180");
        string campaign = await CampaignAsync("abandoned", "+12125550102");
        await agent.BeginReadyAsync(campaign);
        await Admin.StartAsync(campaign);
        await WaitFor.TrueAsync("the number to ring", () => world.Carrier.Run.Sent("SIP/2.0 180") > before, Long);
        await agent.Api.SetStateAsync("paused", "lunch");

        CallView call = Assert.Single(await Admin.EndedCallsAsync(campaign, 1, Long));
        Assert.Equal("abandoned", call.Outcome);
        Assert.Equal("dialer", call.EndedBy);
        Assert.NotNull(call.AnsweredAt);
        Assert.Null(call.ConnectedAt);
        Assert.True(call.EndedAt - call.AnsweredAt > TimeSpan.FromSeconds(5), "the safe-harbour message was played");
        await agent.EndAsync();
    }

    [Fact]
    public async Task Stopping_the_campaign_cancels_what_rings_once_it_has_rung_long_enough()
    {
        (JourneyAgent agent, SippAgentPhone phone) = await world.AgentAsync();
        await using SippAgentPhone owned = phone;
        int before = world.Carrier.Run.Sent("SIP/2.0 180");
        string campaign = await CampaignAsync("stopped", "+13105550121", ringSeconds: 60);
        await agent.BeginReadyAsync(campaign);
        await Admin.StartAsync(campaign);
        await WaitFor.TrueAsync("the number to ring", () => world.Carrier.Run.Sent("SIP/2.0 180") > before, Long);
        await Admin.PostAsync($"campaigns/{campaign}/stop");

        CallView call = Assert.Single(await Admin.EndedCallsAsync(campaign, 1, Long));
        Assert.Equal("cancelled", call.Outcome);
        Assert.InRange((call.EndedAt - call.RingingAt)!.Value, TimeSpan.FromSeconds(14.5), TimeSpan.FromSeconds(20));
        Assert.Equal("stopped", (await Admin.LiveAsync(campaign)).State);
        await agent.EndAsync();
    }

    [Fact]
    public async Task A_trunk_that_is_not_there_is_named_as_the_reason_and_uses_up_no_lead()
    {
        (JourneyAgent agent, SippAgentPhone phone) = await world.AgentAsync();
        await using SippAgentPhone owned = phone;
        string trunk = await Admin.AddTrunkAsync("nobody", FreePorts.Udp());
        string list = await Admin.AddListAsync("nobody", "+12125550100");
        string campaign = await Admin.AddCampaignAsync(new NewCampaign("nobody", [list], [trunk]));
        await agent.BeginReadyAsync(campaign);
        await Admin.StartAsync(campaign);

        await WaitFor.AnswerAsync(
            "the trunk to be the reason",
            _ => Admin.GetAsync<WhyView>($"campaigns/{campaign}/why"),
            why => why.Reasons.Any(reason => reason.Code.Contains("trunk", StringComparison.OrdinalIgnoreCase)),
            Long);
        TrunkView view = await WaitFor.AnswerAsync("the trunk to be down", _ => Admin.GetAsync<TrunkView>("trunks/" + trunk), view => view.Health.State is "down", Long);
        Assert.NotNull(view.Health.LastError);
        await Admin.PostAsync($"campaigns/{campaign}/stop");
        IReadOnlyList<CallView> calls = await WaitFor.AnswerAsync(
            "every attempt to end", _ => Admin.CallsAsync(campaign), all => all.All(call => call.EndedAt is not null), Long);
        Assert.All(calls, call => Assert.Equal("trunkDown", call.Outcome));
        await agent.EndAsync();
    }

    [Fact]
    public async Task A_carrier_that_is_silent_to_OPTIONS_but_takes_calls_is_dialled_again_and_again()
    {
        await using SippCarrier plain = await SippCarrier.StartPlainAsync();
        (JourneyAgent agent, SippAgentPhone phone) = await world.AgentAsync();
        await using SippAgentPhone owned = phone;
        string trunk = await Admin.AddTrunkAsync("plain", plain.Port);
        string list = await Admin.AddListAsync("plain", "+12125550100", "+13105550100");
        string campaign = await Admin.AddCampaignAsync(new NewCampaign("plain", [list], [trunk]));
        await agent.BeginReadyAsync(campaign);
        await Admin.StartAsync(campaign);
        AgentCallView first = await agent.TalkingAsync(Long);

        // Long enough for several health checks to go unanswered.
        await WaitFor.TrueAsync("ten seconds of talk", () => TimeProvider.System.GetUtcNow() - first.AnsweredAt > TimeSpan.FromSeconds(10), Long);
        await agent.FinishAsync(first.Id, "sale");
        AgentCallView second = await agent.TalkingAsync(TimeSpan.FromSeconds(15));
        Assert.NotEqual(first.Number, second.Number, StringComparer.Ordinal);
        await agent.FinishAsync(second.Id, "sale");
        Assert.All(await Admin.EndedCallsAsync(campaign, 2, Long), call => Assert.Equal("connected", call.Outcome));
        await agent.EndAsync();
    }

    [Fact]
    public async Task A_number_that_goes_to_do_not_call_stops_ringing_and_is_not_dialled()
    {
        const string Ringing = "+14155550121";
        const string Queued = "+14155550100";
        (JourneyAgent agent, SippAgentPhone phone) = await world.AgentAsync();
        await using SippAgentPhone owned = phone;
        int before = world.Carrier.Run.Sent("SIP/2.0 180");
        string campaign = await CampaignAsync("do not call", Ringing, ringSeconds: 60, more: Queued);
        await agent.BeginReadyAsync(campaign);
        await Admin.StartAsync(campaign);
        await WaitFor.TrueAsync("the number to ring", () => world.Carrier.Run.Sent("SIP/2.0 180") > before, Long);
        await Admin.PostAsync("dnc", new { numbers = new[] { Ringing, Queued }, reason = "asked in writing" });

        CallView call = Assert.Single(await Admin.EndedCallsAsync(campaign, 1, TimeSpan.FromSeconds(8)));
        Assert.Equal((Ringing, "cancelled"), (call.Number, call.Outcome));
        await WaitFor.AnswerAsync("nothing left to dial", _ => Admin.LiveAsync(campaign), live => live.Calls.Total == 0 && live.Agents.Ready == 1, Long);
        Assert.DoesNotContain($"INVITE sip:{Queued}", world.Carrier.Run.Messages, StringComparison.Ordinal);
        await agent.EndAsync();
    }

    [Fact]
    public async Task A_lead_says_that_do_not_call_holds_it_before_its_turn_comes()
    {
        string list = await Admin.AddListAsync("asked", "+13235550100");
        string trunk = await Admin.AddTrunkAsync("asked", world.Carrier.Port);
        await Admin.AddCampaignAsync(new NewCampaign("asked", [list], [trunk]));
        JsonElement leads = await Admin.GetAsync<JsonElement>($"lists/{list}/leads");
        string lead = leads.GetProperty("items")[0].GetProperty("id").GetString()!;
        Assert.Contains((await Admin.GetAsync<WhyView>($"leads/{lead}/why")).Reasons, reason => reason.Code is "dialable");

        await Admin.PostAsync("dnc", new { number = "+13235550100" });
        IReadOnlyList<string> codes = [.. (await Admin.GetAsync<WhyView>($"leads/{lead}/why")).Reasons.Select(reason => reason.Code)];
        Assert.Contains("doNotCall", codes, StringComparer.Ordinal);
        Assert.DoesNotContain("dialable", codes, StringComparer.Ordinal);
    }

    private static async Task<JourneyAgent> WhoTalksAsync(params JourneyAgent[] agents)
        => await WaitFor.AnswerAsync(
            "an agent to talk",
            async _ =>
            {
                foreach (JourneyAgent agent in agents)
                {
                    if ((await agent.Api.AgentAsync()).State is "talking")
                        return agent;
                }

                return null!;
            },
            agent => agent is not null,
            Long);

    private async Task<string> CampaignAsync(string name, string number, int ringSeconds = 30, string? more = null)
    {
        string trunk = await Admin.AddTrunkAsync(name, world.Carrier.Port);
        string list = await Admin.AddListAsync(name, more is null ? [number] : [number, more]);
        return await Admin.AddCampaignAsync(new NewCampaign(name, [list], [trunk]) { RingTimeoutSeconds = ringSeconds });
    }

    private async Task RefusedWithoutBlameAsync(string number, string outcome, int status)
    {
        (JourneyAgent agent, SippAgentPhone phone) = await world.AgentAsync();
        await using SippAgentPhone owned = phone;
        string campaign = await CampaignAsync(outcome, number);
        await agent.BeginReadyAsync(campaign);
        await Admin.StartAsync(campaign);
        CallView call = (await Admin.EndedCallsAsync(campaign, 1, Long))[0];
        Assert.Equal((outcome, status), (call.Outcome, call.SipStatus));
        await Admin.PostAsync($"campaigns/{campaign}/stop");
        await agent.EndAsync();
    }

    private async Task RecordingHasTheCustomersToneOnBothSidesAsync(CallView call)
    {
        // SIPp's phone echoes what it hears, so the customer's 440 Hz come back in the agent's channel.
        ToneProbe audio = ToneProbe.Load(await world.Center.RecordingAsync(call.RecordingId!));
        Assert.Equal(2, audio.Channels);
        Assert.True(audio.Heard(0, 440) > TimeSpan.FromSeconds(1), $"left: {audio.Heard(0, 440)}");
        Assert.True(audio.Heard(1, 440) > TimeSpan.FromSeconds(1), $"right: {audio.Heard(1, 440)}");
    }
}
