using System.Net;
using CallCenter.Media.Audio;
using CallCenter.Media.Srtp;
using CallCenter.TestKit.Browsers;

namespace CallCenter.Media.Tests;

public class BrowserLegTests
{
    private static readonly IPEndPoint AnyPort = new(IPAddress.Loopback, 0);

    [Theory]
    [InlineData("SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80", "actpass", SrtpProfile.AeadAes128Gcm)]
    [InlineData("SRTP_AES128_CM_SHA1_80", "active", SrtpProfile.AesCm128HmacSha1Tag80)]
    [InlineData("SRTP_AEAD_AES_128_GCM", "passive", SrtpProfile.AeadAes128Gcm)]
    public async Task A_browser_and_a_telephone_hear_each_other(string profiles, string setup, SrtpProfile agreed)
    {
        await using MediaEngine engine = Start();
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new(new BrowserFarEndOptions { Profiles = profiles, Setup = setup });
        using FarEnd phone = new();
        using RtpLeg customer = engine.Open(phone.Media);
        browser.Connect(agent);
        try { await browser.Up; } catch (TimeoutException e) { throw new InvalidOperationException(engine.Stats.BrowserPort + " " + string.Join(",", agent.Events.Taken()) + browser.Debug, e); }
        await agent.Events.Next<PeerUp>();
        using MediaBridge bridge = engine.Join(agent, customer);
        browser.Speak(1000);
        using IDisposable speech = phone.Speak(customer, 440);
        await browser.WaitForMore(60);
        await phone.WaitForMore(60);

        Assert.Equal(agreed, browser.Profile);
        Assert.True(HasTone(browser.Audio(40), 440));
        Assert.True(HasTone(phone.Audio(40), 1000));
        Assert.Equal(0, browser.Refused);
        Assert.Equal(0, agent.Quality.Dropped.Total);
        Assert.True(agent.HasPeer);
    }

    internal static MediaEngine Start(Func<MediaOptions, MediaOptions>? change = null) =>
        Engines.Start(workers: 2, options => (change ?? (same => same))(options with { WebRtc = AnyPort }));

    internal static bool HasTone(byte[] mulaw, double hz)
    {
        short[] samples = [.. mulaw.Select(Mulaw.Decode)];
        return samples.Length > 0 && Goertzel.Amplitude(samples, hz, 8000) > 500;
    }
}
