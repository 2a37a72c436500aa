using System.Buffers.Binary;
using System.Security.Cryptography;
using CallCenter.Media.Srtp;

namespace CallCenter.Bench.Srtp;

/// <summary>One direction of one stream.</summary>
internal interface IPacketCipher
{
    int Protect(Span<byte> buffer, int length);

    int Unprotect(Span<byte> buffer, int length);
}

internal sealed class OurCipher(SrtpProfile profile) : IPacketCipher
{
    private readonly SrtpContext _context = SrtpContext.Create(profile, new byte[16], new byte[profile.SaltBytes()]);

    public int Protect(Span<byte> buffer, int length) => _context.Protect(buffer, length);

    public int Unprotect(Span<byte> buffer, int length) => _context.Unprotect(buffer, length);
}

/// <summary>AES-CM and HMAC-SHA1 by the platform's classes: no roll-over counter, no window, only the work on the bytes.</summary>
internal sealed class PlatformCipher : IPacketCipher
{
    private const int Header = 12;
    private const int Tag = 10;

    private readonly Aes _aes = Aes.Create();
#pragma warning disable CA5350 // what RFC 3711 prescribes
    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, new byte[20]);
#pragma warning restore CA5350

    internal PlatformCipher() => _aes.Key = new byte[16];

    public int Protect(Span<byte> buffer, int length)
    {
        Crypt(buffer[Header..length]);
        Span<byte> tag = stackalloc byte[20];
        Authenticate(buffer[..length], tag);
        tag[..Tag].CopyTo(buffer[length..]);
        return length + Tag;
    }

    public int Unprotect(Span<byte> buffer, int length)
    {
        Span<byte> tag = stackalloc byte[20];
        int body = length - Tag;
        Authenticate(buffer[..body], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag[..Tag], buffer[body..length]))
        {
            return -1;
        }

        Crypt(buffer[Header..body]);
        return body;
    }

    private void Authenticate(ReadOnlySpan<byte> packet, Span<byte> tag)
    {
        Span<byte> rollOver = stackalloc byte[4];
        rollOver.Clear();
        _hmac.AppendData(packet);
        _hmac.AppendData(rollOver);
        _hmac.GetHashAndReset(tag);
    }

    private void Crypt(Span<byte> data)
    {
        Span<byte> counters = stackalloc byte[176];
        counters.Clear();
        int bytes = (data.Length + 15) / 16 * 16;
        for (int at = 0; at < bytes; at += 16)
        {
            BinaryPrimitives.WriteUInt16BigEndian(counters[(at + 14)..], (ushort)(at / 16));
        }

        _aes.EncryptEcb(counters[..bytes], counters, PaddingMode.None);
        for (int i = 0; i < data.Length; i++)
        {
            data[i] ^= counters[i];
        }
    }
}

internal sealed class PlatformGcm : IPacketCipher
{
    private const int Header = 12;
    private const int Tag = 16;

    private readonly AesGcm _gcm = new(new byte[16], Tag);

    public int Protect(Span<byte> buffer, int length)
    {
        Span<byte> nonce = stackalloc byte[12];
        buffer[..12].CopyTo(nonce);
        _gcm.Encrypt(nonce, buffer[Header..length], buffer[Header..length], buffer.Slice(length, Tag), buffer[..Header]);
        return length + Tag;
    }

    public int Unprotect(Span<byte> buffer, int length)
    {
        Span<byte> nonce = stackalloc byte[12];
        buffer[..12].CopyTo(nonce);
        int body = length - Tag;
        _gcm.Decrypt(nonce, buffer[Header..body], buffer.Slice(body, Tag), buffer[Header..body], buffer[..Header]);
        return body;
    }
}
