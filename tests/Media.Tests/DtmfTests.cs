namespace CallCenter.Media.Tests;

public sealed class DtmfTests
{
    [Fact]
    public async Task Digits_pass_a_bridge_exactly_once_with_the_other_sides_payload_type()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd a = new() { EventPayloadType = 101 };
        using FarEnd b = new() { EventPayloadType = 96 };
        using RtpLeg legA = engine.Open(a.Media);
        using RtpLeg legB = engine.Open(b.Media);
        using FarEnd c = new();
        using RtpLeg legC = engine.Open(c.Media); // relays on to a third leg: the chain must not multiply either
        using MediaBridge bridge = engine.Join(legA, legB);
        using (a.Speak(legA, 600))
        {
            await b.WaitForMore(10);
        }

        a.SendDigit(legA.LocalEndPoint, 5);
        a.SendAudio(legA.LocalEndPoint);
        a.SendDigit(legA.LocalEndPoint, 5);
        a.SendDigit(legA.LocalEndPoint, 11);
        Assert.Equal(new DtmfDigit('5', 100), await legA.Events.Next<DtmfDigit>());
        Assert.Equal(new DtmfDigit('5', 100), await legA.Events.Next<DtmfDigit>());
        Assert.Equal(new DtmfDigit('#', 100), await legA.Events.Next<DtmfDigit>());
        await b.WaitUntil(heard => heard.Count(packet => packet.Header.PayloadType == 96) >= 24);

        Heard[] events = [.. b.All.Where(packet => packet.Header.PayloadType == 96)];
        Assert.Equal(3, events.Select(packet => packet.Header.Timestamp).Distinct().Count());
        Assert.Equal(3, events.Count(packet => packet.Header.Marker));
        Assert.Equal([5, 5, 11], events.Where(packet => packet.Header.Marker).Select(packet => (int)packet.Payload[0]));
        Assert.Equal(24, events.Length);
        Assert.Empty(legB.Events.Taken().OfType<DtmfDigit>());
    }

    [Fact]
    public async Task Digits_we_send_are_rfc_4733_events_and_another_leg_reads_them_back()
    {
        await using MediaEngine engine = Engines.Start();
        using RtpLeg ours = engine.Open();
        using RtpLeg theirs = engine.Open();
        ours.SetRemote(new RemoteMedia(theirs.LocalEndPoint, AudioCodec.Pcmu, 0, 101));
        theirs.SetRemote(new RemoteMedia(ours.LocalEndPoint, AudioCodec.Pcmu, 0, 101));
        await theirs.Events.Next<FirstPacket>();
        Assert.True(ours.SendDtmf("10*#a"));
        foreach (char digit in "10*#A")
        {
            Assert.Equal(new DtmfDigit(digit, 100), await theirs.Events.Next<DtmfDigit>());
        }

        Assert.False(ours.SendDtmf("12x"));
        Assert.False(ours.SendDtmf(new string('1', 100)));
    }

    [Fact]
    public async Task A_sent_digit_has_one_timestamp_a_marker_three_ends_and_the_clock_goes_on()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd phone = new() { EventPayloadType = 126 };
        using RtpLeg leg = engine.Open(phone.Media);
        await phone.WaitFor(5);
        Assert.True(leg.SendDtmf("7"));
        await phone.WaitUntil(heard => heard.Count > 0 && heard.FindIndex(p => p.Header.PayloadType == 126) is >= 0 and var at && heard.Count > at + 12);

        Heard[] all = phone.All;
        Heard[] events = [.. all.Where(packet => packet.Header.PayloadType == 126)];
        Assert.Equal(8, events.Length);
        Assert.Single(events.Select(packet => packet.Header.Timestamp).Distinct());
        Assert.Equal([true, false, false, false, false, false, false, false], events.Select(packet => packet.Header.Marker));
        Assert.Equal(3, events.Count(packet => (packet.Payload[1] & 0x80) != 0));
        Assert.Equal([160, 320, 480, 640, 800, 800, 800, 800], events.Select(packet => (packet.Payload[2] << 8) | packet.Payload[3]));
        int last = Array.IndexOf(all, events[^1]);
        int first = Array.IndexOf(all, events[0]);
        uint gap = all[last + 1].Header.Timestamp - all[first - 1].Header.Timestamp;
        Assert.Equal(9u * 160, gap); // eight slots of the event, then audio where the clock is
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.Equal((ushort)(pair.First.Header.Sequence + 1), pair.Second.Header.Sequence));
    }

    [Fact]
    public async Task Digits_sent_into_a_bridge_do_not_break_its_stream()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd a = new();
        using FarEnd b = new();
        using RtpLeg legA = engine.Open(a.Media);
        using RtpLeg legB = engine.Open(b.Media);
        using MediaBridge bridge = engine.Join(legA, legB);
        using IDisposable speak = a.Speak(legA, 600);
        await b.WaitForMore(10);
        Assert.True(legB.SendDtmf("12"));
        await b.WaitUntil(heard => heard.Count(packet => packet.Header.PayloadType == 101) >= 16);
        await b.WaitForMore(10);
        Heard[] all = b.All;
        Assert.All(all.Zip(all.Skip(1)), pair => Assert.Equal((ushort)(pair.First.Header.Sequence + 1), pair.Second.Header.Sequence));
        Heard[] audio = [.. all.Where(packet => packet.Header.PayloadType == 0)];
        Assert.All(audio.Zip(audio.Skip(1)), pair => Assert.InRange(pair.Second.Header.Timestamp - pair.First.Header.Timestamp, 160u, 1800u));
    }

    [Fact]
    public async Task A_digit_whose_end_packets_are_lost_is_still_reported_once()
    {
        await using MediaEngine engine = Engines.Start();
        using FarEnd a = new();
        using RtpLeg leg = engine.Open(a.Media);
        a.SendAudio(leg.LocalEndPoint);
        a.Send(leg.LocalEndPoint, 101, a.Sequence++, a.Timestamp, [3, 10, 0, 160], marker: true);
        a.Send(leg.LocalEndPoint, 101, a.Sequence++, a.Timestamp, [3, 10, 1, 64]);
        a.Timestamp += 480;
        using IDisposable speak = a.Speak(leg, 600);
        Assert.Equal(new DtmfDigit('3', 40), await leg.Events.Next<DtmfDigit>());
    }
}
