using System.Buffers.Binary;
using CallCenter.Media.Native;

namespace CallCenter.Media.WebRtc;

/// <summary>Writes STUN messages into a buffer; padding is zero, the length field always true.</summary>
internal ref struct StunWriter
{
    private readonly Span<byte> _buffer;

    internal StunWriter(Span<byte> buffer, ushort type, ReadOnlySpan<byte> transaction)
    {
        _buffer = buffer;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, type);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], StunMessage.MagicCookie);
        transaction.CopyTo(buffer[8..]);
        Length = StunMessage.HeaderBytes;
    }

    /// <summary>Bytes written so far.</summary>
    internal int Length { get; private set; }

    /// <summary>The answer to a connectivity check (RFC 8445 7.3): its source, signed with our password.</summary>
    internal static int WriteSuccess(Span<byte> buffer, ReadOnlySpan<byte> request, in NativeEndPoint source, ReadOnlySpan<byte> password)
    {
        StunWriter writer = new(buffer, StunMessage.BindingSuccess, request.Slice(8, 12));
        writer.AddMappedAddress(source);
        writer.AddIntegrity(password);
        writer.AddFingerprint();
        return writer.Length;
    }

    internal void Add(ushort type, ReadOnlySpan<byte> value)
    {
        Span<byte> place = Reserve(type, value.Length);
        value.CopyTo(place);
    }

    internal void AddIntegrity(ReadOnlySpan<byte> password)
    {
        int at = Length;
        Span<byte> place = Reserve(StunMessage.MessageIntegrity, StunMessage.IntegrityBytes);
        StunMessage.Sign(_buffer[..Length], at, password, place);
    }

    internal void AddFingerprint()
    {
        int at = Length;
        Span<byte> place = Reserve(StunMessage.Fingerprint, sizeof(uint));
        BinaryPrimitives.WriteUInt32BigEndian(place, Crc32.Of(_buffer[..at]) ^ StunMessage.FingerprintMask);
    }

    // RFC 8489 14.2: port and address are hidden from meddling translators by the cookie and the transaction.
    private void AddMappedAddress(in NativeEndPoint source)
    {
        ReadOnlySpan<byte> address = source.AddressBytes(stackalloc byte[16]);
        Span<byte> place = Reserve(StunMessage.XorMappedAddress, 4 + address.Length);
        place[0] = 0;
        place[1] = (byte)(address.Length == 4 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(place[2..], (ushort)(source.Port ^ (int)(StunMessage.MagicCookie >> 16)));
        for (int i = 0; i < address.Length; i++)
        {
            place[4 + i] = (byte)(address[i] ^ _buffer[4 + i]);
        }
    }

    private Span<byte> Reserve(ushort type, int length)
    {
        int padded = (length + 3) & ~3;
        Span<byte> attribute = _buffer.Slice(Length, 4 + padded);
        BinaryPrimitives.WriteUInt16BigEndian(attribute, type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)length);
        attribute[4..].Clear();
        Length += 4 + padded;
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(Length - StunMessage.HeaderBytes));
        return attribute.Slice(4, length);
    }
}
