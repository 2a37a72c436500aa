using System.Net;
using System.Net.Sockets;
using CallCenter.Media.Audio;
using CallCenter.Media.Rtp;
using CallCenter.Media.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Media.Tests;

public sealed class LegTests
{
    [Fact]
    public async Task A_prompt_is_sent_on_the_20_ms_grid_whole_and_in_real_time()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd phone = new();
        using RtpLeg leg = engine.Open(phone.Media);
        leg.SendSilence(false);
        await engine.Ticks(3);
        int before = phone.All.Length;
        AudioClip clip = AudioClip.Tone(440, TimeSpan.FromSeconds(1));
        Assert.Equal(PlayEnd.Finished, await leg.PlayAsync(clip, loop: false, TestContext.Current.CancellationToken));
        await phone.WaitFor(before + 50);

        Heard[] played = phone.All[before..];
        Assert.Equal(50, played.Length);
        Assert.True(played[0].Header.Marker);
        Assert.All(played.Skip(1), packet => Assert.False(packet.Header.Marker));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (uint)i * 160), played.Select(packet => packet.Header.Timestamp - played[0].Header.Timestamp));
        Assert.Equal(AudioTests.Sent(clip), played.SelectMany(packet => packet.Payload));
        Assert.InRange((played[^1].At - played[0].At) / 1e6, 900, 1100);
    }

    [Fact]
    public async Task A_clip_ends_by_token_by_another_clip_by_a_bridge_and_by_the_end_of_the_leg()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd phone = new();
        using RtpLeg leg = engine.Open(phone.Media);
        using RtpLeg other = engine.Open();
        using CancellationTokenSource stop = new();
        Task<PlayEnd> cancelled = leg.PlayAsync(AudioClip.RingBack, loop: true, stop.Token);
        await phone.WaitForMore(5);
        await stop.CancelAsync();
        Assert.Equal(PlayEnd.Cancelled, await cancelled);
        Task<PlayEnd> replaced = leg.PlayAsync(AudioClip.RingBack, loop: true, CancellationToken.None);
        Task<PlayEnd> bridged = leg.PlayAsync(AudioClip.Busy, loop: true, CancellationToken.None);
        Assert.Equal(PlayEnd.Replaced, await replaced);
        engine.Join(leg, other).Dispose();
        Assert.Equal(PlayEnd.Replaced, await bridged);
        Task<PlayEnd> closed = leg.PlayAsync(AudioClip.Busy, loop: true, CancellationToken.None);
        leg.Dispose();
        Assert.Equal(PlayEnd.LegClosed, await closed);
        Assert.Equal(PlayEnd.LegClosed, await leg.PlayAsync(AudioClip.Busy, loop: true, CancellationToken.None));
        Assert.False(leg.SendDtmf("1"));
    }

    [Fact]
    public async Task Silence_of_the_far_end_is_reported_once_and_so_is_its_return()
    {
        await using MediaEngine engine = Engines.Start(change: options => options with { MediaTimeout = TimeSpan.FromMilliseconds(300) });
        using FarEnd phone = new();
        using RtpLeg leg = engine.Open(phone.Media);
        Assert.False((await leg.Events.Next<MediaLost>()).HeardBefore);
        using (phone.Speak(leg, 600))
        {
            await leg.Events.Next<FirstPacket>();
            await leg.Events.Next<MediaBack>();
            await phone.WaitForMore(60);
            Assert.False(leg.Events.TryRead(out _));
        }

        MediaLost lost = await leg.Events.Next<MediaLost>();
        Assert.True(lost.HeardBefore);
        Assert.InRange(lost.SilentFor.TotalMilliseconds, 300, 2000);
    }

    [Fact]
    public async Task Reports_are_exchanged_and_give_a_round_trip()
    {
        await using MediaEngine engine = Engines.Start(change: options => options with { RtcpInterval = TimeSpan.FromMilliseconds(10) });
        using RtpLeg a = engine.Open();
        using RtpLeg b = engine.Open();
        a.SetRemote(new RemoteMedia(b.LocalEndPoint, AudioCodec.Pcma, 8, null));
        b.SetRemote(new RemoteMedia(a.LocalEndPoint, AudioCodec.Pcma, 8, null));
        await Engines.Until(() => a.Quality.RoundTripMs is not null);
        Assert.InRange(a.Quality.RoundTripMs!.Value, 0, 50);
        Assert.Equal(0, a.Quality.RemoteLossPercent);
        Assert.NotNull(a.Quality.LastPacketAt);
        Assert.Equal(0, engine.Stats.Dropped.Malformed);
    }

    [Fact]
    public async Task Loss_and_jitter_lower_the_opinion_score()
    {
        Assert.InRange(OpinionScore.Estimate(0, 1, 20), 4.3, 4.5);
        Assert.InRange(OpinionScore.Estimate(5, 10, 100), 3.0, 4.0);
        Assert.InRange(OpinionScore.Estimate(40, 50, 800), 1.0, 2.0);
        await using MediaEngine engine = Engines.Start();
        using FarEnd phone = new();
        using RtpLeg leg = engine.Open(phone.Media);
        for (int i = 0; i < 100; i++)
        {
            if (i % 10 == 5)
            {
                phone.Sequence++;
                phone.Timestamp += 160;
            }

            phone.SendAudio(leg.LocalEndPoint);
        }

        await Engines.Until(() => leg.Quality.PacketsIn == 100);
        Assert.Equal(10, leg.Quality.Lost);
        Assert.InRange(leg.Quality.LossPercent, 9, 9.2);
    }

    [Fact]
    public void A_released_port_rests_and_a_used_up_range_says_so()
    {
        StoppedClock time = new();
        PortPool pool = new(20001, 20006, TimeSpan.FromSeconds(10), time);
        Assert.Equal(2, pool.Pairs);
        Assert.True(pool.TryTake(out int first));
        Assert.True(pool.TryTake(out int second));
        Assert.Equal([20002, 20004], [first, second]);
        Assert.False(pool.TryTake(out _));
        pool.Return(first);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(pool.TryTake(out _));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(pool.TryTake(out int again));
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task Legs_get_even_ports_of_the_range_and_null_when_it_is_used_up()
    {
        await using MediaEngine engine = Engines.Start(change: options => options with { PortLow = 31000, PortHigh = 31005, PortQuarantine = TimeSpan.Zero });
        RtpLeg[] legs = [engine.Open(), engine.Open(), engine.Open()];
        Assert.All(legs, leg => Assert.Equal(0, leg.LocalEndPoint.Port % 2));
        Assert.Equal(3, legs.Select(leg => leg.LocalEndPoint.Port).Distinct().Count());
        Assert.Null(engine.TryOpenLeg());
        legs[1].Dispose();
        legs[1].Dispose();
        await legs[1].Events.Completion;
        await Engines.Until(() => engine.Stats.Legs == 2);
        using RtpLeg reused = engine.Open();
        Assert.Equal(legs[1].LocalEndPoint.Port, reused.LocalEndPoint.Port);
    }

    [Fact]
    public async Task A_wrong_setting_is_named_and_an_address_that_is_not_ours_is_refused_at_start()
    {
        MediaOptions good = new() { Bind = IPAddress.Loopback };
        Assert.Contains("30000-20000", Assert.Throws<ArgumentException>(() => Create(good with { PortLow = 30000, PortHigh = 20000 })).Message, StringComparison.Ordinal);
        Assert.Contains("wildcard", Assert.Throws<ArgumentException>(() => Create(good with { Bind = IPAddress.Any })).Message, StringComparison.Ordinal);
        Assert.Contains("workers", Assert.Throws<ArgumentException>(() => Create(good with { Workers = 0 })).Message, StringComparison.Ordinal);
        await using MediaEngine engine = Create(good with { Bind = IPAddress.Parse("203.0.113.77") });
        Assert.Contains("203.0.113.77", Assert.Throws<MediaUnavailableException>(engine.Start).Message, StringComparison.Ordinal);
        Assert.False(engine.IsHealthy);
    }

    [Fact]
    public async Task A_running_engine_is_healthy_and_a_stopped_one_is_not()
    {
        MediaEngine engine = Engines.Start();
        Assert.True(engine.IsHealthy);
        RtpLeg leg = engine.Open();
        await engine.DisposeAsync();
        await leg.Events.Completion;
        leg.SetRemote(new RemoteMedia(new IPEndPoint(IPAddress.Loopback, 9), AudioCodec.Pcmu, 0, null));
        leg.Dispose();
        await engine.DisposeAsync();
        Assert.Throws<InvalidOperationException>(engine.TryOpenLeg);
    }

    [Fact]
    public async Task Hold_with_the_zero_address_stops_sending_and_a_new_sdp_resumes()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd phone = new();
        using RtpLeg leg = engine.Open(phone.Media);
        using IDisposable speak = phone.Speak(leg, 600);
        await phone.WaitForMore(10);
        leg.SetRemote(phone.Media with { Address = new IPEndPoint(IPAddress.Any, 0) });
        await engine.Ticks(4);
        int held = phone.All.Length;
        long heard = leg.Quality.PacketsIn;
        await engine.Ticks(20);
        Assert.Equal(held, phone.All.Length);
        Assert.True(leg.Quality.PacketsIn > heard);
        leg.SetRemote(phone.Media);
        await phone.WaitForMore(10);
    }

    [Fact]
    public async Task A_far_end_that_holds_is_heard_and_gets_nothing_and_after_it_no_packet_is_missing()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd customer = new();
        using FarEnd phone = new();
        using RtpLeg customerLeg = engine.Open(customer.Media);
        using RtpLeg phoneLeg = engine.Open(phone.Media);
        using MediaBridge bridge = engine.Join(customerLeg, phoneLeg);
        using IDisposable music = customer.Speak(customerLeg, 600);
        using IDisposable speak = phone.Speak(phoneLeg, 440);
        await customer.WaitForMore(10);
        await phone.WaitForMore(10);

        customerLeg.SetRemote(customer.Media with { Held = true });
        await engine.Ticks(4);
        int held = customer.All.Length;
        await phone.WaitForMore(20);
        Assert.Equal(held, customer.All.Length);
        Assert.Equal(TimeSpan.FromSeconds(60), customerLeg.MediaTimeout);

        customerLeg.SetRemote(customer.Media);
        await customer.WaitForMore(10);
        Assert.Equal(TimeSpan.FromSeconds(30), customerLeg.MediaTimeout);
        ushort[] sequence = [.. customer.All[(held - 2)..(held + 5)].Select(packet => packet.Header.Sequence)];
        Assert.Equal(Enumerable.Range(0, 7).Select(i => (ushort)(sequence[0] + i)), sequence);
    }

    [Fact]
    public async Task IPv6_legs_work_where_the_machine_has_a_loopback_for_it()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return;
        }

        await using MediaEngine engine = Engines.Start(change: options => options with { Bind = IPAddress.IPv6Loopback });
        using RtpLeg a = engine.Open();
        using RtpLeg b = engine.Open();
        a.SetRemote(new RemoteMedia(b.LocalEndPoint, AudioCodec.Pcmu, 0, null));
        b.SetRemote(new RemoteMedia(a.LocalEndPoint, AudioCodec.Pcmu, 0, null));
        await a.Events.Next<FirstPacket>();
        await Engines.Until(() => a.Quality.PacketsIn > 10);
        Assert.Throws<ArgumentException>(() => a.SetRemote(new RemoteMedia(new IPEndPoint(IPAddress.Loopback, 9), AudioCodec.Pcmu, 0, null)));
    }

    private static MediaEngine Create(MediaOptions options) => new(options, TimeProvider.System, NullLoggerFactory.Instance);

    private sealed class StoppedClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        internal void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
