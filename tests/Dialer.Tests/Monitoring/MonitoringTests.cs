using CallCenter.Contracts;
using CallCenter.Contracts.Monitoring;
using CallCenter.Data.Audit;
using CallCenter.Data.Calls;
using CallCenter.Data.Recordings;
using CallCenter.Dialer.Monitoring;
using CallCenter.Dialer.Tests.Calls;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.Media.Audio;
using CallCenter.TestKit;
using CallCenter.TestKit.Audio;
using CallCenter.TestKit.Phones;

namespace CallCenter.Dialer.Tests.Monitoring;

/// <summary>A supervisor beside an agent, with a tone for each: customer 440 Hz, agent 1000 Hz, supervisor 1600 Hz.</summary>
public sealed class MonitoringTests : ScriptedCall
{
    private const double Customer = 440;
    private const double Agent = 1000;
    private const double Supervisor = 1600;
    private static readonly double[] Tones = [Customer, Agent, Supervisor];

    /// <summary>300 ms.</summary>
    private const int Stretch = 15 * 160;

    private readonly List<Page> _pages = [];

    private protected override MonitoringSettings? Monitoring => new() { KeepFor = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task A_whisper_is_heard_by_the_agent_alone_and_by_no_recording()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550151"]);
        (UserId sue, Page page) = await SupervisorAsync("sue");
        MonitoringView beside = await StartAsync(sue, ann, MonitoringMode.Listen);
        Assert.Equal((ann, sue, MonitoringMode.Listen, "connected", null), (beside.AgentId, beside.SupervisorId, beside.Mode, beside.PhoneState, beside.CallId));
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Answer(Customer);
        AgentCall call = await TalkingAsync(ann);

        await HearAsync(customer, page, [Agent], [Customer], [Customer, Agent]);
        await ChangeAsync(sue, beside.Id, MonitoringMode.Whisper);
        await HearAsync(customer, page, [Agent], [Customer, Supervisor], [Customer, Agent]);
        await WaitFor.TrueAsync("a talk of two seconds", () => customer.Heard(Agent) > TimeSpan.FromSeconds(2), Limit);
        Assert.Equal(TimeSpan.Zero, customer.Heard(Supervisor));
        Assert.IsType<Done>(await Rig.SendAsync(new HangUpCall(ann, call.Id)));
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        ToneProbe recording = await RecordingAsync(record);
        Assert.True(recording.Heard(0, Agent) > TimeSpan.FromMilliseconds(500));
        Assert.True(recording.Heard(1, Customer) > TimeSpan.FromMilliseconds(500));
        Assert.Equal(TimeSpan.Zero, recording.Heard(0, Supervisor));
        Assert.Equal(TimeSpan.Zero, recording.Heard(1, Supervisor));
        Assert.IsType<Done>(await Rig.SendAsync(new EndMonitoring(sue, beside.Id, "")));
        Assert.Empty(await ListAsync());
        Assert.Empty(Rig.Failures);
    }

    [Fact]
    public async Task A_stay_follows_the_agent_through_hold_to_the_next_call_and_ends_with_the_session()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550151", "+12125550152"], wrapUp: TimeSpan.FromSeconds(1));
        (UserId sue, Page page) = await SupervisorAsync("sue");
        CustomerEnd first = await DialledAsync(campaign);
        first.Answer(Customer);
        AgentCall call = await TalkingAsync(ann);
        MonitoringView beside = await StartAsync(sue, ann, MonitoringMode.Barge);
        Assert.Equal(call.Id, beside.CallId);
        await HearAsync(first, page, [Agent, Supervisor], [Customer, Supervisor], [Customer, Agent]);

        await Rig.SendAsync(new HoldCall(ann, call.Id, true));
        await WaitFor.TrueAsync("the agent beside a call on hold", () => Hears(FirstPhone.Calls[^1], [Supervisor]) && Hears(page, [Agent]), Limit);
        await Rig.SendAsync(new HoldCall(ann, call.Id, false));
        await HearAsync(first, page, [Agent, Supervisor], [Customer, Supervisor], [Customer, Agent]);

        await first.HangUpAsync();
        CustomerEnd second = await DialledAsync(campaign);
        second.Answer(Customer);
        await HearAsync(second, page, [Agent, Supervisor], [Customer, Supervisor], [Customer, Agent]);
        CallId next = (await Rig.AgentAsync(ann)).Call!.Id;
        MonitoringView now = await WaitFor.AnswerAsync("the next call", async _ => Assert.Single(await ListAsync()), v => v.CallId == next, Limit);
        Assert.Equal((beside.Id, MonitoringMode.Barge), (now.Id, now.Mode));

        await Rig.SendAsync(new EndAgentSession(ann));
        await NobodyAsync();
        IReadOnlyList<AuditRecord> audit = await AuditAsync(3);
        AssertActions(audit, "monitoring.start", "monitoring.call", "monitoring.end");
        Assert.Contains($"\"call\":\"{call.Id}\"", audit[0].Details, StringComparison.Ordinal);
        Assert.Contains($"\"call\":\"{next}\"", audit[1].Details, StringComparison.Ordinal);
        Assert.Contains("\"reason\":\"agentSignedOut\"", audit[2].Details, StringComparison.Ordinal);
        Assert.Empty(Rig.Failures);
    }

    [Fact]
    public async Task The_agent_sees_who_listens_and_how_and_the_log_knows_every_change()
    {
        (_, _, UserId ann) = await ReadyCampaignAsync([], start: false);
        (UserId sue, _) = await SupervisorAsync("sue");
        Assert.Null((await Rig.AgentAsync(ann)).Listeners);
        MonitoringView beside = await StartAsync(sue, ann, MonitoringMode.Listen);
        Assert.Equal([new ListenerMark("Ms sue", MonitoringMode.Listen)], (await Rig.AgentAsync(ann)).Listeners!);
        await ChangeAsync(sue, beside.Id, MonitoringMode.Whisper);
        Assert.Equal([new ListenerMark("Ms sue", MonitoringMode.Whisper)], (await Rig.AgentAsync(ann)).Listeners!);

        // The same agent again is a change of mode, not a second stay.
        Assert.Equal((beside.Id, MonitoringMode.Listen), await StartAsync(sue, ann, MonitoringMode.Listen) is var again ? (again.Id, again.Mode) : default);
        Assert.IsType<Done>(await Rig.SendAsync(new EndMonitoring(sue, beside.Id, "10.0.0.7")));
        Assert.Null((await Rig.AgentAsync(ann)).Listeners);
        Assert.Equal("not_found", Assert.IsType<Refused>(await Rig.SendAsync(new EndMonitoring(sue, beside.Id, ""))).Code);
        Assert.Equal("not_found", Assert.IsType<Refused>(await Rig.SendAsync(new ChangeMonitoring(sue, beside.Id, MonitoringMode.Barge, ""))).Code);

        IReadOnlyList<AuditRecord> audit = await AuditAsync(4);
        AssertActions(audit, "monitoring.start", "monitoring.change", "monitoring.change", "monitoring.end");
        Assert.All(audit, a => Assert.Equal(("sue", $"user/{ann}"), (a.Actor, a.Subject)));
        Assert.Equal(["10.0.0.7", "10.0.0.7"], [audit[0].RemoteAddress, audit[3].RemoteAddress]);
        Assert.Contains("\"mode\":\"whisper\"", audit[1].Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reloaded_page_listens_on_and_a_page_that_stays_away_ends_it()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550151"]);
        (UserId sue, Page page) = await SupervisorAsync("sue");
        MonitoringView beside = await StartAsync(sue, ann, MonitoringMode.Whisper);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Answer(Customer);
        await TalkingAsync(ann);
        await HearAsync(customer, page, [Agent], [Customer, Supervisor], [Customer, Agent]);

        page.Audio.Close();
        await WaitFor.AnswerAsync("the phone away", _ => ListAsync(), all => all is [{ PhoneState: "disconnected" }], Limit);
        Page again = await OpenAsync(sue, "one");
        await HearAsync(customer, again, [Agent], [Customer, Supervisor], [Customer, Agent]);
        Assert.Equal(beside.Id, Assert.Single(await ListAsync()).Id);

        again.Audio.Close();
        await NobodyAsync();
        await WaitFor.TrueAsync("the agent without a whisper", () => Hears(FirstPhone.Calls[^1], [Customer]), Limit);
        Assert.Contains("phoneGone", (await AuditAsync(3))[^1].Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_supervisor_listens_with_a_registered_phone_and_hangs_up()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync(["+12125550151"]);
        (UserId sue, SoftAgentPhone phone) = await Rig.AddAgentAsync("sue", Supervisor);
        CustomerEnd customer = await DialledAsync(campaign);
        customer.Answer(Customer);
        await TalkingAsync(ann);
        MonitoringView beside = await StartAsync(sue, ann, MonitoringMode.Barge, PhoneKind.Sip);
        PhoneCall call = Assert.Single(phone.Calls);
        await WaitFor.TrueAsync("both", () => Hears(call, [Customer, Agent]), Limit);
        await WaitFor.TrueAsync("the customer hears both", () => Hears(customer, [Agent, Supervisor]), Limit);
        await call.HangUpAsync();
        await NobodyAsync();
        await WaitFor.TrueAsync("the customer hears the agent", () => Hears(customer, [Agent]), Limit);

        MonitoringView second = await StartAsync(sue, ann, MonitoringMode.Listen, PhoneKind.Sip);
        Assert.NotEqual(beside.Id, second.Id);
        Assert.IsType<Done>(await Rig.SendAsync(new EndMonitoring(sue, second.Id, "")));
        await phone.Calls[1].Ended.WaitAsync(Limit);
        Assert.Empty(Rig.Failures);
    }

    [Fact]
    public async Task A_second_agent_is_a_move_and_two_supervisors_may_be_beside_one_agent()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync([], start: false);
        (UserId bo, _) = await Rig.AddAgentAsync("bo", null);
        await Rig.ReadyAsync(bo, campaign);
        (UserId sue, _) = await SupervisorAsync("sue");
        (UserId coco, _) = await SupervisorAsync("coco");
        MonitoringView first = await StartAsync(sue, ann, MonitoringMode.Listen);
        MonitoringView other = await StartAsync(coco, ann, MonitoringMode.Whisper);
        Assert.Equal(2, (await Rig.AgentAsync(ann)).Listeners!.Count);
        MonitoringView moved = await StartAsync(sue, bo, MonitoringMode.Listen);
        Assert.NotEqual(first.Id, moved.Id);
        Assert.Equal([other.Id, moved.Id], (await ListAsync()).Select(v => v.Id));
        Assert.Equal([new ListenerMark("Ms coco", MonitoringMode.Whisper)], (await Rig.AgentAsync(ann)).Listeners!);
        Assert.Equal([new ListenerMark("Ms sue", MonitoringMode.Listen)], (await Rig.AgentAsync(bo)).Listeners!);
    }

    [Fact]
    public async Task Whoever_cannot_be_heard_or_has_no_phone_is_refused_in_words()
    {
        (CampaignId campaign, _, UserId ann) = await ReadyCampaignAsync([], start: false);
        UserId nobody = await Rig.AddUserAsync("nobody");
        Assert.Equal("phone_not_registered", await RefusedAsync(new StartMonitoring(nobody, "nobody", "nobody", ann, MonitoringMode.Listen, PhoneKind.Browser, "")));
        Assert.Equal("phone_not_registered", await RefusedAsync(new StartMonitoring(nobody, "nobody", "nobody", ann, MonitoringMode.Listen, PhoneKind.Sip, "")));
        Assert.Equal("invalid_agent", await RefusedAsync(new StartMonitoring(ann, "ann", "ann", ann, MonitoringMode.Listen, PhoneKind.Browser, "")));
        Assert.Equal("agent_signed_out", await RefusedAsync(new StartMonitoring(ann, "ann", "ann", nobody, MonitoringMode.Listen, PhoneKind.Browser, "")));

        // One phone is for calls or for listening, not for both.
        (UserId sue, _) = await SupervisorAsync("sue");
        await StartAsync(sue, ann, MonitoringMode.Listen);
        Assert.Equal("phone_in_use", await RefusedAsync(new StartAgentSession(sue, [campaign], PhoneKind.Browser)));
        Assert.Equal("phone_in_use", await RefusedAsync(new EchoPhone(sue, true)));
        (UserId bo, _) = await SupervisorAsync("bo");
        Assert.IsType<AgentReply>(await Rig.SendAsync(new StartAgentSession(bo, [campaign], PhoneKind.Browser)));
        Assert.Equal("phone_in_use", await RefusedAsync(new StartMonitoring(bo, "bo", "bo", ann, MonitoringMode.Listen, PhoneKind.Browser, "")));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        _pages.ForEach(p => p.Dispose());
        await base.DisposeAsyncCore();
    }

    private static bool Hears(CustomerEnd customer, double[] tones) => Hears(customer.Last(Stretch), tones);

    private static bool Hears(PhoneCall phone, double[] tones) => Hears(phone.Last(Stretch), tones);

    private static bool Hears(Page page, double[] tones) => Hears(page.Audio.Audio(Stretch / 160), tones);

    // The voices of these 300 ms, no more and no fewer.
    private static bool Hears(byte[] heard, double[] tones)
        => heard.Length == Stretch && Tones.Where(hz => Goertzel.Amplitude(heard, hz) > 300).SequenceEqual(tones);

    private async Task HearAsync(CustomerEnd customer, Page supervisor, double[] customerHears, double[] agentHears, double[] supervisorHears)
    {
        await WaitFor.TrueAsync($"the customer hears {string.Join(", ", customerHears)}", () => Hears(customer, customerHears), Limit);
        await WaitFor.TrueAsync($"the agent hears {string.Join(", ", agentHears)}", () => Hears(FirstPhone.Calls[^1], agentHears), Limit);
        await WaitFor.TrueAsync($"the supervisor hears {string.Join(", ", supervisorHears)}", () => Hears(supervisor, supervisorHears), Limit);
    }

    private Task NobodyAsync() => WaitFor.AnswerAsync("nobody listens", _ => ListAsync(), all => all.Count == 0, Limit);

    private static void AssertActions(IReadOnlyList<AuditRecord> audit, params string[] actions)
        => Assert.Equal(string.Join(' ', actions), string.Join(' ', audit.Select(a => a.ActionName)));

    private async Task<IReadOnlyList<MonitoringView>> ListAsync() => Assert.IsType<MonitoringsReply>(await Rig.SendAsync(new GetMonitorings())).Monitorings;

    /// <summary>The audit log, oldest first, once it has so many rows.</summary>
    private async Task<IReadOnlyList<AuditRecord>> AuditAsync(int rows)
        => await WaitFor.AnswerAsync(
            $"{rows} rows in the audit log",
            async ct => (IReadOnlyList<AuditRecord>)[.. (await Rig.Get<AuditLog>().NewestAsync(null, 100, ct)).Reverse()],
            all => all.Count >= rows,
            Limit);

    private async Task<ToneProbe> RecordingAsync(CallRecord record)
    {
        Data.Recordings.Recording recording = await WaitFor.AnswerAsync(
            "the recording",
            async ct => (await Rig.Get<RecordingLedger>().GetAsync(record.RecordingId!.Value, ct))!,
            r => r is { State: RecordingState.Closed },
            Limit);
        return ToneProbe.Load(Path.Combine(Rig.Folder, "recordings", recording.Path));
    }

    private async Task<(UserId Id, Page Page)> SupervisorAsync(string name)
    {
        UserId id = await Rig.AddUserAsync(name);
        return (id, await OpenAsync(id, "one"));
    }

    private async Task<Page> OpenAsync(UserId supervisor, string tab)
    {
        Page page = new(Rig, supervisor, tab, Supervisor);
        _pages.Add(page);
        Assert.Null(await page.OpenAsync());
        return page;
    }

    private async Task<string> RefusedAsync(DialerCommand command) => Assert.IsType<Refused>(await Rig.SendAsync(command)).Code;

    private async Task<MonitoringView> StartAsync(UserId supervisor, UserId agent, MonitoringMode mode, PhoneKind phone = PhoneKind.Browser)
    {
        string name = (await Rig.Get<Data.Identity.UserStore>().GetAsync(supervisor, CancellationToken.None))!.UserName;
        return Assert.IsType<MonitoringReply>(await Rig.SendAsync(
            new StartMonitoring(supervisor, name, "Ms " + name, agent, mode, phone, "10.0.0.7"))).Monitoring;
    }

    private async Task ChangeAsync(UserId supervisor, MonitoringId id, MonitoringMode mode)
        => Assert.Equal(mode, Assert.IsType<MonitoringReply>(await Rig.SendAsync(new ChangeMonitoring(supervisor, id, mode, ""))).Monitoring.Mode);
}
