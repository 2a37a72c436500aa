using System.Net;
using System.Net.Sockets;
using System.Text;
using CallCenter.Media.WebRtc;
using CallCenter.TestKit.Browsers;

namespace CallCenter.Media.Tests;

/// <summary>Hardening M1, M4, M5, M6 on the browser port, short forms.</summary>
[Collection(BusyCollection.Name)]
public sealed class BrowserAttackTests
{
    [Fact]
    public async Task Two_hundred_foreign_hellos_and_alerts_do_not_disturb_a_call_being_set_up()
    {
        await using MediaEngine engine = BrowserCall.NewEngine();
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new();
        using Socket stranger = Bound();
        byte[] hello = Hello();
        byte[] alert = [21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 40];

        browser.Connect(agent);
        for (int i = 0; i < 200; i++)
        {
            stranger.SendTo(hello, engine.WebRtcEndPoint!);
            stranger.SendTo(alert, engine.WebRtcEndPoint!);
        }

        await browser.Up;
        await agent.Events.Next<PeerUp>();
        Assert.Equal(0, stranger.Available);
        await Engines.Until(() => engine.Stats.BrowserPort.Handshake == 400);
    }

    [Fact]
    public async Task A_check_with_a_wrong_password_or_name_is_not_answered()
    {
        await using MediaEngine engine = BrowserCall.NewEngine();
        using BrowserLeg agent = engine.TryOpenBrowserLeg();
        using BrowserFarEnd browser = new();
        string answer = ((OfferAccepted)agent.Accept(browser.Offer())).Sdp;
        string ours = Line(answer, "a=ice-ufrag:");
        string theirs = Line(browser.Offer(), "a=ice-ufrag:");
        byte[] password = Encoding.ASCII.GetBytes(Line(answer, "a=ice-pwd:"));
        using Socket socket = Bound();

        socket.SendTo(Check($"{ours}:{theirs}", "wrongwrongwrongwrongwron"u8), engine.WebRtcEndPoint!);
        socket.SendTo(Check($"{ours}:other", password), engine.WebRtcEndPoint!);
        socket.SendTo(Check($"AAAAAAAA:{theirs}", password), engine.WebRtcEndPoint!);
        await Engines.Until(() => engine.Stats.BrowserPort.Stun == 3);
        Assert.Equal(0, socket.Available);

        byte[] good = Check($"{ours}:{theirs}", password);
        socket.SendTo(good, engine.WebRtcEndPoint!);
        byte[] buffer = new byte[512];
        Assert.InRange(socket.Receive(buffer), 20, good.Length * 3 / 2);
    }

    [Fact]
    public async Task Repeated_and_forged_packets_reach_nobody()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();
        await call.HearBothAsync();
        call.Browser.Speak(null);
        await call.Engine.Ticks(5);
        long before = call.Agent.Quality.PacketsIn;
        byte[] last = call.Browser.LastSent;
        byte[] forged = [.. last];
        forged[3] += 5;

        for (int i = 0; i < 50; i++)
        {
            call.Browser.SendRaw(last);
            call.Browser.SendRaw(forged);
        }

        await Engines.Until(() => call.Agent.Quality.Dropped is { Sequence: 50, Unauthenticated: 50 });
        Assert.Equal(before, call.Agent.Quality.PacketsIn);
    }

    [Fact]
    public async Task A_stranger_with_a_seen_packet_moves_nothing()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();
        using Socket stranger = Bound();

        for (int i = 0; i < 50; i++)
        {
            stranger.SendTo(call.Browser.LastSent, call.Engine.WebRtcEndPoint!);
        }

        await Engines.Until(() => call.Engine.Stats.BrowserPort.Foreign == 50);
        await call.HearBothAsync();
        Assert.Equal(0, stranger.Available);
    }

    [Fact]
    public async Task A_hundred_thousand_malformed_packets_do_not_end_a_call()
    {
        await using BrowserCall call = await BrowserCall.StartAsync();
        using Socket stranger = Bound();
        Random random = new(17);
        byte[] hello = Hello();
        for (int i = 0; i < 100_000; i++)
        {
            byte[] datagram = Malformed(random, call.Browser.LastSent, hello);
            if (random.Next(4) == 0)
            {
                stranger.SendTo(datagram, call.Engine.WebRtcEndPoint!);
            }
            else
            {
                call.Browser.SendRaw(datagram);
            }
        }

        await call.HearBothAsync();
        Assert.Equal(0, call.Engine.Stats.Faults);
        Assert.True(call.Engine.IsHealthy);
        Assert.Equal(0, stranger.Available);
        Assert.Empty(call.Agent.Events.Taken().OfType<PeerClosed>());
    }

    [Fact]
    public async Task The_workers_allocate_nothing_per_packet()
    {
        await using BrowserCall call = await BrowserCall.StartAsync(
            new BrowserFarEndOptions { CheckEvery = TimeSpan.FromMilliseconds(100) }, options => options with { RtcpInterval = TimeSpan.FromSeconds(1) });
        await call.Engine.Ticks(200);
        IReadOnlyList<long> before = call.Engine.Stats.AllocatedBytesByWorker;
        long packets = call.Engine.Stats.PacketsIn;

        await Engines.Until(() => call.Engine.Stats.PacketsIn > packets + 300);

        IReadOnlyList<long> after = call.Engine.Stats.AllocatedBytesByWorker;
        Assert.Equal(0, after[0] - before[0]);
        Assert.Equal(0, after[1] - before[1]);
    }

    private static byte[] Malformed(Random random, byte[] rtp, byte[] hello)
    {
        byte[] start = random.Next(4) switch
        {
            0 => [.. rtp],
            1 => [.. hello],
            2 => Check("AAAAAAAA:BBBB", "pppppppppppppppppppppppp"u8),
            _ => new byte[random.Next(1, 1500)],
        };
        for (int change = random.Next(1, 12); change > 0; change--)
        {
            start[random.Next(start.Length)] = (byte)random.Next(256);
        }

        if (random.Next(3) == 0)
        {
            start[0] = (byte)random.Next(256);
        }

        return start[..random.Next(start.Length + 1)];
    }

    private static byte[] Hello()
    {
        using DtlsIdentity identity = DtlsIdentity.Create(TimeProvider.System.GetUtcNow());
        using DtlsSession session = new(identity, active: true);
        List<byte[]> sent = [];
        session.Pump(datagram => sent.Add(datagram.ToArray()));
        return sent[0];
    }

    private static byte[] Check(string name, ReadOnlySpan<byte> password)
    {
        byte[] buffer = new byte[256];
        StunWriter writer = new(buffer, StunMessage.BindingRequest, new byte[12]);
        writer.Add(StunMessage.Username, Encoding.ASCII.GetBytes(name));
        writer.Add(StunMessage.UseCandidate, []);
        writer.AddIntegrity(password);
        writer.AddFingerprint();
        return buffer[..writer.Length];
    }

    private static string Line(string sdp, string prefix) =>
        sdp.Split("\r\n").First(line => line.StartsWith(prefix, StringComparison.Ordinal))[prefix.Length..];

    private static Socket Bound()
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 5000 };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
