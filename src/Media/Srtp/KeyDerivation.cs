using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CallCenter.Media.Srtp;

/// <summary>Session keys from master keys (RFC 3711 4.3, key derivation rate 0).</summary>
internal static class KeyDerivation
{
    internal const int AuthBytes = 20;

    private const int MasterSaltBytes = 14;
    private const int LabelAt = 7;
    private const int BlockBytes = 16;

    /// <summary>What a derived key is for (RFC 3711 4.3.1, 4.3.2).</summary>
    internal enum Label : byte
    {
        RtpEncryption,
        RtpAuthentication,
        RtpSalt,
        RtcpEncryption,
        RtcpAuthentication,
        RtcpSalt,
    }

    /// <summary>Fills <paramref name="key"/> from AES in counter mode under the master key; a salt of 12 bytes counts as followed by zeros (RFC 7714 11).</summary>
    internal static void Derive(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, Label label, Span<byte> key)
    {
        using Aes aes = Aes.Create();
        aes.SetKey(masterKey);
        Span<byte> counter = stackalloc byte[BlockBytes];
        Span<byte> stream = stackalloc byte[BlockBytes];
        counter.Clear();
        masterSalt.CopyTo(counter);
        counter[LabelAt] ^= (byte)label;
        for (ushort block = 0; key.Length > 0; block++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(counter[MasterSaltBytes..], block);
            aes.EncryptEcb(counter, stream, PaddingMode.None);
            int bytes = Math.Min(key.Length, BlockBytes);
            stream[..bytes].CopyTo(key);
            key = key[bytes..];
        }

        CryptographicOperations.ZeroMemory(stream);
    }
}
