using System.Net;
using CallCenter.Media.Audio;
using CallCenter.Media.Srtp;
using CallCenter.TestKit.Browsers;

namespace CallCenter.Media.Tests;

/// <summary>A browser leg from end to end, with a browser's media side on a real socket.</summary>
public sealed class BrowserLegTests
{
    [Theory]
    [InlineData("SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80", "actpass", SrtpProfile.AeadAes128Gcm)]
    [InlineData("SRTP_AES128_CM_SHA1_80", "active", SrtpProfile.AesCm128HmacSha1Tag80)]
    [InlineData("SRTP_AEAD_AES_128_GCM", "passive", SrtpProfile.AeadAes128Gcm)]
    public async Task A_browser_and_a_telephone_hear_each_other(string profiles, string setup, SrtpProfile agreed)
    {
        await using BrowserCall call = await BrowserCall.StartAsync(new BrowserFarEndOptions { Profiles = profiles, Setup = setup });

        await call.HearBothAsync();

        Assert.Equal(agreed, call.Browser.Profile);
        Assert.Equal(0, call.Browser.Refused);
        Assert.Equal(0, call.Agent.Quality.Dropped.Total);
        Assert.True(call.Agent.HasPeer);
        Assert.Equal(0, call.Engine.Stats.Faults);
    }

    [Fact]
    public async Task A_browser_without_PCMU_is_translated_for()
    {
        await using BrowserCall call = await BrowserCall.StartAsync(new BrowserFarEndOptions { Formats = [(8, "PCMA/8000"), (101, "telephone-event/8000")] });

        await call.HearBothAsync();
    }

    [Fact]
    public async Task A_lost_first_flight_costs_a_tenth_of_a_second_and_not_a_whole_one()
    {
        await using MediaEngine engine = BrowserCall.NewEngine();
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new(new BrowserFarEndOptions { LoseFirstHandshakeDatagrams = 1, RepeatsHandshake = false });
        browser.Connect(agent);

        await browser.Up;

        // OpenSSL's own timer would begin at a second; ours at a tenth.
        Assert.InRange(browser.HandshakeTook.TotalSeconds, 0, 0.95);
    }

    [Fact]
    public async Task A_key_pressed_in_the_browser_is_reported_once_and_reaches_the_telephone()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();
        call.Browser.Press(5);

        DtmfDigit digit = await call.Agent.Events.Next<DtmfDigit>();
        await call.Phone.WaitUntil(heard => heard.Count(packet => packet.Header.PayloadType == 101) >= 8);

        Assert.Equal('5', digit.Digit);
        Assert.True(call.Agent.SendDtmf("12"));
        await Engines.Until(() => call.Browser.HeardEvents >= 16);
    }

    [Fact]
    public async Task The_echo_gives_a_browser_its_own_voice_until_it_is_disposed()
    {
        await using MediaEngine engine = BrowserCall.NewEngine();
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new();
        browser.Connect(agent);
        await browser.Up;
        browser.Speak(700);
        IDisposable echo = agent.Echo();
        await browser.WaitForMore(60);
        Assert.True(BrowserCall.HasTone(browser.Audio(30), 700));

        echo.Dispose();
        await browser.WaitForMore(60);

        Assert.False(BrowserCall.HasTone(browser.Audio(30), 700));
    }

    [Fact]
    public async Task A_listener_without_microphone_hears_and_is_not_taken_for_silent()
    {
        await using MediaEngine engine = BrowserCall.NewEngine();
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new(new BrowserFarEndOptions { Direction = "recvonly" });
        agent.MediaTimeout = TimeSpan.FromMilliseconds(200);
        browser.Connect(agent);
        await browser.Up;

        await browser.WaitForMore(50); // a second of silence from us

        Assert.DoesNotContain(agent.Events.Taken(), happened => happened is PeerSilent or PeerClosed);
    }

    [Fact]
    public async Task Reports_tell_a_browser_how_it_is_heard()
    {
        await using BrowserCall call = await BrowserCall.StartAsync(change: options => options with { RtcpInterval = TimeSpan.FromSeconds(1) });

        await Engines.Until(() => call.Browser.Reports >= 2);

        Assert.Equal(0, call.Browser.Refused);
    }

    [Fact]
    public async Task Without_an_address_or_with_a_taken_one_only_browser_legs_are_refused_with_a_sentence()
    {
        await using MediaEngine without = Engines.Start();
        await using MediaEngine first = BrowserCall.NewEngine();
        await using MediaEngine second = BrowserCall.NewEngine(options => options with { WebRtc = first.WebRtcEndPoint });

        Assert.Contains("Media:WebRtc", Assert.Throws<MediaUnavailableException>(without.TryOpenBrowserLeg).Message, StringComparison.Ordinal);
        Assert.Contains(first.WebRtcEndPoint!.ToString(), Assert.Throws<MediaUnavailableException>(second.TryOpenBrowserLeg).Message, StringComparison.Ordinal);
        Assert.Null(second.WebRtcEndPoint);
        using RtpLeg leg = second.Open();
        Assert.NotNull(leg);
    }

    [Fact]
    public async Task The_certificate_changes_every_day_and_calls_of_yesterday_go_on()
    {
        TestKit.ManualClock clock = new();
        await using MediaEngine engine = BrowserCall.NewEngine(time: clock);
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new();
        string before = Fingerprint(agent.Accept(browser.Offer()));
        Assert.Equal(before, Fingerprint(agent.Accept(browser.Offer())));
        browser.Connect(agent);
        await browser.Up;

        clock.Advance(TimeSpan.FromHours(24));

        using BrowserLeg next = engine.TryOpenBrowserLeg();
        Assert.NotEqual(before, Fingerprint(next.Accept(browser.Offer())), StringComparer.Ordinal);
        await browser.WaitForMore(20);
    }

    [Fact]
    public async Task The_advertised_address_stands_in_the_answer()
    {
        await using MediaEngine engine = BrowserCall.NewEngine(options => options with { WebRtcAdvertised = new IPEndPoint(IPAddress.Parse("203.0.113.9"), 0) });
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new();

        string answer = ((OfferAccepted)agent.Accept(browser.Offer())).Sdp;

        Assert.Contains($"udp 2130706431 203.0.113.9 {engine.WebRtcEndPoint!.Port} typ host", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_offer_is_refused_and_the_page_that_is_up_stays()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();

        OfferRefused refused = Assert.IsType<OfferRefused>(call.Agent.Accept("v=0\r\n"));

        Assert.Equal(OfferFault.NoAudio, refused.Fault);
        await call.HearBothAsync();
    }

    private static string Fingerprint(OfferReply reply) =>
        ((OfferAccepted)reply).Sdp.Split("\r\n").First(line => line.StartsWith("a=fingerprint", StringComparison.Ordinal));
}
