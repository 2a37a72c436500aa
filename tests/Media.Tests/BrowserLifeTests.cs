using CallCenter.TestKit.Browsers;

namespace CallCenter.Media.Tests;

/// <summary>The call outlives the page: reloads, dead tabs, other networks.</summary>
public sealed class BrowserLifeTests
{
    [Fact]
    public async Task A_reloaded_page_takes_over_while_bridge_and_tap_go_on()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();
        CountingTap tap = new();
        using IDisposable tapped = call.Agent.Tap(tap);
        await call.HearBothAsync();
        uint ssrc = call.Browser.HeardSsrc;
        using BrowserFarEnd reloaded = new();

        reloaded.Connect(call.Agent);
        await reloaded.Up;
        await call.Agent.Events.Next<PeerUp>();
        await call.Browser.Over; // the old page is told
        call.Browser.Speak(null);
        reloaded.Speak(BrowserCall.BrowserHz);
        await call.HearBothAsync(reloaded);

        Assert.Equal(ssrc, reloaded.HeardSsrc);
        int frames = tap.Frames;
        await Engines.Until(() => tap.Frames > frames + 10);
        Assert.DoesNotContain(call.Agent.Events.Taken(), happened => happened is PeerClosed);
        Assert.Equal(0, reloaded.Refused);
    }

    [Fact]
    public async Task A_page_that_is_up_keeps_talking_while_the_next_one_is_on_its_way()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();
        using BrowserFarEnd never = new();

        Assert.IsType<OfferAccepted>(call.Agent.Accept(never.Offer()));

        await call.HearBothAsync();
        Assert.True(call.Agent.HasPeer);
    }

    [Fact]
    public async Task A_page_that_closes_before_the_next_one_is_up_leaves_a_silent_leg_at_once()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();
        using BrowserFarEnd never = new();
        Assert.IsType<OfferAccepted>(call.Agent.Accept(never.Offer()));

        call.Browser.Close();

        await call.Agent.Events.Next<PeerSilent>();
        Assert.False(call.Agent.HasPeer);
    }

    [Fact]
    public async Task A_page_that_closes_is_reported_at_once_and_another_one_may_come()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();

        call.Browser.Close();

        Assert.Equal(PeerEnd.ClosedByPage, (await call.Agent.Events.Next<PeerClosed>()).Reason);
        Assert.False(call.Agent.HasPeer);
        using BrowserFarEnd next = new();
        next.Connect(call.Agent);
        await next.Up;
        await call.Agent.Events.Next<PeerUp>();
        next.Speak(BrowserCall.BrowserHz);
        await call.HearBothAsync(next);
    }

    [Fact]
    public async Task A_frozen_tab_is_silent_within_two_seconds_and_back_when_it_wakes()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();

        call.Browser.Freeze();
        PeerSilent silent = await call.Agent.Events.Next<PeerSilent>();
        Assert.InRange(silent.SilentFor.TotalSeconds, 1.5, 2);
        call.Browser.Thaw();
        await call.Agent.Events.Next<PeerBack>();

        await call.HearBothAsync();
    }

    [Fact]
    public async Task A_silent_page_gives_way_at_once_to_the_next()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();
        call.Browser.Freeze();
        await call.Agent.Events.Next<PeerSilent>();
        using BrowserFarEnd next = new();

        next.Connect(call.Agent);
        await next.Up;
        await call.Agent.Events.Next<PeerUp>();
        next.Speak(BrowserCall.BrowserHz);

        await call.HearBothAsync(next);
        Assert.Empty(call.Agent.Events.Taken().OfType<PeerClosed>());
    }

    [Fact]
    public async Task A_dead_tab_is_gone_after_its_time_and_nothing_is_sent_to_it_any_more()
    {
        await using BrowserCall call = await BrowserCall.StartAsync(
            change: options => options with { BrowserSilence = TimeSpan.FromMilliseconds(300), BrowserGone = TimeSpan.FromSeconds(1) });

        call.Browser.Freeze();
        await call.Agent.Events.Next<PeerSilent>();
        Assert.Equal(PeerEnd.Silent, (await call.Agent.Events.Next<PeerClosed>()).Reason);

        long sent = call.Agent.Quality.PacketsOut;
        await call.Engine.Ticks(20);
        Assert.Equal(sent, call.Agent.Quality.PacketsOut);
    }

    [Fact]
    public async Task A_page_that_never_connects_is_given_up()
    {
        await using MediaEngine engine = BrowserCall.NewEngine(options => options with { BrowserConnect = TimeSpan.FromMilliseconds(300) });
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new();

        Assert.IsType<OfferAccepted>(agent.Accept(browser.Offer()));

        Assert.Equal(PeerEnd.NeverConnected, (await agent.Events.Next<PeerClosed>()).Reason);
    }

    [Fact]
    public async Task Another_certificate_than_the_offers_ends_it_before_a_key_exists()
    {
        await using MediaEngine engine = BrowserCall.NewEngine();
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd impostor = new(new BrowserFarEndOptions { WrongFingerprint = true });
        impostor.Speak(1000);
        impostor.Connect(agent);

        Assert.Equal(PeerEnd.WrongFingerprint, (await agent.Events.Next<PeerClosed>()).Reason);

        Assert.False(agent.HasPeer);
        Assert.Equal(0, impostor.HeardPackets);
        Assert.Equal(0, agent.Quality.PacketsIn);
    }

    [Fact]
    public async Task A_page_with_no_protection_in_common_is_refused_and_heard_by_nobody()
    {
        await using MediaEngine engine = BrowserCall.NewEngine();
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new(new BrowserFarEndOptions { Profiles = "SRTP_AES128_CM_SHA1_32" });
        browser.Connect(agent);

        Assert.Equal(PeerEnd.HandshakeFailed, (await agent.Events.Next<PeerClosed>()).Reason);

        Assert.Equal(0, agent.Quality.PacketsOut);
    }

    [Fact]
    public async Task A_handshake_that_stops_halfway_is_given_up()
    {
        await using MediaEngine engine = BrowserCall.NewEngine(options => options with { HandshakeLimit = TimeSpan.FromMilliseconds(500) });
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new(new BrowserFarEndOptions { LoseFirstHandshakeDatagrams = int.MaxValue });
        browser.Connect(agent);

        Assert.Equal(PeerEnd.HandshakeFailed, (await agent.Events.Next<PeerClosed>()).Reason);
    }

    [Fact]
    public async Task A_browser_on_another_network_goes_on_without_a_handshake()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();
        await call.HearBothAsync();

        call.Browser.Move();

        await call.HearBothAsync();
        Assert.DoesNotContain(call.Agent.Events.Taken(), happened => happened is PeerUp or PeerClosed);
        Assert.Equal(0, call.Browser.Refused);
    }

    [Fact]
    public async Task Disposing_the_leg_tells_the_page()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();

        call.Agent.Dispose();

        await call.Browser.Over;
        Assert.Equal(OfferFault.LegClosed, Assert.IsType<OfferRefused>(call.Agent.Accept(call.Browser.Offer())).Fault);
    }

    [Fact]
    public async Task Many_pages_come_back_at_once_and_a_call_loses_nothing()
    {
        const int Pages = 40;
        await using BrowserCall call = await BrowserCall.StartAsync();
        BrowserLeg[] legs = [.. Enumerable.Range(0, Pages).Select(_ => call.Engine.TryOpenBrowserLeg())];
        BrowserFarEnd[] pages = [.. legs.Select(_ => new BrowserFarEnd())];

        for (int i = 0; i < Pages; i++)
        {
            pages[i].Connect(legs[i]);
        }

        await Task.WhenAll(pages.Select(page => page.Up));
        await call.HearBothAsync();
        Assert.Equal(0, call.Agent.Quality.Lost);
        Assert.Equal(Pages + 2, call.Engine.Stats.Legs);
        Array.ForEach(legs, leg => leg.Dispose());
        Array.ForEach(pages, page => page.Dispose());
    }

    private sealed class CountingTap : IAudioTap
    {
        private int _frames;

        internal int Frames => Volatile.Read(ref _frames);

        public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks) => _frames++;
    }
}
