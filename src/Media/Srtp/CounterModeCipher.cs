using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CallCenter.Media.Srtp;

/// <summary>AES-CM with an HMAC-SHA1 tag of 80 bits (RFC 3711 4.1.1, 4.2.1).</summary>
internal sealed class CounterModeCipher : SrtpCipher
{
    private const int Tag = 10;

    private AesCounter _aes;
    private readonly HmacSha1 _hmac;
    private readonly Vector128<byte> _salt;

    /// <param name="key">16 bytes.</param>
    /// <param name="salt">14 bytes.</param>
    /// <param name="authKey">20 bytes.</param>
    /// <param name="portable">Without the processor's AES instructions.</param>
    internal CounterModeCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> authKey, bool portable)
    {
        Span<byte> padded = stackalloc byte[AesCounter.BlockBytes];
        padded.Clear();
        salt.CopyTo(padded);
        _salt = Vector128.Create(padded);
        _aes = new AesCounter(key, portable);
        _hmac = new HmacSha1(authKey);
    }

    internal override int TagBytes => Tag;

    internal override int RtcpWordAt(int length) => length;

    [MethodImpl(HotPath.Options)]
    internal override void Seal(Span<byte> packet, int header, int length, uint ssrc, ulong index)
    {
        Crypt(packet[header..length], ssrc, index);

        // RFC 3711 4.2: the roll-over counter is authenticated behind the packet but not sent; the tag then takes its place.
        BinaryPrimitives.WriteUInt32BigEndian(packet[length..], (uint)(index >> 16));
        WriteTag(packet[length..], _hmac.Compute(packet[..(length + sizeof(uint))]));
    }

    [MethodImpl(HotPath.Options)]
    internal override bool Open(Span<byte> packet, int header, int length, uint ssrc, ulong index)
    {
        (ulong High, ushort Low) tag = ReadTag(packet[length..]);
        BinaryPrimitives.WriteUInt32BigEndian(packet[length..], (uint)(index >> 16));
        if (!Same(tag, _hmac.Compute(packet[..(length + sizeof(uint))])))
        {
            return false;
        }

        Crypt(packet[header..length], ssrc, index);
        return true;
    }

    internal override void SealRtcp(Span<byte> packet, int length, uint ssrc, uint word)
    {
        Crypt(packet[RtcpHeaderBytes..length], ssrc, word & ~Encrypted);
        BinaryPrimitives.WriteUInt32BigEndian(packet[length..], word);
        WriteTag(packet[(length + RtcpWordBytes)..], _hmac.Compute(packet[..(length + RtcpWordBytes)]));
    }

    internal override bool OpenRtcp(Span<byte> packet, int length, uint ssrc, uint word)
    {
        if (!Same(ReadTag(packet[(length + RtcpWordBytes)..]), _hmac.Compute(packet[..(length + RtcpWordBytes)])))
        {
            return false;
        }

        if ((word & Encrypted) != 0)
        {
            Crypt(packet[RtcpHeaderBytes..length], ssrc, word & ~Encrypted);
        }

        return true;
    }

    public override void Dispose() => _aes.Clear();

    // RFC 3711 4.1.1: the source stands at bit 64, the index at bit 16, both combined with the salt; the last 16 bits count blocks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Crypt(Span<byte> data, uint ssrc, ulong index) => _aes.Xor(AesCounter.Counter(ssrc, index << 16, _salt), data);

    private static (ulong High, ushort Low) ReadTag(ReadOnlySpan<byte> tag) =>
        (BinaryPrimitives.ReadUInt64BigEndian(tag), BinaryPrimitives.ReadUInt16BigEndian(tag[sizeof(ulong)..]));

    private static void WriteTag(Span<byte> room, (ulong High, ushort Low) tag)
    {
        BinaryPrimitives.WriteUInt64BigEndian(room, tag.High);
        BinaryPrimitives.WriteUInt16BigEndian(room[sizeof(ulong)..], tag.Low);
    }

    // In the same time wherever they differ.
    private static bool Same((ulong High, ushort Low) a, (ulong High, ushort Low) b) => ((a.High ^ b.High) | (uint)(a.Low ^ b.Low)) == 0;
}
