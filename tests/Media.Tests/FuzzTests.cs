using System.Net;
using CallCenter.Media.Audio;
using CallCenter.Media.Rtp;

namespace CallCenter.Media.Tests;

/// <summary>Hardening M1 and A15, short form; the seeds make a failure repeatable.</summary>
public sealed class FuzzTests
{
    [Fact]
    public async Task Two_hundred_thousand_malformed_packets_do_not_end_a_call()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd a = new();
        using FarEnd b = new();
        using FarEnd foreign = new("127.0.0.2");
        using RtpLeg legA = engine.Open(a.Media);
        using RtpLeg legB = engine.Open(b.Media);
        using MediaBridge bridge = engine.Join(legA, legB);
        using IDisposable tap = legA.Tap(new RecordingSink());
        using IDisposable speakB = b.Speak(legB, 1000);
        using IDisposable speakA = a.Speak(legA, 600);
        await b.WaitForMore(10);
        Random random = new(11);
        IPEndPoint rtp = legA.LocalEndPoint;
        IPEndPoint rtcp = new(rtp.Address, rtp.Port + 1);
        for (int i = 0; i < 200_000; i++)
        {
            byte[] datagram = Malformed(random, a);
            (random.Next(10) == 0 ? foreign : a).SendRaw(i % 4 == 0 ? rtcp : rtp, datagram);
        }

        await a.WaitForMore(10);
        await b.WaitForMore(50); // one second
        Assert.True(Goertzel.Share(a.Audio(8), 1000) > 0.9);
        Assert.True(Goertzel.Share(b.Audio(20), 600) > 0.9);
        Assert.Equal(0, engine.Stats.Faults);
        Assert.True(engine.IsHealthy);
        Assert.Empty(foreign.All);
        Assert.True(legA.Quality.Dropped.Malformed > 10_000, $"{legA.Quality.Dropped}");
    }

    [Fact]
    public void Parsers_survive_any_bytes()
    {
        Random random = new(5);
        RtcpSession session = new(DateTimeOffset.UnixEpoch, 0);
        RtpSource source = new();
        Latch latch = new();
        DtmfReceiver dtmf = new();
        latch.Restart(Native.NativeEndPoint.From(IPAddress.Loopback, 4000), 0, long.MaxValue / 2);
        byte[] buffer = new byte[2048];
        for (int i = 0; i < 300_000; i++)
        {
            int length = random.Next(random.Next(4) == 0 ? 1500 : 64);
            Span<byte> datagram = buffer.AsSpan(0, length);
            random.NextBytes(datagram);
            if (length > 1 && random.Next(3) > 0)
            {
                datagram[0] = (byte)(0x80 | (datagram[0] & 0x3F));
                datagram[1] = (byte)(200 + (datagram[1] % 4));
            }

            _ = session.TryRead(datagram, 0, i);
            if (RtpPacket.TryParse(datagram, out RtpPacket packet))
            {
                Assert.InRange(packet.PayloadLength, 1, length - 12);
                Assert.InRange(packet.PayloadOffset, 12, length - packet.PayloadLength);
                _ = source.Accept(packet.Ssrc % 3, packet.Sequence, out _);
                _ = latch.Judge(Native.NativeEndPoint.From(IPAddress.Loopback, 4001 + (i % 3)), packet.Ssrc, packet.Sequence, i * 1000L);
                _ = dtmf.OnEvent(datagram.Slice(packet.PayloadOffset, packet.PayloadLength), packet.Timestamp, i);
                Assert.True(source.Lost >= 0);
            }
        }
    }

    private static byte[] Malformed(Random random, FarEnd like)
    {
        byte[] datagram = new byte[random.Next(random.Next(50) == 0 ? 3000 : 200)];
        random.NextBytes(datagram);
        if (datagram.Length >= 12)
        {
            switch (random.Next(6))
            {
                case 0: // right stream, header length beyond the packet
                    RtpPacket.WriteHeader(datagram, marker: false, 0, like.Sequence, like.Timestamp, like.Ssrc);
                    datagram[0] = (byte)(0x90 | random.Next(16));
                    break;
                case 1: // right stream, padding beyond the packet
                    RtpPacket.WriteHeader(datagram, marker: true, 0, like.Sequence, like.Timestamp, like.Ssrc);
                    datagram[0] = 0xA0;
                    datagram[^1] = 255;
                    break;
                case 2: // event too short or unknown
                    RtpPacket.WriteHeader(datagram, marker: true, 101, (ushort)random.Next(65536), (uint)random.Next(), (uint)random.Next());
                    break;
                case 3: // RTCP with a length of its own
                    datagram[0] = (byte)(0x80 | random.Next(32));
                    datagram[1] = (byte)(200 + random.Next(8));
                    break;
                case 4: // other version
                    datagram[0] = (byte)random.Next(0x80);
                    break;
            }
        }

        return datagram;
    }

    private sealed class RecordingSink : IAudioTap
    {
        internal long Bytes { get; private set; }

        public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks) => Bytes += mulaw.Length;
    }
}
