namespace CallCenter.Media.Tests;

/// <summary>The one proof that a real browser and a browser leg understand each other.</summary>
[Collection(BusyCollection.Name)]
public sealed class ChromiumTests
{
    [Fact]
    public async Task Chromium_and_a_telephone_hear_each_other_and_a_reload_keeps_the_call()
    {
        await using MediaEngine engine = BrowserCall.NewEngine();
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using FarEnd phone = new();
        using RtpLeg customer = engine.Open(phone.Media);
        using MediaBridge bridge = engine.Join(agent, customer);
        using IDisposable speech = phone.Speak(customer, 440);
        await using ChromiumPage page = new(agent, AudioClip.Tone(1000, TimeSpan.FromSeconds(1)));

        PageReport first = await page.ReportsAsync("the telephone's tone in the browser, and a round trip", HearsTheTone);
        Assert.Null(first.Error);
        Assert.Equal(0, first.Lost);
        await TelephoneHears(phone);

        page.Order("keys");
        Assert.Equal('5', (await agent.Events.Next<DtmfDigit>()).Digit);
        Assert.Equal('#', (await agent.Events.Next<DtmfDigit>()).Digit);
        await Engines.Until(() => agent.Quality.RoundTripMs is not null);
        Assert.InRange(agent.Quality.Mos, 3.5, 4.5);
        Assert.Equal(0, agent.Quality.Dropped.Unauthenticated);

        page.Order("reload");
        await agent.Events.Next<PeerUp>();
        PageReport second = await page.ReportsAsync("the telephone's tone after the reload", report => report.Loads == 2 && HearsTheTone(report));
        Assert.Null(second.Error);
        await TelephoneHears(phone);
        Assert.Equal(0, engine.Stats.Faults);
    }

    private static bool HearsTheTone(PageReport report) =>
        report is { State: "connected", RoundTripMs: > 0, Received: > 100, PeakDb: > -60, PeakHz: > 420 and < 460 };

    private static async Task TelephoneHears(FarEnd phone)
    {
        await phone.WaitForMore(50);
        Assert.True(BrowserCall.HasTone(phone.Audio(25), 1000));
    }
}
