using System.Net;
using CallCenter.Media.Audio;
using CallCenter.TestKit.Browsers;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Media.Tests;

/// <summary>A browser (1000 Hz) and a telephone (440 Hz) in a call.</summary>
internal sealed class BrowserCall : IAsyncDisposable
{
    internal const double BrowserHz = 1000;
    internal const double PhoneHz = 440;

    private readonly IDisposable _speech;

    private BrowserCall(MediaEngine engine, BrowserLeg agent, RtpLeg customer, BrowserFarEnd browser, FarEnd phone)
    {
        Engine = engine;
        Agent = agent;
        Customer = customer;
        Browser = browser;
        Phone = phone;
        Bridge = engine.Join(agent, customer);
        browser.Speak(BrowserHz);
        _speech = phone.Speak(customer, PhoneHz);
    }

    internal MediaEngine Engine { get; }

    internal BrowserLeg Agent { get; }

    internal RtpLeg Customer { get; }

    internal BrowserFarEnd Browser { get; }

    internal FarEnd Phone { get; }

    internal MediaBridge Bridge { get; }

    internal static MediaEngine NewEngine(Func<MediaOptions, MediaOptions>? change = null, TimeProvider? time = null)
    {
        MediaOptions options = new() { Bind = IPAddress.Loopback, PortLow = 0, PortHigh = 0, Workers = 2, WebRtc = new IPEndPoint(IPAddress.Loopback, 0) };
        MediaEngine engine = new(change?.Invoke(options) ?? options, time ?? TimeProvider.System, NullLoggerFactory.Instance);
        engine.Start();
        return engine;
    }

    internal static async Task<BrowserCall> StartAsync(BrowserFarEndOptions? browser = null, Func<MediaOptions, MediaOptions>? change = null)
    {
        MediaEngine engine = NewEngine(change);
        BrowserLeg agent = engine.TryOpenBrowserLeg();
        BrowserFarEnd page = new(browser);
        page.Connect(agent);
        await page.Up;
        await agent.Events.Next<PeerUp>();
        FarEnd phone = new();
        RtpLeg customer = engine.Open(phone.Media);
        BrowserCall call = new(engine, agent, customer, page, phone);
        await agent.Events.Next<FirstPacket>();
        return call;
    }

    internal static bool HasTone(byte[] mulaw, double hz)
    {
        short[] samples = [.. mulaw.Select(Mulaw.Decode)];
        return samples.Length > 0 && Goertzel.Amplitude(samples, hz, 8000) > 500;
    }

    internal Task HearBothAsync() => HearBothAsync(Browser);

    /// <summary>Half a second of each other's tone, from now on.</summary>
    internal async Task HearBothAsync(BrowserFarEnd page)
    {
        await Task.WhenAll(page.WaitForMore(30), Phone.WaitForMore(30));
        Assert.True(HasTone(page.Audio(20), PhoneHz), "the browser hears the telephone");
        Assert.True(HasTone(Phone.Audio(20), BrowserHz), "the telephone hears the browser");
    }

    public async ValueTask DisposeAsync()
    {
        Bridge.Dispose();
        Agent.Dispose();
        Customer.Dispose();
        await Engine.DisposeAsync();
        Browser.Dispose();
        _speech.Dispose();
        Phone.Dispose();
    }
}
