using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace CallCenter.Media.Srtp;

/// <summary>AEAD_AES_128_GCM (RFC 7714). With the processor's instructions it is made of our own parts, which keep 272 bytes for a key.</summary>
internal sealed class GcmCipher : SrtpCipher
{
    private const int Tag = 16;
    private const int NonceBytes = 12;
    private const int RtcpAssociatedBytes = RtcpHeaderBytes + RtcpWordBytes;

    private AesCounter _aes;
    private Ghash _ghash;
    private readonly Vector128<byte> _salt;
    private readonly AesGcm? _portable;

    /// <param name="key">16 bytes.</param>
    /// <param name="salt">12 bytes.</param>
    /// <param name="portable">With the platform's GCM, even where there are the instructions for ours.</param>
    internal GcmCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, bool portable)
    {
        Span<byte> padded = stackalloc byte[AesCounter.BlockBytes];
        padded.Clear();
        salt.CopyTo(padded);
        _salt = Vector128.Create(padded);
        if (portable || !AesCounter.IsAccelerated || !Ghash.IsAccelerated)
        {
            _portable = new AesGcm(key, Tag);
        }
        else
        {
            _aes = new AesCounter(key, portable: false);
            _ghash = new Ghash(_aes.Encrypt(Vector128<byte>.Zero));
        }
    }

    internal override int TagBytes => Tag;

    internal override int RtcpWordAt(int length) => length + Tag;

    [MethodImpl(HotPath.Options)]
    internal override void Seal(Span<byte> packet, int header, int length, uint ssrc, ulong index) =>
        Encrypt(packet[..header], packet[header..length], Counter(ssrc, index)).CopyTo(packet.Slice(length, Tag));

    [MethodImpl(HotPath.Options)]
    internal override bool Open(Span<byte> packet, int header, int length, uint ssrc, ulong index) =>
        Decrypt(packet[..header], packet[header..length], Counter(ssrc, index), Vector128.Create<byte>(packet.Slice(length, Tag)));

    internal override void SealRtcp(Span<byte> packet, int length, uint ssrc, uint word)
    {
        Span<byte> associated = stackalloc byte[RtcpAssociatedBytes];
        Associate(packet, word, associated);
        Encrypt(associated, packet[RtcpHeaderBytes..length], Counter(ssrc, word & ~Encrypted)).CopyTo(packet.Slice(length, Tag));
        BinaryPrimitives.WriteUInt32BigEndian(packet[(length + Tag)..], word);
    }

    internal override bool OpenRtcp(Span<byte> packet, int length, uint ssrc, uint word)
    {
        Vector128<byte> tag = Vector128.Create<byte>(packet.Slice(length, Tag));
        Vector128<byte> counter = Counter(ssrc, word & ~Encrypted);
        if ((word & Encrypted) == 0)
        {
            // RFC 7714 9.3: the whole packet and the word are associated data; the word takes the tag's place for it.
            BinaryPrimitives.WriteUInt32BigEndian(packet[length..], word);
            return Decrypt(packet[..(length + RtcpWordBytes)], [], counter, tag);
        }

        Span<byte> associated = stackalloc byte[RtcpAssociatedBytes];
        Associate(packet, word, associated);
        return Decrypt(associated, packet[RtcpHeaderBytes..length], counter, tag);
    }

    public override void Dispose()
    {
        _aes.Clear();
        _ghash = default;
        _portable?.Dispose();
    }

    private static void Associate(ReadOnlySpan<byte> packet, uint word, Span<byte> associated)
    {
        packet[..RtcpHeaderBytes].CopyTo(associated);
        BinaryPrimitives.WriteUInt32BigEndian(associated[RtcpHeaderBytes..], word);
    }

    // RFC 7714 8.1, 9.1: two zero bytes, the source, the index (48 bits, or 31 bits behind two zero bytes), combined with the salt; then block 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector128<byte> Counter(uint ssrc, ulong index) => AesCounter.Counter(((ulong)ssrc << 16) | (index >> 32), (index << 32) | 1, _salt);

    // Data begins with the block after the one that hides the tag.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Next(Vector128<byte> counter) => counter ^ Vector128.Create(0, 0, 0, (1u ^ 2u) << 24).AsByte();

    [MethodImpl(HotPath.Options)]
    private Vector128<byte> Encrypt(ReadOnlySpan<byte> associated, Span<byte> data, Vector128<byte> counter)
    {
        if (_portable is not null)
        {
            return EncryptPortably(associated, data, counter);
        }

        _aes.Xor(Next(counter), data);
        return _ghash.Compute(associated, data) ^ _aes.Encrypt(counter);
    }

    [MethodImpl(HotPath.Options)]
    private bool Decrypt(ReadOnlySpan<byte> associated, Span<byte> data, Vector128<byte> counter, Vector128<byte> tag)
    {
        if (_portable is not null)
        {
            // Its own decryption throws for a wrong tag. Encrypting turns ciphertext into plaintext just as well, and once more gives back the
            // ciphertext with the tag it should have.
            _ = EncryptPortably(associated, data, counter);
            if (EncryptPortably(associated, data, counter) != tag)
            {
                return false;
            }

            _ = EncryptPortably(associated, data, counter);
            return true;
        }

        if ((_ghash.Compute(associated, data) ^ _aes.Encrypt(counter)) != tag)
        {
            return false;
        }

        _aes.Xor(Next(counter), data);
        return true;
    }

    private Vector128<byte> EncryptPortably(ReadOnlySpan<byte> associated, Span<byte> data, Vector128<byte> counter)
    {
        Span<byte> block = stackalloc byte[AesCounter.BlockBytes];
        Span<byte> tag = stackalloc byte[Tag];
        counter.CopyTo(block);
        _portable!.Encrypt(block[..NonceBytes], data, data, tag, associated);
        return Vector128.Create<byte>(tag);
    }
}
