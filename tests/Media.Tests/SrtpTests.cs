using System.Buffers.Binary;
using CallCenter.Media.Rtp;
using CallCenter.Media.Srtp;

namespace CallCenter.Media.Tests;

/// <summary>Roll-over, replay, changed packets and cost of SRTP contexts, for both profiles (hardening M4).</summary>
public sealed class SrtpTests
{
    private const uint Ssrc = 0x1234_5678;
    private const int Payload = 160;

    public static TheoryData<SrtpProfile, bool> Profiles { get; } = new()
    {
        { SrtpProfile.AesCm128HmacSha1Tag80, false },
        { SrtpProfile.AesCm128HmacSha1Tag80, true },
        { SrtpProfile.AeadAes128Gcm, false },
        { SrtpProfile.AeadAes128Gcm, true },
    };

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Packets_go_through_over_two_rolls_of_the_sequence_number(SrtpProfile profile, bool portable)
    {
        using SrtpContext sender = Context(profile, portable);
        using SrtpContext receiver = Context(profile, portable);
        byte[] buffer = new byte[256];
        for (int i = 0; i < 150_000; i++)
        {
            int length = Packet(buffer, (ushort)(30_000 + i), i);
            length = sender.Protect(buffer, length);
            Assert.Equal(12 + Payload + profile.TagBytes(), length);
            Assert.Equal(12 + Payload, receiver.Unprotect(buffer, length));
            Assert.Equal(Content(i), BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(12 + (i % 39 * 4))));
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Packets_may_change_places_across_the_roll(SrtpProfile profile, bool portable)
    {
        using SrtpContext sender = Context(profile, portable);
        using SrtpContext receiver = Context(profile, portable);
        byte[][] packets = [.. Enumerable.Range(0, 200).Select(i => Protected(sender, (ushort)(65_436 + i), i))];
        Random random = new(1);
        int[] order = [.. Enumerable.Range(1, 199).OrderBy(i => i + random.Next(60))];
        Assert.True(receiver.Unprotect((byte[])packets[0].Clone(), packets[0].Length) > 0);
        Assert.All(order, i => Assert.Equal(12 + Payload, receiver.Unprotect((byte[])packets[i].Clone(), packets[i].Length)));
        Assert.All(order, i => Assert.Equal(SrtpRefusal.Replay, receiver.Unprotect((byte[])packets[i].Clone(), packets[i].Length)));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_packet_older_than_the_window_is_refused_and_one_within_it_taken(SrtpProfile profile, bool portable)
    {
        using SrtpContext sender = Context(profile, portable);
        using SrtpContext receiver = Context(profile, portable);
        byte[][] packets = [.. Enumerable.Range(0, 130).Select(i => Protected(sender, (ushort)(1000 + i), i))];
        Assert.True(receiver.Unprotect(packets[129], packets[129].Length) > 0);
        Assert.Equal(SrtpRefusal.Replay, receiver.Unprotect(packets[0], packets[0].Length));
        Assert.Equal(SrtpRefusal.Replay, receiver.Unprotect(packets[1], packets[1].Length));
        Assert.True(receiver.Unprotect(packets[2], packets[2].Length) > 0);
        Assert.True(receiver.Unprotect(packets[128], packets[128].Length) > 0);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_packet_numbered_before_the_first_round_is_refused(SrtpProfile profile, bool portable)
    {
        using SrtpContext sender = Context(profile, portable);
        using SrtpContext receiver = Context(profile, portable);
        byte[] late = Protected(sender, 65_530, 0);
        byte[] first = Protected(sender, 4, 1); // the sender is in its second round now
        Assert.Equal(SrtpRefusal.BadTag, receiver.Unprotect(first, first.Length));
        using SrtpContext another = Context(profile, portable);
        byte[] low = Protected(another, 4, 1);
        Assert.True(receiver.Unprotect(low, low.Length) > 0);
        Assert.Equal(SrtpRefusal.Replay, receiver.Unprotect(late, late.Length));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_sender_never_uses_a_number_twice(SrtpProfile profile, bool portable)
    {
        using SrtpContext sender = Context(profile, portable);
        byte[] buffer = new byte[256];
        Assert.True(sender.Protect(buffer, Packet(buffer, 10, 0)) > 0);
        Assert.Equal(SrtpRefusal.Replay, sender.Protect(buffer, Packet(buffer, 10, 1)));
        Assert.True(sender.Protect(buffer, Packet(buffer, 9, 1)) > 0);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void No_changed_bit_is_accepted_anywhere(SrtpProfile profile, bool portable)
    {
        using SrtpContext sender = Context(profile, portable);
        using SrtpContext receiver = Context(profile, portable);
        byte[] packet = Protected(sender, 7, 0);
        byte[] report = new byte[64];
        report[0] = 0x80;
        report[1] = 201;
        BinaryPrimitives.WriteUInt32BigEndian(report.AsSpan(4), Ssrc);
        int reportLength = sender.ProtectRtcp(report, 32);
        for (int bit = 0; bit < packet.Length * 8; bit++)
        {
            byte[] changed = [.. packet];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.InRange(receiver.Unprotect(changed, changed.Length), int.MinValue, -1);
        }

        for (int bit = 0; bit < reportLength * 8; bit++)
        {
            byte[] changed = [.. report];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.InRange(receiver.UnprotectRtcp(changed, reportLength), int.MinValue, -1);
        }

        for (int length = 0; length < packet.Length; length++)
        {
            Assert.InRange(receiver.Unprotect((byte[])packet.Clone(), length), int.MinValue, -1);
            Assert.InRange(receiver.UnprotectRtcp((byte[])report.Clone(), Math.Min(length, reportLength - 1)), int.MinValue, -1);
        }

        Assert.Equal(12 + Payload, receiver.Unprotect(packet, packet.Length));
        Assert.Equal(32, receiver.UnprotectRtcp(report, reportLength));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Reports_are_encrypted_counted_and_not_taken_twice(SrtpProfile profile, bool portable)
    {
        using SrtpContext sender = Context(profile, portable);
        using SrtpContext receiver = Context(profile, portable);
        byte[] report = new byte[128];
        for (int i = 0; i < 300; i++)
        {
            Array.Clear(report);
            report[0] = 0x80;
            report[1] = 200;
            BinaryPrimitives.WriteUInt32BigEndian(report.AsSpan(4), Ssrc);
            report.AsSpan(8, 44).Fill(0x5A);
            int length = sender.ProtectRtcp(report, 52);
            Assert.InRange(length, 53, 52 + SrtpContext.RtcpRoom);
            Assert.NotEqual(0x5A5A5A5Au, BinaryPrimitives.ReadUInt32BigEndian(report.AsSpan(20)));
            byte[] copy = [.. report];
            Assert.Equal(52, receiver.UnprotectRtcp(report, length));
            Assert.Equal(-1, report.AsSpan(8, 44).IndexOfAnyExcept((byte)0x5A));
            Assert.Equal(SrtpRefusal.Replay, receiver.UnprotectRtcp(copy, length));
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Headers_with_sources_and_extension_stay_in_the_clear(SrtpProfile profile, bool portable)
    {
        using SrtpContext sender = Context(profile, portable);
        using SrtpContext receiver = Context(profile, portable);
        byte[] packet = new byte[12 + 8 + 12 + 5 + SrtpContext.RtpRoom];
        RtpPacket.WriteHeader(packet, marker: false, 0, 1, 2, Ssrc);
        packet[0] = 0x92; // two contributing sources, an extension of two words
        packet[23] = 2;
        packet.AsSpan(24, 8).Fill(0xEE);
        packet.AsSpan(32, 5).Fill(0x77);
        byte[] before = [.. packet];
        int length = sender.Protect(packet, 37);
        Assert.Equal(37 + profile.TagBytes(), length);
        Assert.True(packet.AsSpan(0, 32).SequenceEqual(before.AsSpan(0, 32)));
        Assert.False(packet.AsSpan(32, 5).SequenceEqual(before.AsSpan(32, 5)));
        Assert.Equal(37, receiver.Unprotect(packet, length));
        Assert.True(packet.AsSpan(0, 37).SequenceEqual(before.AsSpan(0, 37)));
        packet[23] = 200; // an extension longer than the packet
        Assert.Equal(SrtpRefusal.Malformed, receiver.Unprotect(packet, length));
        Assert.Equal(SrtpRefusal.Malformed, sender.Protect(packet, 37));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Sources_are_kept_apart_and_bounded_and_strangers_take_no_place(SrtpProfile profile, bool portable)
    {
        using SrtpContext receiver = Context(profile, portable);
        using SrtpContext sender = Context(profile, portable);
        byte[] buffer = new byte[256];
        for (uint stranger = 0; stranger < 1000; stranger++)
        {
            int length = Packet(buffer, 1, 1, stranger);
            Assert.Equal(SrtpRefusal.BadTag, receiver.Unprotect(buffer, length + profile.TagBytes()));
        }

        for (uint source = 0; source < SrtpContext.MaxSources; source++)
        {
            int length = sender.Protect(buffer, Packet(buffer, (ushort)(100 * source), 1, source));
            Assert.Equal(12 + Payload, receiver.Unprotect(buffer, length));
        }

        Assert.Equal(SrtpRefusal.TooManySources, sender.Protect(buffer, Packet(buffer, 1, 1, 99)));
        using SrtpContext more = Context(profile, portable);
        int last = more.Protect(buffer, Packet(buffer, 1, 1, 99));
        Assert.Equal(SrtpRefusal.TooManySources, receiver.Unprotect(buffer, last));
        last = sender.Protect(buffer, Packet(buffer, 701, 1, 7));
        Assert.Equal(12 + Payload, receiver.Unprotect(buffer, last));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void What_has_no_room_is_refused_untouched(SrtpProfile profile, bool portable)
    {
        using SrtpContext context = Context(profile, portable);
        byte[] buffer = new byte[12 + Payload + profile.TagBytes() - 1];
        int length = Packet(buffer, 1, 1);
        byte[] before = [.. buffer];
        Assert.Equal(SrtpRefusal.Malformed, context.Protect(buffer, length));
        Assert.Equal(SrtpRefusal.Malformed, context.Protect(buffer, buffer.Length + 1));
        Assert.Equal(SrtpRefusal.Malformed, context.Unprotect(buffer, buffer.Length + 1));
        Assert.Equal(SrtpRefusal.Malformed, context.ProtectRtcp(buffer, length));
        Assert.Equal(SrtpRefusal.Malformed, context.UnprotectRtcp(buffer, buffer.Length + 1));
        Assert.Equal(before, buffer);
    }

    [Theory]
    [InlineData(SrtpProfile.AesCm128HmacSha1Tag80)]
    [InlineData(SrtpProfile.AeadAes128Gcm)]
    public void A_packet_allocates_nothing(SrtpProfile profile)
    {
        using SrtpContext sender = Context(profile, portable: false);
        using SrtpContext receiver = Context(profile, portable: false);
        byte[] buffer = new byte[256];
        RoundTrips(0, 1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        RoundTrips(1000, 20_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void RoundTrips(int from, int count)
        {
            for (int i = from; i < from + count; i++)
            {
                int length = sender.Protect(buffer, Packet(buffer, (ushort)i, i));
                _ = receiver.Unprotect(buffer, length);
                buffer[20] ^= 1;
                _ = receiver.Unprotect(buffer, length);
                length = sender.ProtectRtcp(buffer, 60);
                _ = receiver.UnprotectRtcp(buffer, length);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Any_bytes_are_refused_and_the_stream_goes_on(SrtpProfile profile, bool portable)
    {
        using SrtpContext sender = Context(profile, portable);
        using SrtpContext receiver = Context(profile, portable);
        Random random = new(9);
        byte[] noise = new byte[1500];
        byte[] buffer = new byte[256];
        for (int i = 0; i < 100_000; i++)
        {
            int length = random.Next(random.Next(10) == 0 ? noise.Length : 220);
            Span<byte> datagram = noise.AsSpan(0, length);
            random.NextBytes(datagram);
            if (length > 12 && random.Next(3) > 0)
            {
                datagram[0] = (byte)(0x80 | (datagram[0] & (random.Next(2) == 0 ? 0x3F : 0)));
                BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], (ushort)(i / 100));
                BinaryPrimitives.WriteUInt32BigEndian(datagram[8..], Ssrc);
            }

            Assert.InRange((i & 1) == 0 ? receiver.Unprotect(datagram, length) : receiver.UnprotectRtcp(datagram, length), int.MinValue, -1);
            if (i % 100 == 0)
            {
                int good = sender.Protect(buffer, Packet(buffer, (ushort)(i / 100), i));
                Assert.Equal(12 + Payload, receiver.Unprotect(buffer, good));
            }
        }
    }

    [Fact]
    public void Profiles_have_the_lengths_of_their_rfcs_and_other_keys_are_refused()
    {
        Assert.Equal(14, SrtpProfile.AesCm128HmacSha1Tag80.SaltBytes());
        Assert.Equal(12, SrtpProfile.AeadAes128Gcm.SaltBytes());
        Assert.Throws<ArgumentException>(() => SrtpContext.Create(SrtpProfile.AeadAes128Gcm, new byte[16], new byte[14]));
        Assert.Throws<ArgumentException>(() => SrtpContext.Create(SrtpProfile.AesCm128HmacSha1Tag80, new byte[32], new byte[14]));
    }

    private static SrtpContext Context(SrtpProfile profile, bool portable) => SrtpContext.Create(
        profile,
        Enumerable.Range(1, SrtpProfiles.KeyBytes).Select(i => (byte)i).ToArray(),
        Enumerable.Range(101, profile.SaltBytes()).Select(i => (byte)i).ToArray(),
        portable);

    private static int Content(int number) => unchecked(number * (int)2654435761u);

    private static int Packet(Span<byte> buffer, ushort sequence, int number, uint ssrc = Ssrc)
    {
        RtpPacket.WriteHeader(buffer, marker: false, 0, sequence, (uint)number * 160, ssrc);
        for (int at = 0; at < Payload; at += 4)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer[(12 + at)..], Content(number));
        }

        return 12 + Payload;
    }

    private static byte[] Protected(SrtpContext sender, ushort sequence, int number)
    {
        byte[] buffer = new byte[12 + Payload + SrtpContext.RtpRoom];
        return buffer[..sender.Protect(buffer, Packet(buffer, sequence, number))];
    }
}
