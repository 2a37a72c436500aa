using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CallCenter.Media.Rtp;

/// <summary>The fields of an RTP packet (RFC 3550 5.1) and where its payload lies in the datagram.</summary>
internal readonly record struct RtpPacket(
    bool Marker, byte PayloadType, ushort Sequence, uint Timestamp, uint Ssrc, int PayloadOffset, int PayloadLength)
{
    internal const int HeaderBytes = 12;

    /// <summary>Second byte 192..223 means RTCP on a shared port (RFC 5761 4).</summary>
    internal static bool LooksLikeRtcp(ReadOnlySpan<byte> datagram) => datagram.Length >= 2 && datagram[1] is >= 192 and <= 223;

    /// <summary>Checks version, CSRC count, extension and padding against the length. Never throws.</summary>
    [MethodImpl(HotPath.Options)]
    internal static bool TryParse(ReadOnlySpan<byte> datagram, out RtpPacket packet)
    {
        packet = default;
        if (datagram.Length < HeaderBytes || datagram[0] >> 6 != 2)
        {
            return false;
        }

        int offset = HeaderBytes + ((datagram[0] & 0x0F) * 4);
        if ((datagram[0] & 0x10) != 0)
        {
            if (offset + 4 > datagram.Length)
            {
                return false;
            }

            offset += 4 + (BinaryPrimitives.ReadUInt16BigEndian(datagram[(offset + 2)..]) * 4);
        }

        int length = datagram.Length - offset;
        if (length >= 0 && (datagram[0] & 0x20) != 0)
        {
            int padding = length > 0 ? datagram[^1] : 0;
            if (padding == 0)
            {
                return false;
            }

            length -= padding;
        }

        if (length <= 0)
        {
            return false;
        }

        packet = new RtpPacket(
            (datagram[1] & 0x80) != 0,
            (byte)(datagram[1] & 0x7F),
            BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]),
            offset,
            length);
        return true;
    }

    /// <summary>Writes the fixed header: version 2, no padding, no extension, no CSRC.</summary>
    internal static void WriteHeader(Span<byte> header, bool marker, int payloadType, ushort sequence, uint timestamp, uint ssrc)
    {
        header[0] = 0x80;
        header[1] = (byte)((marker ? 0x80 : 0) | (payloadType & 0x7F));
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(header[8..], ssrc);
    }
}
