using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace CallCenter.Media.WebRtc;

/// <summary>
/// A STUN message as far as connectivity checks need it (RFC 8489 5, RFC 8445 7): where its attributes lie in the datagram. Parsing never throws and
/// keeps nothing; what is not signed correctly is not to be answered.
/// </summary>
internal readonly record struct StunMessage
{
    internal const int HeaderBytes = 20;
    internal const ushort BindingRequest = 0x0001;
    internal const ushort BindingSuccess = 0x0101;
    internal const uint MagicCookie = 0x2112A442;

    internal const ushort Username = 0x0006;
    internal const ushort MessageIntegrity = 0x0008;
    internal const ushort XorMappedAddress = 0x0020;
    internal const ushort Priority = 0x0024;
    internal const ushort UseCandidate = 0x0025;
    internal const ushort Fingerprint = 0x8028;
    internal const ushort IceControlling = 0x802A;

    internal const int IntegrityBytes = 20;
    internal const uint FingerprintMask = 0x5354554E;

    private const int AttributeHeaderBytes = 4;

    internal ushort Type { get; private init; }

    internal int UsernameAt { get; private init; }

    internal int UsernameLength { get; private init; }

    internal int MappedAt { get; private init; }

    internal int MappedLength { get; private init; }

    /// <summary>The browser chose this pair (RFC 8445 8.1.1).</summary>
    internal bool IsNominating { get; private init; }

    private int IntegrityAt { get; init; }

    private int FingerprintAt { get; init; }

    /// <summary>First byte 0..3 (RFC 7983 7).</summary>
    internal static bool LooksLikeStun(ReadOnlySpan<byte> datagram) => datagram.Length >= HeaderBytes && datagram[0] <= 3;

    /// <summary>Checks the frame and finds the attributes. A fingerprint must be there and true (RFC 8489 14.7): it is the last attribute.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessage message)
    {
        message = default;
        if (!LooksLikeStun(datagram)
            || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != MagicCookie
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) != datagram.Length - HeaderBytes
            || (datagram.Length & 3) != 0)
        {
            return false;
        }

        StunMessage found = new() { Type = BinaryPrimitives.ReadUInt16BigEndian(datagram) };
        int at = HeaderBytes;
        while (at + AttributeHeaderBytes <= datagram.Length)
        {
            ushort type = BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
            int length = BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 2)..]);
            int value = at + AttributeHeaderBytes;
            if (value + length > datagram.Length)
            {
                return false;
            }

            // RFC 8489 14.5: behind the integrity only the fingerprint counts.
            if (type == Fingerprint && length == sizeof(uint) && value + length == datagram.Length)
            {
                found = found with { FingerprintAt = at };
            }
            else if (found.IntegrityAt == 0)
            {
                found = found.With(type, at, value, length);
            }

            at = value + ((length + 3) & ~3);
        }

        message = found;
        return at == datagram.Length && found.FingerprintAt > 0 && HasTrueFingerprint(datagram, found.FingerprintAt);
    }

    /// <summary>The message was signed with this password (RFC 8489 14.5). The length field is changed for the computation and put back.</summary>
    internal bool IsSignedWith(ReadOnlySpan<byte> password, Span<byte> datagram)
    {
        if (IntegrityAt == 0)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[IntegrityBytes];
        Sign(datagram, IntegrityAt, password, expected);
        return CryptographicOperations.FixedTimeEquals(expected, datagram.Slice(IntegrityAt + AttributeHeaderBytes, IntegrityBytes));
    }

    /// <summary>The signature of a message whose integrity attribute begins at the given place.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 8489 14.5 names HMAC-SHA1; browsers send no other")]
    internal static void Sign(Span<byte> datagram, int integrityAt, ReadOnlySpan<byte> password, Span<byte> signature)
    {
        ushort length = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], (ushort)(integrityAt + AttributeHeaderBytes + IntegrityBytes - HeaderBytes));
        HMACSHA1.HashData(password, datagram[..integrityAt], signature);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], length);
    }

    private static bool HasTrueFingerprint(ReadOnlySpan<byte> datagram, int at) =>
        BinaryPrimitives.ReadUInt32BigEndian(datagram[(at + AttributeHeaderBytes)..]) == (Crc32.Of(datagram[..at]) ^ FingerprintMask);

    private StunMessage With(ushort type, int at, int value, int length) => type switch
    {
        Username => this with { UsernameAt = value, UsernameLength = length },
        XorMappedAddress => this with { MappedAt = value, MappedLength = length },
        UseCandidate => this with { IsNominating = true },
        MessageIntegrity when length == IntegrityBytes => this with { IntegrityAt = at },
        _ => this,
    };
}
