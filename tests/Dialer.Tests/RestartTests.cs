using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Data.Calls;
using CallCenter.Data.Leads;
using CallCenter.Data.Recordings;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.TestKit;
using CallCenter.TestKit.Audio;

namespace CallCenter.Dialer.Tests;

/// <summary>What is on disk when a Dialer starts, and when the disk says no.</summary>
public sealed class RestartTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly SqlStatement Promise = Sql.Define(
        "tests.promise", both: "UPDATE leads SET state = 'callback', attempts = 5, next_at = 0 WHERE list_id = @list", "@list bigint");

    private static readonly SqlStatement Spoil = Sql.Define(
        "tests.spoil", both: "UPDATE customer_numbers SET number = @number WHERE number = '+12125550149'", "@number nvarchar(20)");

    private readonly ScriptedTrunk _trunk = ScriptedTrunk.Start();
    private DialerRig _rig = null!;

    public async ValueTask InitializeAsync() => _rig = await DialerRig.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _trunk.DisposeAsync();
    }

    [Fact]
    public async Task After_a_crash_open_attempts_are_interrupted_recordings_repaired_and_counters_kept()
    {
        (CampaignId campaign, ListId list, UserId ann) = await ReadyAsync("+12125550141");
        CallRecord talked = await TalkAsync(campaign, ann);
        await _rig.SendAsync(new StopCampaign(campaign));
        ListId later = await _rig.AddListAsync("+12125550142");
        await _rig.UseListAsync(campaign, later);
        Data.Recordings.Recording whole = Assert.Single(await _rig.Get<RecordingLedger>().ByCallAsync(talked.Id, CancellationToken.None));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        CallId lost = CallId.New(now);
        string folder = Path.Combine(_rig.Folder, "recordings", now.UtcDateTime.ToString("yyyy'/'MM'/'dd", System.Globalization.CultureInfo.InvariantCulture));

        await _rig.RestartAsync(async () =>
        {
            QueuedLead lead = Assert.Single(await _rig.Get<LeadQueue>().ClaimAsync(campaign, "dialer-1", 5, now, TimeSpan.FromMinutes(10), CancellationToken.None));
            NewAttempt row = new() { Call = lost, Campaign = campaign, Lead = lead.Id, Customer = lead.CustomerId, Number = lead.Number };
            Assert.NotNull((await _rig.Get<AttemptLedger>().OpenAsync("dialer-1", [row], now, CancellationToken.None))[0]);

            // A recording cut off in the middle without a row, one that belongs to nobody, and one that is no recording at all.
            byte[] audio = await File.ReadAllBytesAsync(Path.Combine(_rig.Folder, "recordings", whole.Path));
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{lost}.wav"), audio[..^1001]);
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{CallId.New(now)}.wav"), audio);
            await File.WriteAllTextAsync(Path.Combine(folder, "readme.wav"), "no audio");
        });

        LeadRow waits = Assert.Single(await _rig.LeadsAsync(later));
        Assert.Equal((LeadState.Dialable, 0), (waits.State, waits.Attempts));
        Assert.InRange(waits.NextAt, now.AddMinutes(25), now.AddMinutes(35));
        IReadOnlyList<CallRecord> calls = await _rig.CallsAsync(campaign, CancellationToken.None);
        CallRecord interrupted = Assert.Single(calls, c => c.Id == lost);
        Assert.Equal(CallOutcome.Interrupted, interrupted.Outcome);
        Assert.NotNull(interrupted.EndedAt);
        Data.Recordings.Recording repaired = Assert.Single(await _rig.Get<RecordingLedger>().ByCallAsync(lost, CancellationToken.None));
        Assert.Equal(RecordingState.Repaired, repaired.State);
        ToneProbe probe = ToneProbe.Load(Path.Combine(_rig.Folder, "recordings", repaired.Path));
        Assert.True(probe.Heard(1, 440) > TimeSpan.FromMilliseconds(200));
        CampaignLive live = await _rig.LiveAsync(campaign);
        Assert.Equal((CampaignState.Stopped, 2L, 1L, 1L), (live.State, live.Attempts, live.LiveAnswers, live.Connected));
        Assert.Empty(_rig.Failures);
    }

    [Fact]
    public async Task A_running_campaign_goes_on_after_a_restart()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyAsync("+12125550141");
        await TalkAsync(campaign, ann);
        await _rig.RestartAsync(() => Task.CompletedTask);
        await _rig.AddPhoneAsync("ann");
        await _rig.ReadyAsync(ann, campaign);
        ListId more = await _rig.AddListAsync("+12125550142");
        await _rig.UseListAsync(campaign, more);
        (await _trunk.NextAsync(Limit)).Answer();
        CampaignLive live = await WaitFor.AnswerAsync("connected", _ => _rig.LiveAsync(campaign), l => l.Connected == 2, Limit);
        Assert.Equal((CampaignState.Running, 2L, 2L), (live.State, live.Attempts, live.LiveAnswers));
    }

    [Fact]
    public async Task A_disk_that_takes_no_recording_raises_an_alarm_and_the_call_goes_on()
    {
        (CampaignId campaign, ListId list, UserId ann) = await ReadyAsync("+12125550141");
        string recordings = Path.Combine(_rig.Folder, "recordings");
        Directory.Delete(recordings, recursive: true);
        await File.WriteAllTextAsync(recordings, "not a folder");
        CallRecord silent = await TalkAsync(campaign, ann, async () => await WaitFor.AnswerAsync(
            "alarm", async _ => ((DialerHealthReply)await _rig.SendAsync(new GetDialerHealth())).Alarms, a => a.Any(x => x.Code == "recordingNotStarted"), Limit));
        Assert.Equal(CallOutcome.Connected, silent.Outcome);
        Assert.Empty(await _rig.Get<RecordingLedger>().ByCallAsync(silent.Id, CancellationToken.None));

        File.Delete(recordings);
        _rig.ForgetFailures(); // that the recording could not be started was logged, as it should be
        await _rig.UseListAsync(campaign, await _rig.AddListAsync("+12125550142"));
        await _rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null));
        await TalkAsync(campaign, ann, calls: 2);
        Assert.Empty(((DialerHealthReply)await _rig.SendAsync(new GetDialerHealth())).Alarms);
    }

    [Fact]
    public async Task A_promise_is_kept_when_the_attempts_are_used_up()
    {
        (CampaignId campaign, ListId list, _) = await ReadyAsync("+12125550141", start: false);
        await _rig.ExecuteAsync(Promise, new { list });
        await _rig.SendAsync(new StartCampaign(campaign));
        Assert.Equal("+12125550141", (await _trunk.NextAsync(Limit)).Number);
    }

    [Fact]
    public async Task A_number_that_is_no_dial_string_never_leaves()
    {
        (CampaignId campaign, ListId list, _) = await ReadyAsync("+12125550149", start: false);
        await _rig.ExecuteAsync(Spoil, new { number = "+1212;user=x" });
        await _rig.SendAsync(new StartCampaign(campaign));
        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal(CallOutcome.InvalidNumber, record.Outcome);
        Assert.Equal(0, _trunk.CallsSoFar);
    }

    private async Task<(CampaignId Campaign, ListId List, UserId Agent)> ReadyAsync(string number, bool start = true)
    {
        ListId list = await _rig.AddListAsync(number);
        CampaignId campaign = await _rig.AddCampaignAsync(list, [await _rig.AddTrunkAsync(_trunk.Port)]);
        (UserId ann, _) = await _rig.AddAgentAsync("ann", 1000);
        await _rig.ReadyAsync(ann, campaign);
        if (start)
        {
            await _rig.SendAsync(new StartCampaign(campaign));
        }

        return (campaign, list, ann);
    }

    /// <summary>One call from the dial to the end of wrap-up; the agent rests afterwards.</summary>
    private async Task<CallRecord> TalkAsync(CampaignId campaign, UserId ann, Func<Task>? during = null, int calls = 1)
    {
        CustomerEnd customer = await _trunk.NextAsync(Limit);
        customer.Answer();
        AgentCall call = (await WaitFor.AnswerAsync("talking", _ => _rig.AgentAsync(ann), a => a.State == AgentState.Talking, Limit)).Call!;
        await WaitFor.TrueAsync("a second of talk", () => customer.Heard(1000) > TimeSpan.FromSeconds(1), Limit);
        await (during?.Invoke() ?? Task.CompletedTask);
        if (during is not null)
        {
            _rig.ForgetFailures();
        }

        await customer.HangUpAsync();
        CallRecord record = Assert.Single(await _rig.EndedCallsAsync(campaign, calls, Limit), c => c.Id == call.Id);
        await _rig.SendAsync(new SetAgentState(ann, AgentState.Paused, null));
        await _rig.SendAsync(new FinishWrapUp(ann, call.Id, "sale"));
        return record;
    }
}
