using System.Buffers.Binary;
using CallCenter.Media.Rtp;

namespace CallCenter.Bench.Browsers;

/// <summary>The 20 ms of audio everybody sends: marked, and stamped with the tick it left at, so that whoever gets it can tell whether it counts.</summary>
internal static class Frame
{
    internal const int Samples = 160;
    internal const int Bytes = RtpPacket.HeaderBytes + Samples;

    private const byte Mark = 0x55;

    internal static void Write(Span<byte> packet, ushort sequence, uint timestamp, uint ssrc, long tick)
    {
        RtpPacket.WriteHeader(packet, marker: false, payloadType: 0, sequence, timestamp, ssrc);
        packet[RtpPacket.HeaderBytes..Bytes].Fill(Mark);
        BinaryPrimitives.WriteInt64LittleEndian(packet[RtpPacket.HeaderBytes..], tick);
    }

    /// <summary>The tick of a frame somebody of us sent; false for silence and prompts of the server.</summary>
    internal static bool TryReadTick(ReadOnlySpan<byte> packet, out long tick)
    {
        bool ours = packet.Length == Bytes && packet[^1] == Mark && packet[^2] == Mark;
        tick = ours ? BinaryPrimitives.ReadInt64LittleEndian(packet[RtpPacket.HeaderBytes..]) : 0;
        return ours;
    }
}
