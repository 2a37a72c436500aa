using System.Net;
using System.Net.Sockets;
using CallCenter.Media.Audio;
using CallCenter.Media.Rtp;

namespace CallCenter.Media.Tests;

public sealed class RelayTests
{
    [Theory]
    [InlineData(AudioCodec.Pcmu, AudioCodec.Pcmu, 1)]
    [InlineData(AudioCodec.Pcmu, AudioCodec.Pcma, 2)]
    [InlineData(AudioCodec.Pcma, AudioCodec.Pcma, 2)]
    public async Task Two_legs_hear_each_other_and_nobody_hears_himself(AudioCodec codecA, AudioCodec codecB, int workers)
    {
        await using MediaEngine engine = Engines.Start(workers);
        using FarEnd a = new(codec: codecA);
        using FarEnd b = new(codec: codecB);
        using RtpLeg legA = engine.Open(a.Media);
        using RtpLeg legB = engine.Open(b.Media);
        using MediaBridge bridge = engine.Join(legA, legB);
        using IDisposable speakA = a.Speak(legA, 600);
        using IDisposable speakB = b.Speak(legB, 1000);

        await Task.WhenAll(a.WaitFor(60), b.WaitFor(60));

        byte[] atA = a.Audio(lastPackets: 40);
        byte[] atB = b.Audio(lastPackets: 40);
        Assert.True(Goertzel.Share(atA, 1000) > 0.95, $"{Goertzel.Share(atA, 1000)}");
        Assert.True(Goertzel.Share(atB, 600) > 0.95);
        Assert.True(Goertzel.Share(atA, 600) < 0.01);
        Assert.True(Goertzel.Share(atB, 1000) < 0.01);
        Assert.All(a.All.TakeLast(40), packet => Assert.Equal(a.PayloadType, packet.Header.PayloadType));
        Assert.InRange(legA.Quality.Mos, 4.2, 4.5);
        Assert.Equal(0, legA.Quality.Lost);
    }

    [Fact]
    public async Task More_packets_at_once_than_a_batch_holds_reach_each_their_own_far_end_in_order()
    {
        const int Pairs = 40;
        const int Rounds = 12;
        await using MediaEngine engine = Engines.Start(workers: 1);
        FarEnd[] ends = [.. Enumerable.Range(0, 2 * Pairs).Select(_ => new FarEnd())];
        RtpLeg[] legs = [.. ends.Select(end => engine.Open(end.Media))];
        try
        {
            for (int i = 0; i < legs.Length; i += 2)
            {
                legs[i].SendSilence(false);
                legs[i + 1].SendSilence(false);
                engine.Join(legs[i], legs[i + 1]);
            }

            await engine.Ticks(2);
            for (int round = 0; round < Rounds; round++)
            {
                for (int i = 0; i < ends.Length; i++)
                {
                    byte[] payload = new byte[160];
                    Array.Fill(payload, (byte)i);
                    payload[0] = (byte)round;
                    ends[i].SendAudio(legs[i].LocalEndPoint, payload);
                }
            }

            for (int i = 0; i < ends.Length; i++)
            {
                FarEnd end = ends[i];
                await end.WaitUntil(heard => heard.Any(packet => packet.Payload[0] == Rounds - 1 && packet.Payload[1] != Mulaw.Silence));
                Heard[] relayed = [.. end.All.Where(packet => packet.Payload[1] != Mulaw.Silence)];
                Assert.All(relayed, packet => Assert.Equal((byte)(i ^ 1), packet.Payload[1]));
                Assert.Equal(Enumerable.Range(0, Rounds), relayed.Select(packet => (int)packet.Payload[0]));
                Assert.Equal(
                    Enumerable.Range(0, Rounds),
                    relayed.Select(packet => (int)(ushort)(packet.Header.Sequence - relayed[0].Header.Sequence)));
            }

            Assert.Equal(0, engine.Stats.Dropped.Total);
        }
        finally
        {
            Array.ForEach(legs, leg => leg.Dispose());
            Array.ForEach(ends, end => end.Dispose());
        }
    }

    [Fact]
    public async Task A_leg_has_one_ssrc_and_one_clock_through_silence_clip_bridge_and_silence()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd a = new();
        using FarEnd b = new();
        using RtpLeg legA = engine.Open(a.Media);
        using RtpLeg legB = engine.Open(b.Media);
        await b.WaitFor(5);
        PlayEnd end = await legB.PlayAsync(AudioClip.Tone(500, TimeSpan.FromMilliseconds(200)), loop: false, TestContext.Current.CancellationToken);
        Assert.Equal(PlayEnd.Finished, end);
        await b.WaitForMore(3);
        using (engine.Join(legA, legB))
        using (a.Speak(legA, 600))
        {
            await b.WaitForMore(20);
        }

        await b.WaitForMore(10);
        Heard[] all = b.All;
        Assert.Single(all.Select(packet => packet.Header.Ssrc).Distinct());
        for (int i = 1; i < all.Length; i++)
        {
            Assert.Equal((ushort)(all[i - 1].Header.Sequence + 1), all[i].Header.Sequence);
            uint step = all[i].Header.Timestamp - all[i - 1].Header.Timestamp;
            Assert.Equal(0u, step % 160);
            Assert.True(step == 160 || all[i].Header.Marker, $"a step of {step} without marker at {i}");
            Assert.InRange(step, 160u, 1600u);
        }

        // Media time and wall time agree: nothing was compressed or stretched by the switches.
        double mediaMs = (all[^1].Header.Timestamp - all[0].Header.Timestamp) / 8.0;
        double wallMs = (all[^1].At - all[0].At) / 1e6;
        Assert.InRange(mediaMs - wallMs, -60, 60);
        Assert.Equal(0xFF, all[^1].Payload[0]);
    }

    [Fact]
    public async Task A_lost_packet_stays_a_gap_and_a_comfort_noise_packet_does_not_become_one()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd a = new();
        using FarEnd b = new();
        using RtpLeg legA = engine.Open(a.Media);
        using RtpLeg legB = engine.Open(b.Media);
        legB.SendSilence(false);
        using MediaBridge bridge = engine.Join(legA, legB);
        await engine.Ticks(2);
        a.SendAudio(legA.LocalEndPoint);
        a.SendAudio(legA.LocalEndPoint);
        a.Sequence += 2;
        a.Timestamp += 320;
        a.SendAudio(legA.LocalEndPoint);
        a.Send(legA.LocalEndPoint, 13, a.Sequence++, a.Timestamp, [40]);
        a.SendAudio(legA.LocalEndPoint);
        await b.WaitUntil(heard => heard.Count(packet => packet.Payload.Length == 160 && packet.Payload[0] == 0) >= 4);

        Heard[] relayed = [.. b.All.Where(packet => packet.Payload[0] == 0)];
        Assert.Equal([0, 1, 4, 5], relayed.Select(packet => (int)(ushort)(packet.Header.Sequence - relayed[0].Header.Sequence)));
        Assert.Equal([0u, 160u, 640u, 800u], relayed.Select(packet => packet.Header.Timestamp - relayed[0].Header.Timestamp));
        Assert.Equal(2, legA.Quality.Lost);
    }

    [Fact]
    public async Task A_new_ssrc_of_the_peer_takes_over_after_two_packets_and_the_far_side_sees_one_stream()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd a = new();
        using FarEnd b = new();
        using RtpLeg legA = engine.Open(a.Media);
        using RtpLeg legB = engine.Open(b.Media);
        using MediaBridge bridge = engine.Join(legA, legB);
        using (a.Speak(legA, 600))
        {
            await b.WaitForMore(10);
        }

        a.Ssrc++;
        a.Sequence += 30000;
        a.Timestamp += 1_000_000_000;
        using (a.Speak(legA, 900))
        {
            await b.WaitForMore(20);
        }

        Heard[] relayed = [.. b.All];
        Assert.Single(relayed.Select(packet => packet.Header.Ssrc).Distinct());
        Assert.All(relayed.Zip(relayed.Skip(1)), pair => Assert.InRange(pair.Second.Header.Timestamp - pair.First.Header.Timestamp, 160u, 1600u));
        Assert.True(Goertzel.Share(b.Audio(15), 900) > 0.95);
    }

    [Fact]
    public async Task A_muted_far_end_is_silence_to_bridge_and_taps()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd a = new();
        using FarEnd b = new();
        using RtpLeg legA = engine.Open(a.Media);
        using RtpLeg legB = engine.Open(b.Media);
        using MediaBridge bridge = engine.Join(legA, legB);
        using IDisposable speak = a.Speak(legA, 600);
        await b.WaitForMore(10);
        legA.HoldReceive(true);
        await b.WaitForMore(20);
        Assert.True(Goertzel.Amplitude(b.Audio(10), 600) < 1);
        legA.HoldReceive(false);
        await b.WaitForMore(20);
        Assert.True(Goertzel.Share(b.Audio(10), 600) > 0.9);
    }

    [Fact]
    public async Task A_leg_joined_anew_leaves_its_old_bridge_and_a_disposed_leg_leaves_silence()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd a = new();
        using FarEnd b = new();
        using FarEnd c = new();
        using RtpLeg legA = engine.Open(a.Media);
        using RtpLeg legB = engine.Open(b.Media);
        using RtpLeg legC = engine.Open(c.Media);
        using IDisposable speakA = a.Speak(legA, 600);
        using MediaBridge first = engine.Join(legA, legB);
        await b.WaitForMore(20);
        using MediaBridge second = engine.Join(legA, legC);
        first.Dispose();
        await c.WaitForMore(20);
        await b.WaitForMore(20);
        Assert.True(Goertzel.Share(c.Audio(10), 600) > 0.9);
        Assert.True(Goertzel.Amplitude(b.Audio(10), 600) < 1);
        legA.Dispose();
        await c.WaitForMore(20);
        Assert.True(Goertzel.Amplitude(c.Audio(10), 600) < 1);
        using MediaBridge withTheDead = engine.Join(legB, legA);
        await b.WaitForMore(10);
    }

    [Fact]
    public async Task Twenty_thousand_relayed_and_tapped_packets_allocate_nothing_on_the_workers()
    {
        await using MediaEngine engine = Engines.Start(workers: 2);
        using Socket a = Bound();
        using Socket b = Bound();
        using RtpLeg legA = engine.Open(new RemoteMedia((IPEndPoint)a.LocalEndPoint!, AudioCodec.Pcmu, 0, 101));
        using RtpLeg legB = engine.Open(new RemoteMedia((IPEndPoint)b.LocalEndPoint!, AudioCodec.Pcma, 8, 101));
        CountingTap tap = new();
        using IDisposable tapped = legA.Tap(tap);
        using MediaBridge bridge = engine.Join(legA, legB);
        ushort sequence = 0;
        sequence = Exchange(a, b, legA, legB, sequence, 1000);
        await engine.Ticks(8);
        IReadOnlyList<long> before = engine.Stats.AllocatedBytesByWorker;

        Exchange(a, b, legA, legB, sequence, 10_000);

        await engine.Ticks(8);
        IReadOnlyList<long> after = engine.Stats.AllocatedBytesByWorker;
        Assert.Equal(0, after[0] - before[0]);
        Assert.Equal(0, after[1] - before[1]);
        Assert.Equal(11_000, tap.Frames);
        Assert.Equal(22_000, engine.Stats.PacketsIn);
    }

    private static Socket Bound()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    // Both ends send a packet and wait for the other's, so that no buffer overflows however slow the machine is.
    private static ushort Exchange(Socket a, Socket b, RtpLeg legA, RtpLeg legB, ushort sequence, int count)
    {
        byte[] packet = new byte[172];
        byte[] received = new byte[2048];
        for (int i = 0; i < count; i++, sequence++)
        {
            RtpPacket.WriteHeader(packet, marker: false, 0, sequence, (uint)(sequence * 160), 1);
            a.SendTo(packet, legA.LocalEndPoint);
            Take(b, received);
            RtpPacket.WriteHeader(packet, marker: false, 8, sequence, (uint)(sequence * 160), 2);
            b.SendTo(packet, legB.LocalEndPoint);
            Take(a, received);
        }

        return sequence;
    }

    private static void Take(Socket socket, byte[] buffer)
    {
        // Silence (0xFF or 0xD5) from before the bridge and RTCP do not count.
        do
        {
            socket.Receive(buffer);
        }
        while (buffer[12] is 0xFF or 0xD5 || buffer[1] >= 192);
    }

    private sealed class CountingTap : IAudioTap
    {
        internal long Frames { get; private set; }

        public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks) => Frames++;
    }
}
