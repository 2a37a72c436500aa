using System.Buffers.Binary;
using CallCenter.Media.Native;

namespace CallCenter.Media.Rtp;

/// <summary>Sender and receiver reports of one leg (RFC 3550 6.4): writes ours, reads theirs for loss and round trip. Owned by the leg's worker.</summary>
internal sealed class RtcpSession
{
    private const int SenderReport = 200;
    private const int ReceiverReport = 201;
    private const int SourceDescription = 202;
    private const int Bye = 203;
    private const int ReportBlockBytes = 24;
    private const ulong NtpEpochToUnix = 2_208_988_800;

    // Our NTP clock is the wall clock at start carried on by the monotonic one, so that a clock jump does not become a round trip.
    private readonly long _unixNanosecondsAtZero;

    private uint _lastSenderReport;
    private long _lastSenderReportAt;
    private double _roundTripMs = -1;
    private double _remoteLossPercent = -1;

    internal RtcpSession(DateTimeOffset utcNow, long monotonicNow) =>
        _unixNanosecondsAtZero = ((utcNow - DateTimeOffset.UnixEpoch).Ticks * 100) - monotonicNow;

    internal double? RoundTripMs => Known(ref _roundTripMs);

    internal double? RemoteLossPercent => Known(ref _remoteLossPercent);

    /// <summary>The far end has said goodbye (it may still come back with a new source).</summary>
    internal bool ByeReceived { get; private set; }

    /// <summary>Writes a compound packet: SR (or RR when nothing was sent) with one report block, then SDES with the CNAME.</summary>
    /// <returns>Bytes written.</returns>
    internal int Write(Span<byte> buffer, in RtcpSendState sent, RtpSource source, long now)
    {
        int at = 8;
        bool sender = sent.Packets > 0;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], sent.Ssrc);
        if (sender)
        {
            ulong ntp = Ntp(now);
            BinaryPrimitives.WriteUInt64BigEndian(buffer[8..], ntp);
            BinaryPrimitives.WriteUInt32BigEndian(buffer[16..], sent.TimestampNow);
            BinaryPrimitives.WriteUInt32BigEndian(buffer[20..], (uint)sent.Packets);
            BinaryPrimitives.WriteUInt32BigEndian(buffer[24..], (uint)sent.Octets);
            at = 28;
        }

        int blocks = source.HasSource ? 1 : 0;
        if (blocks == 1)
        {
            WriteBlock(buffer[at..], source, now);
            at += ReportBlockBytes;
        }

        buffer[0] = (byte)(0x80 | blocks);
        buffer[1] = (byte)(sender ? SenderReport : ReceiverReport);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], (ushort)((at / 4) - 1));
        return at + WriteSourceDescription(buffer[at..], sent.Ssrc);
    }

    /// <summary>Writes a BYE after a report; returns its 8 bytes.</summary>
    internal static int WriteBye(Span<byte> buffer, uint ssrc)
    {
        buffer[0] = 0x81;
        buffer[1] = Bye;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], 1);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], ssrc);
        return 8;
    }

    /// <summary>The far end is another one from now on.</summary>
    internal void Forget()
    {
        _lastSenderReport = 0;
        _lastSenderReportAt = 0;
        ByeReceived = false;
    }

    /// <summary>Reads a compound packet; false when it is malformed. What was well-formed before the fault counts.</summary>
    internal bool TryRead(ReadOnlySpan<byte> compound, uint ourSsrc, long now)
    {
        if (compound.Length < 8)
        {
            return false;
        }

        while (compound.Length >= 4)
        {
            int length = (BinaryPrimitives.ReadUInt16BigEndian(compound[2..]) + 1) * 4;
            if (compound[0] >> 6 != 2 || length > compound.Length)
            {
                return false;
            }

            ReadOnlySpan<byte> packet = compound[..length];
            int count = packet[0] & 0x1F;
            switch (packet[1])
            {
                case SenderReport when length >= 28 + (count * ReportBlockBytes):
                    _lastSenderReport = BinaryPrimitives.ReadUInt32BigEndian(packet[10..]); // middle 32 bits of the NTP time
                    _lastSenderReportAt = now;
                    ReadBlocks(packet[28..], count, ourSsrc, now);
                    break;
                case ReceiverReport when length >= 8 + (count * ReportBlockBytes):
                    ReadBlocks(packet[8..], count, ourSsrc, now);
                    break;
                case SenderReport or ReceiverReport:
                    return false;
                case Bye:
                    ByeReceived = true;
                    break;
            }

            compound = compound[length..];
        }

        return compound.IsEmpty;
    }

    private static double? Known(ref double field)
    {
        double value = Volatile.Read(ref field);
        return value < 0 ? null : value;
    }

    private static int WriteSourceDescription(Span<byte> buffer, uint ssrc)
    {
        // One chunk: SSRC, CNAME of 8 hex digits (no address leaks), end; 4 + 4 + 2 + 8 + 2 bytes.
        buffer[..20].Clear();
        buffer[0] = 0x81;
        buffer[1] = SourceDescription;
        buffer[3] = 4;
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], ssrc);
        buffer[8] = 1;
        buffer[9] = 8;
        _ = ssrc.TryFormat(buffer[10..18], out _, "x8", System.Globalization.CultureInfo.InvariantCulture);
        return 20;
    }

    private void WriteBlock(Span<byte> block, RtpSource source, long now)
    {
        BinaryPrimitives.WriteUInt32BigEndian(block, source.Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(block[4..], (uint)Math.Min(source.Lost, 0x7FFFFF));
        block[4] = source.TakeFractionLost();
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], source.ExtendedSequence);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], (uint)source.JitterSamples);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], _lastSenderReport);
        long delay = _lastSenderReport == 0 ? 0 : (now - _lastSenderReportAt) * 65536 / MonotonicClock.Second;
        BinaryPrimitives.WriteUInt32BigEndian(block[20..], (uint)delay);
    }

    private void ReadBlocks(ReadOnlySpan<byte> blocks, int count, uint ourSsrc, long now)
    {
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> block = blocks.Slice(i * ReportBlockBytes, ReportBlockBytes);
            if (BinaryPrimitives.ReadUInt32BigEndian(block) != ourSsrc)
            {
                continue;
            }

            Volatile.Write(ref _remoteLossPercent, block[4] * 100.0 / 256);
            uint lastReport = BinaryPrimitives.ReadUInt32BigEndian(block[16..]);
            uint delay = BinaryPrimitives.ReadUInt32BigEndian(block[20..]);
            int roundTrip = (int)((uint)(Ntp(now) >> 16) - lastReport - delay);
            if (lastReport != 0 && roundTrip is >= 0 and < 10 * 65536)
            {
                Volatile.Write(ref _roundTripMs, roundTrip * 1000.0 / 65536);
            }
        }
    }

    private ulong Ntp(long monotonic)
    {
        long unix = _unixNanosecondsAtZero + monotonic;
        ulong seconds = (ulong)(unix / MonotonicClock.Second) + NtpEpochToUnix;
        ulong fraction = ((ulong)(unix % MonotonicClock.Second) << 32) / (ulong)MonotonicClock.Second;
        return (seconds << 32) | fraction;
    }
}

/// <summary>What a sender report says about our own stream.</summary>
internal readonly record struct RtcpSendState(uint Ssrc, uint TimestampNow, long Packets, long Octets);
