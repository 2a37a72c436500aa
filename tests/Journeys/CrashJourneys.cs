using CallCenter.DemoCarrier.Ledger;
using CallCenter.Journeys.Support;
using CallCenter.TestKit;
using CallCenter.TestKit.Api;
using CallCenter.TestKit.Audio;
using CallCenter.TestKit.Phones;
using CallCenter.TestKit.Processes;

namespace CallCenter.Journeys;

/// <summary>The program dies or is stopped in the middle of calls.</summary>
public sealed class CrashJourneys
{
    private static readonly string[] Numbers = ["+12125550100", "+13105550100", "+14155550121", "+16175550100", "+12065550100", "+13125550120"];
    private static readonly Dictionary<string, double> Tones = Numbers.ToDictionary(number => number, _ => 1130.0, StringComparer.Ordinal);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task After_kill_9_nobody_is_called_twice_no_attempt_is_open_and_recordings_play()
    {
        await using RunningCenter center = await RunningCenter.StartAsync();
        await using ToneTown town = new(Tones);
        (JourneyAgent[] agents, string campaign) = await TwoTalkAsync(center, town, out List<SoftAgentPhone> phones);
        IReadOnlyList<CallView> open = await center.Admin.CallsAsync(campaign);
        await WaitFor.TrueAsync("two seconds of talk", () => phones.TrueForAll(phone => phone.Calls[0].Heard(1130) > TimeSpan.FromSeconds(2)), Long);

        await center.Dialer.KillAsync();
        foreach (SoftAgentPhone phone in phones)
            await phone.DisposeAsync();
        await center.RestartAsync();

        IReadOnlyList<CallView> calls = await center.Admin.CallsAsync(campaign);
        Assert.True(calls.Count >= open.Count, "no record is lost");
        Assert.All(calls, call => Assert.NotNull(call.EndedAt));
        Assert.All(calls, call => Assert.NotNull(call.Outcome));
        Assert.Subset(
            calls.Select(call => call.Number).ToHashSet(StringComparer.Ordinal),
            town.Carrier.Ledger.Entries.Select(entry => entry.Number).ToHashSet(StringComparer.Ordinal)); // written before the INVITE left
        CallView[] talked = [.. calls.Where(call => call.ConnectedAt is not null)];
        Assert.Equal(2, talked.Length);
        foreach (CallView call in talked)
            Assert.True(ToneProbe.Load(await center.RecordingAsync(call.RecordingId!)).Heard(1, 1130) > TimeSpan.FromSeconds(1), "the recording plays up to the crash");

        // The campaign goes on with the others and leaves those it was talking to alone.
        string[] already = [.. town.Carrier.Ledger.Entries.Select(entry => entry.Number)];
        await using SoftAgentPhone again = await center.PhoneAsync(agents[0], 430);
        JourneyAgent agent = agents[0].At(center.Web);
        await agent.BeginReadyAsync(campaign);
        if ((await center.Admin.LiveAsync(campaign)).State is not "running")
            await center.Admin.StartAsync(campaign);
        IReadOnlyList<LedgerEntry> ledger = await town.LedgerAsync(all => all.Any(entry => !already.Contains(entry.Number, StringComparer.Ordinal)), Long);
        Assert.Equal(ledger.Count, ledger.Select(entry => entry.Number).Distinct(StringComparer.Ordinal).Count());
        (_, string problems) = await center.Admin.SendAsync(HttpMethod.Get, "/health/ready");
        Assert.DoesNotContain("recording", problems, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Ctrl_C_hangs_up_on_both_sides_closes_recordings_and_ends_with_0()
    {
        await using RunningCenter center = await RunningCenter.StartAsync();
        await using ToneTown town = new(Tones);
        (_, string campaign) = await TwoTalkAsync(center, town, out List<SoftAgentPhone> phones);
        await WaitFor.TrueAsync("two seconds of talk", () => phones.TrueForAll(phone => phone.Calls[0].Heard(1130) > TimeSpan.FromSeconds(2)), Long);
        string[] recordings = [.. await RecordingFilesAsync(center, campaign)];

        Assert.Equal(0, await center.Dialer.InterruptAsync(TimeSpan.FromSeconds(20)));

        foreach (SoftAgentPhone phone in phones)
            Assert.Equal(CallCenter.Sip.DialogEndCause.RemoteBye, await phone.Calls[0].Ended.WaitAsync(TimeSpan.FromSeconds(5)));
        IReadOnlyList<LedgerEntry> ledger = await town.LedgerAsync(all => all.All(entry => entry.EndedAt is not null), TimeSpan.FromSeconds(5));
        Assert.All(ledger.Where(entry => entry.AnsweredAt is not null), entry => Assert.Equal("callerHungUp", entry.End));
        Assert.Equal(2, recordings.Length);
        foreach (string file in recordings)
            Assert.True(ToneProbe.Load(file).Heard(1, 1130) > TimeSpan.FromSeconds(1), file);
        foreach (SoftAgentPhone phone in phones)
            await phone.DisposeAsync();
    }

    // The second story has two agents on calls; how the others of the list fare does not matter.
    private static Task<(JourneyAgent[] Agents, string Campaign)> TwoTalkAsync(RunningCenter center, ToneTown town, out List<SoftAgentPhone> phones)
    {
        List<SoftAgentPhone> started = [];
        phones = started;
        return BeginAsync();

        async Task<(JourneyAgent[], string)> BeginAsync()
        {
            JourneyAgent[] agents = [await center.AddAgentAsync("one"), await center.AddAgentAsync("two")];
            foreach (JourneyAgent agent in agents)
                started.Add(await center.PhoneAsync(agent, 430));
            string trunk = await center.Admin.AddTrunkAsync("town", town.Port);
            string list = await center.Admin.AddListAsync("list", Numbers);
            string campaign = await center.Admin.AddCampaignAsync(new NewCampaign("campaign", [list], [trunk]));
            foreach (JourneyAgent agent in agents)
                await agent.BeginReadyAsync(campaign);
            await center.Admin.StartAsync(campaign);
            await Task.WhenAll(agents.Select(agent => agent.TalkingAsync(Long)));
            return (agents, campaign);
        }
    }

    private static async Task<IEnumerable<string>> RecordingFilesAsync(RunningCenter center, string campaign)
    {
        string[] ids = [.. (await center.Admin.CallsAsync(campaign)).SelectMany(call => new[] { call.Id, call.RecordingId }).OfType<string>()];
        return Directory.EnumerateFiles(center.DataFolder, "*.wav", SearchOption.AllDirectories)
            .Where(file => ids.Any(id => Path.GetFileName(file).Contains(id, StringComparison.OrdinalIgnoreCase)));
    }
}
