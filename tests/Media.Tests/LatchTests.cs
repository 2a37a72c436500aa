using System.Net;
using CallCenter.Media.Audio;

namespace CallCenter.Media.Tests;

/// <summary>Hardening M3: who may take a leg, and when.</summary>
public sealed class LatchTests
{
    [Fact]
    public async Task With_the_signalled_address_confirmed_a_sprayer_gets_and_gives_nothing()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd victim = new();
        using FarEnd other = new();
        using FarEnd attacker = new("127.0.0.2") { EventPayloadType = 101 };
        using RtpLeg leg = engine.Open(victim.Media);
        using RtpLeg otherLeg = engine.Open(other.Media);
        using MediaBridge bridge = engine.Join(leg, otherLeg);
        using IDisposable speak = victim.Speak(leg, 600);
        await other.WaitForMore(10);

        attacker.Ssrc = victim.Ssrc; // a cloned source as well
        attacker.Sequence = (ushort)(victim.Sequence + 5);
        attacker.Timestamp = victim.Timestamp;
        using IDisposable attack = attacker.Speak(leg, 1500);
        attacker.SendDigit(leg.LocalEndPoint, 5);
        await other.WaitForMore(50);

        Assert.Empty(attacker.All);
        byte[] heard = other.Audio(40);
        Assert.True(Goertzel.Share(heard, 600) > 0.95);
        Assert.True(Goertzel.Amplitude(heard, 1500) < Goertzel.Amplitude(heard, 600) / 100);
        Assert.Equal(0, leg.Quality.Lost);
        Assert.Empty(leg.Events.Taken().OfType<DtmfDigit>());
    }

    [Fact]
    public async Task An_attacker_from_the_first_moment_is_dropped_as_soon_as_the_signalled_address_speaks()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd victim = new();
        using FarEnd attacker = new("127.0.0.2");
        using RtpLeg leg = engine.Open(victim.Media);
        using IDisposable attack = attacker.Speak(leg, 1500);
        using IDisposable speak = victim.Speak(leg, 600);
        await victim.WaitForMore(60);
        Assert.True(attacker.All.Length <= 5, $"{attacker.All.Length} packets leaked");
        int leaked = attacker.All.Length;
        await victim.WaitForMore(30);
        Assert.Equal(leaked, attacker.All.Length);
        Assert.InRange(leg.Quality.PacketsIn, 55, long.MaxValue);
    }

    [Fact]
    public async Task A_burst_of_forged_packets_before_the_first_real_one_learns_nobody()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd victim = new();
        using FarEnd attacker = new("127.0.0.2");
        using RtpLeg leg = engine.Open(victim.Media);
        await victim.WaitFor(3);
        for (int i = 0; i < 4; i++)
        {
            attacker.SendAudio(leg.LocalEndPoint);
        }

        await Engines.Until(() => leg.Quality.Dropped.Foreign == 4);
        await victim.WaitForMore(5);
        Assert.Empty(attacker.All);
        Assert.Equal(0, leg.Quality.PacketsIn);
    }

    [Fact]
    public async Task A_far_end_behind_nat_is_learned_from_packets_in_sequence_and_then_locked()
    {
        await using MediaEngine engine = Engines.Start(change: options => options with { LatchWindow = TimeSpan.FromSeconds(1) });
        using FarEnd phone = new();
        using FarEnd attacker = new("127.0.0.2");
        IPEndPoint privateAddress = new(IPAddress.Parse("127.0.0.9"), 40000);
        using RtpLeg leg = engine.Open(phone.Media with { Address = privateAddress });
        using IDisposable speak = phone.Speak(leg, 600);
        await phone.WaitFor(60); // past the window: the leg is connected now
        using IDisposable attack = attacker.Speak(leg, 1500);
        await phone.WaitForMore(50);
        Assert.Empty(attacker.All);
        Assert.InRange(leg.Quality.PacketsIn, 50, long.MaxValue);
    }

    [Fact]
    public async Task Nobody_is_learned_after_the_window_but_the_signalled_address_is_always_welcome()
    {
        await using MediaEngine engine = Engines.Start(change: options => options with { LatchWindow = TimeSpan.Zero });
        using FarEnd phone = new();
        using FarEnd stranger = new("127.0.0.2");
        using RtpLeg leg = engine.Open(phone.Media);
        await phone.WaitFor(5);
        using IDisposable spray = stranger.Speak(leg, 1500);
        await phone.WaitForMore(20);
        Assert.Empty(stranger.All);
        Assert.Equal(0, leg.Quality.PacketsIn);
        using IDisposable speak = phone.Speak(leg, 600);
        await Engines.Until(() => leg.Quality.PacketsIn > 10);
    }

    [Fact]
    public async Task A_new_sdp_moves_the_leg_and_the_same_sdp_again_does_not_disturb_it()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd first = new();
        using FarEnd second = new();
        using RtpLeg leg = engine.Open(first.Media);
        using (first.Speak(leg, 600))
        {
            await first.WaitFor(20);
            leg.SetRemote(first.Media);
            await first.WaitForMore(20);
            Assert.Equal(0, leg.Quality.Dropped.Foreign);
        }

        leg.SetRemote(second.Media);
        using IDisposable speak = second.Speak(leg, 900);
        await second.WaitFor(20);
        int atFirst = first.All.Length;
        await second.WaitForMore(20);
        Assert.InRange(first.All.Length - atFirst, 0, 1);
        Assert.Single(first.All.Concat(second.All).Select(packet => packet.Header.Ssrc).Distinct());
    }

    [Fact]
    public async Task An_asymmetric_far_end_is_heard_from_one_address_and_sent_to_at_the_other()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd sender = new("127.0.0.3");
        using FarEnd receiver = new();
        using RtpLeg leg = engine.Open(receiver.Media with { Asymmetric = true });
        using FarEnd attacker = new("127.0.0.2");
        using (sender.Speak(leg, 600))
        {
            await Engines.Until(() => leg.Quality.PacketsIn > 20);
        }

        Assert.Empty(sender.All);
        Assert.NotEmpty(receiver.All);

        // The socket cannot be connected here: our own check keeps strangers out, a cloned source included.
        await engine.Ticks(4);
        long heard = leg.Quality.PacketsIn;
        (attacker.Ssrc, attacker.Sequence, attacker.Timestamp) = (sender.Ssrc, sender.Sequence, sender.Timestamp);
        using IDisposable attack = attacker.Speak(leg, 1500);
        await Engines.Until(() => leg.Quality.Dropped.Foreign > 20);
        Assert.Equal(heard, leg.Quality.PacketsIn);
    }

    [Fact]
    public async Task Packets_before_any_sdp_and_wrong_payload_types_are_counted_and_dropped()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd phone = new();
        using RtpLeg leg = engine.Open();
        phone.SendAudio(leg.LocalEndPoint);
        await Engines.Until(() => leg.Quality.Dropped.Unsolicited == 1);
        leg.SetRemote(phone.Media);
        await phone.WaitFor(1);
        phone.Send(leg.LocalEndPoint, 97, 1, 1, new byte[160]);
        phone.SendRaw(leg.LocalEndPoint, [0x80, 0, 0]);
        await Engines.Until(() => leg.Quality.Dropped is { PayloadType: 1, Malformed: 1 });
        Assert.Equal(0, leg.Quality.PacketsIn);
        leg.Dispose();
        await Engines.Until(() => engine.Stats is { Legs: 0, Dropped: { Unsolicited: 1, PayloadType: 1, Malformed: 1 } });
    }
}
