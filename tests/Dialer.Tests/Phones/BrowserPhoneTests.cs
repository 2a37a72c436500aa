using System.Diagnostics;
using CallCenter.Contracts;
using CallCenter.Data.Calls;
using CallCenter.Dialer.Phones;
using CallCenter.Dialer.Tests.Calls;
using CallCenter.Dialer.Tests.Support;
using CallCenter.Domain;
using CallCenter.TestKit;

namespace CallCenter.Dialer.Tests.Phones;

/// <summary>Agents whose phone is a page: joined, lost, reloaded, taken over; over real DTLS and SRTP.</summary>
public sealed class BrowserPhoneTests : ScriptedCall
{
    private const double Tone = 1000;
    private readonly List<Page> _pages = [];

    [Fact]
    public async Task A_page_is_a_phone_before_the_session_and_after_it()
    {
        (CampaignId campaign, UserId ann) = await AgentAsync();
        AgentSnapshot nobody = await Rig.AgentAsync(ann);
        Assert.Equal((AgentState.SignedOut, null, null), (nobody.State, nobody.Since, nobody.Phone));
        Refused none = Assert.IsType<Refused>(await Rig.SendAsync(new StartAgentSession(ann, [campaign], PhoneKind.Browser)));
        Assert.Equal("phone_not_registered", none.Code);
        Assert.Equal("phone_not_connected", Assert.IsType<Refused>(await Rig.SendAsync(new EchoPhone(ann, true))).Code);

        Page page = await OpenAsync(ann, "one");
        AgentSnapshot before = await PhoneAsync(ann, "connected");
        Assert.Equal((AgentState.SignedOut, "one"), (before.State, before.Phone!.Tab));
        Assert.IsType<Done>(await Rig.SendAsync(new EchoPhone(ann, true)));
        await WaitFor.TrueAsync("the own voice", () => HearsPage(page, Tone), Limit);
        Assert.IsType<Done>(await Rig.SendAsync(new EchoPhone(ann, false)));

        AgentReply started = Assert.IsType<AgentReply>(await Rig.SendAsync(new StartAgentSession(ann, [campaign], PhoneKind.Browser)));
        Assert.Equal((AgentState.Paused, "ann", "connected"), (started.Agent.State, started.Agent.UserName, started.Agent.Phone!.State));
        Assert.Equal("session_exists", Assert.IsType<Refused>(await Rig.SendAsync(new StartAgentSession(ann, [campaign], PhoneKind.Browser))).Code);
        Assert.IsType<Done>(await Rig.SendAsync(new EndAgentSession(ann)));
        Assert.Equal((AgentState.SignedOut, "connected"), ((await Rig.AgentAsync(ann)).State, (await Rig.AgentAsync(ann)).Phone!.State));

        Assert.IsType<Done>(await Rig.SendAsync(new LeavePhone(ann, "another tab")));
        Assert.NotNull((await Rig.AgentAsync(ann)).Phone);
        Assert.IsType<Done>(await Rig.SendAsync(new LeavePhone(ann, "one")));
        Assert.Null((await Rig.AgentAsync(ann)).Phone);
    }

    [Fact]
    public async Task A_session_waits_a_moment_for_a_page_whose_audio_is_being_set_up()
    {
        (CampaignId campaign, UserId ann) = await AgentAsync();
        Task<DialerReply> starting = Rig.SendAsync(new StartAgentSession(ann, [campaign], PhoneKind.Browser));
        await OpenAsync(ann, "one");
        Assert.Equal(AgentState.Paused, Assert.IsType<AgentReply>(await starting).Agent.State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Customer_and_page_hear_each_other_and_a_reload_keeps_the_call(bool killed)
    {
        (CampaignId campaign, UserId ann) = await AgentAsync("+12125550141");
        Page page = await OpenAsync(ann, "one");
        await Rig.SendAsync(new StartAgentSession(ann, [campaign], PhoneKind.Browser));
        await Rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null));
        await Rig.SendAsync(new StartCampaign(campaign));
        CustomerEnd customer = await Trunk.NextAsync(Limit);
        customer.Answer(440);
        AgentCall call = await TalkingAsync(ann);
        await HearsAsync(customer);
        await WaitFor.TrueAsync("the customer's tone", () => HearsPage(page, 440), Limit);

        Stopwatch since = Stopwatch.StartNew();
        if (killed)
        {
            page.Audio.Freeze();
        }
        else
        {
            page.Audio.Close();
        }

        AgentSnapshot away = await WaitFor.AnswerAsync("unreachable", _ => Rig.AgentAsync(ann), a => a.State == AgentState.Unreachable, Limit);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Equal((call.Id, killed ? "noAudio" : "closed"), (away.Call!.Id, away.Phone!.Problem));

        since.Restart();
        Page again = await OpenAsync(ann, "one");
        await WaitFor.AnswerAsync("talking again", _ => Rig.AgentAsync(ann), a => a.State == AgentState.Talking && a.Call!.Id == call.Id, Limit);
        await HearsAsync(customer);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        await WaitFor.TrueAsync("the customer's tone", () => HearsPage(again, 440), Limit);

        Assert.IsType<Done>(await Rig.SendAsync(new HangUpCall(ann, call.Id)));
        CallRecord record = Assert.Single(await Rig.EndedCallsAsync(campaign, 1, Limit));
        Assert.Equal((CallOutcome.Connected, EndedBy.Agent), (record.Outcome, record.EndedBy));
        Assert.NotNull(record.RecordingId);
    }

    [Fact]
    public async Task Silence_makes_a_ready_agent_unreachable_within_two_seconds_and_sound_brings_ready_back()
    {
        (CampaignId campaign, UserId ann) = await AgentAsync();
        Page page = await OpenAsync(ann, "one");
        await Rig.SendAsync(new StartAgentSession(ann, [campaign], PhoneKind.Browser));
        await Rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null));
        page.Audio.Speak(null);
        Stopwatch since = Stopwatch.StartNew();
        AgentSnapshot silent = await WaitFor.AnswerAsync("unreachable", _ => Rig.AgentAsync(ann), a => a.State == AgentState.Unreachable, Limit);
        Assert.InRange(since.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.Equal(("no audio comes from the browser", "noAudio"), (silent.Reason, silent.Phone!.Problem));
        Assert.Equal("phone_not_connected", Assert.IsType<Refused>(await Rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null))).Code);
        page.Audio.Speak(Tone);
        AgentSnapshot back = await WaitFor.AnswerAsync("ready", _ => Rig.AgentAsync(ann), a => a.State == AgentState.Ready, Limit);
        Assert.Equal((null, null, "connected"), (back.Reason, back.Phone!.Problem, back.Phone.State));
    }

    [Fact]
    public async Task A_second_tab_is_refused_or_takes_the_phone_over_never_both()
    {
        (CampaignId campaign, UserId ann) = await AgentAsync();
        Page first = await OpenAsync(ann, "one");
        await PhoneAsync(ann, "connected");
        await Rig.SendAsync(new StartAgentSession(ann, [campaign], PhoneKind.Browser));
        await Rig.SendAsync(new SetAgentState(ann, AgentState.Ready, null));
        Page second = New(ann, "two");
        Assert.Equal("phone_open_elsewhere", await second.OpenAsync());
        Assert.Equal("one", (await Rig.AgentAsync(ann)).Phone!.Tab);

        Task<PhoneMoved> told = MovedAsync();
        Assert.Null(await second.OpenAsync(takeOver: true));
        Assert.Equal("two", (await told.WaitAsync(Limit)).Phone!.Tab);
        await first.Audio.Over; // its path is closed: never two audio legs
        AgentSnapshot agent = await WaitFor.AnswerAsync("ready", _ => Rig.AgentAsync(ann), a => a.State == AgentState.Ready, Limit);
        Assert.Equal(("two", "connected"), (agent.Phone!.Tab, agent.Phone.State));

        // A tab that is gone keeps nobody out.
        second.Audio.Close();
        await PhoneAsync(ann, "disconnected");
        Page third = New(ann, "three");
        Assert.Null(await third.OpenAsync());
        await WaitFor.AnswerAsync("ready", _ => Rig.AgentAsync(ann), a => a.State == AgentState.Ready, Limit);
    }

    [Fact]
    public async Task Offers_that_cannot_be_are_refused()
    {
        (_, UserId ann) = await AgentAsync();
        async Task<string> CodeAsync(string sdp, string tab = "one") => Assert.IsType<Refused>(await Rig.SendAsync(new OfferPhone(ann, "ann", sdp, tab, false))).Code;
        Assert.Equal("invalid_sdp", await CodeAsync("v=0\r\nnonsense"));
        Assert.Equal("invalid_sdp", await CodeAsync(new string('v', BrowserPhones.LongestOffer + 1)));
        Assert.Equal("invalid_tab", await CodeAsync("v=0", ""));
        Assert.Null((await Rig.AgentAsync(ann)).Phone);
        string last = "";
        for (int i = 0; i < 10; i++)
        {
            last = await CodeAsync("v=0\r\nnonsense");
        }

        Assert.Equal("too_many_offers", last);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        _pages.ForEach(p => p.Dispose());
        await base.DisposeAsyncCore();
    }

    private static bool HearsPage(Page page, double hz)
    {
        byte[] heard = page.Audio.Audio(25);
        return heard.Length == 25 * 160 && Media.Audio.Goertzel.Amplitude(heard, hz) > 500;
    }

    private static async Task HearsAsync(CustomerEnd customer)
    {
        TimeSpan before = customer.Heard(Tone);
        await WaitFor.TrueAsync("the agent's tone", () => customer.Heard(Tone) > before + TimeSpan.FromMilliseconds(500), Limit);
    }

    private async Task<(CampaignId Campaign, UserId Agent)> AgentAsync(params string[] numbers)
    {
        CampaignId campaign = await Rig.AddCampaignAsync(await Rig.AddListAsync(numbers), [await Rig.AddTrunkAsync(Trunk.Port)]);
        return (campaign, await Rig.AddUserAsync("ann"));
    }

    private Page New(UserId agent, string tab)
    {
        Page page = new(Rig, agent, tab, Tone);
        _pages.Add(page);
        return page;
    }

    private async Task<Page> OpenAsync(UserId agent, string tab)
    {
        Page page = New(agent, tab);
        Assert.Null(await page.OpenAsync());
        return page;
    }

    private Task<AgentSnapshot> PhoneAsync(UserId agent, string state)
        => WaitFor.AnswerAsync("phone " + state, _ => Rig.AgentAsync(agent), a => a.Phone?.State == state, Limit);

    private async Task<PhoneMoved> MovedAsync()
    {
        await foreach (DialerEvent e in Rig.Link.SubscribeAsync(CancellationToken.None))
        {
            if (e is PhoneMoved moved)
            {
                return moved;
            }
        }

        throw new InvalidOperationException("The events ended.");
    }
}
