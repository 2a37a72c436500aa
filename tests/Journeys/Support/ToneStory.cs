using CallCenter.TestKit;
using CallCenter.TestKit.Api;
using CallCenter.TestKit.Audio;
using CallCenter.TestKit.Phones;

namespace CallCenter.Journeys.Support;

/// <summary>
/// Two agents talk to two customers at the same time; everybody hums another tone. Told once, for one process and for two.
/// </summary>
public static class ToneStory
{
    private const string FirstNumber = "+12125550100";
    private const string SecondNumber = "+13105550100";
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Leak = TimeSpan.FromMilliseconds(300);

    // No tone is a multiple of another.
    private static readonly double[] AgentTones = [430, 710];
    private static readonly Dictionary<string, double> CustomerTones = new(StringComparer.Ordinal) { [FirstNumber] = 1130, [SecondNumber] = 1610 };

    /// <summary>Who hears whom, what each channel of the recordings holds, and what the record says.</summary>
    public static async Task RunAsync(RunningCenter center)
    {
        await using ToneTown town = new(CustomerTones);
        JourneyAgent[] agents = [await center.AddAgentAsync("tone-one"), await center.AddAgentAsync("tone-two")];
        await using SoftAgentPhone firstPhone = await center.PhoneAsync(agents[0], AgentTones[0]);
        await using SoftAgentPhone secondPhone = await center.PhoneAsync(agents[1], AgentTones[1]);
        SoftAgentPhone[] phones = [firstPhone, secondPhone];

        string trunk = await center.Admin.AddTrunkAsync("tone town", town.Port);
        string list = await center.Admin.AddListAsync("tone list", FirstNumber, SecondNumber);
        string campaign = await center.Admin.AddCampaignAsync(new NewCampaign("tones", [list], [trunk]) { WrapUpSeconds = 60 });
        foreach (JourneyAgent agent in agents)
            await agent.BeginReadyAsync(campaign);
        await center.Admin.StartAsync(campaign);

        AgentCallView[] calls = await Task.WhenAll(agents.Select(agent => agent.TalkingAsync(TimeSpan.FromSeconds(30))));
        Assert.Equal(2, calls.Select(call => call.Number).Distinct(StringComparer.Ordinal).Count());
        for (int i = 0; i < agents.Length; i++)
            await AgentHearsOnlyTheirCustomerAsync(phones[i].Calls[0], i, calls[i]);
        for (int i = 0; i < agents.Length; i++)
            await agents[i].FinishAsync(calls[i].Id, i == 0 ? "sale" : "notInterested");

        IReadOnlyList<CallView> records = await center.Admin.EndedCallsAsync(campaign, 2, TimeSpan.FromSeconds(20));
        for (int i = 0; i < agents.Length; i++)
        {
            await CustomerHeardOnlyTheirAgentAsync(town, calls[i].Number, i);
            await RecordHoldsTheCallAsync(center, records, calls[i], agents[i], i);
        }
    }

    private static async Task AgentHearsOnlyTheirCustomerAsync(PhoneCall phone, int agent, AgentCallView call)
    {
        double own = CustomerTones[call.Number];
        // A little more than is asked of the recording, which begins after the bridge, when its file stands.
        await WaitFor.TrueAsync($"two seconds of {own} Hz at agent {agent}", () => phone.Heard(own) >= TwoSeconds + TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(10));
        foreach (double foreign in CustomerTones.Values.Where(hz => hz != own).Concat(AgentTones))
            Assert.True(phone.Heard(foreign) <= Leak, $"agent {agent} heard {phone.Heard(foreign)} of {foreign} Hz");
        Assert.Contains("alert-autoanswer", phone.AlertInfo, StringComparison.Ordinal);
        Assert.Contains("answer-after=0", phone.CallInfo, StringComparison.Ordinal);
    }

    private static async Task CustomerHeardOnlyTheirAgentAsync(ToneTown town, string number, int agent)
    {
        ToneProbe heard = await town.HeardAsync(number);
        Assert.True(heard.Heard(0, AgentTones[agent]) >= TwoSeconds, $"{number} heard {heard.Heard(0, AgentTones[agent])} of their agent");
        foreach (double foreign in CustomerTones.Values.Append(AgentTones[1 - agent]))
            Assert.True(heard.Heard(0, foreign) <= Leak, $"{number} heard {heard.Heard(0, foreign)} of {foreign} Hz");
    }

    private static async Task RecordHoldsTheCallAsync(
        RunningCenter center, IReadOnlyList<CallView> records, AgentCallView call, JourneyAgent agent, int index)
    {
        CallView record = Assert.Single(records, record => string.Equals(record.Id, call.Id, StringComparison.Ordinal));
        Assert.Equal("connected", record.Outcome);
        Assert.Equal("agent", record.EndedBy);
        Assert.Equal(agent.User.Id, record.AgentId);
        Assert.Equal(index == 0 ? "sale" : "notInterested", record.Disposition);
        Assert.True(record.StartedAt <= record.RingingAt && record.RingingAt <= record.AnsweredAt && record.AnsweredAt <= record.ConnectedAt && record.ConnectedAt <= record.EndedAt, record.ToString());

        Assert.NotNull(record.RecordingId);
        ToneProbe audio = ToneProbe.Load(await center.RecordingAsync(record.RecordingId));
        Assert.Equal(2, audio.Channels);
        Assert.InRange(audio.Duration, TwoSeconds, record.EndedAt!.Value - record.AnsweredAt!.Value + TimeSpan.FromSeconds(1));
        const int Left = 0;
        const int Right = 1;
        Assert.True(audio.Heard(Left, AgentTones[index]) >= TwoSeconds, "the agent is in the left channel");
        Assert.True(audio.Heard(Right, CustomerTones[call.Number]) >= TwoSeconds, "the customer is in the right channel");
        Assert.True(audio.Heard(Right, AgentTones[index]) <= Leak, "the agent is not in the right channel");
        Assert.True(audio.Heard(Left, CustomerTones[call.Number]) <= Leak, "the customer is not in the left channel");
    }
}
