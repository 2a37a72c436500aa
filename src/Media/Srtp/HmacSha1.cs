using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CallCenter.Media.Srtp;

/// <summary>HMAC-SHA1 (RFC 2104) with both key blocks hashed once: 40 bytes for each key, two blocks less for each packet.</summary>
internal struct HmacSha1
{
    private const int DigestBytes = 20;

    private Sha1 _inner;
    private Sha1 _outer;

    /// <param name="key">At most 64 bytes.</param>
    internal HmacSha1(ReadOnlySpan<byte> key)
    {
        Span<byte> block = stackalloc byte[Sha1.BlockBytes];
        _inner = Keyed(key, 0x36, block);
        _outer = Keyed(key, 0x5C, block);
        block.Clear();
    }

    /// <summary>The first 80 bits of the tag: 64 and 16, most significant first.</summary>
    [MethodImpl(HotPath.Options)]
    [SkipLocalsInit]
    internal readonly (ulong High, ushort Low) Compute(ReadOnlySpan<byte> data)
    {
        Sha1 hash = _inner;
        int at = 0;
        for (; data.Length - at >= Sha1.BlockBytes; at += Sha1.BlockBytes)
        {
            hash.Compress(ref Unsafe.Add(ref MemoryMarshal.GetReference(data), at));
        }

        // The rest, a one bit, zeros, and the length in bits with the key block counted.
        Span<byte> block = stackalloc byte[Sha1.BlockBytes];
        int rest = data.Length - at;
        data[at..].CopyTo(block);
        block[rest] = 0x80;
        block[(rest + 1)..].Clear();
        if (rest + 1 > Sha1.BlockBytes - sizeof(ulong))
        {
            hash.Compress(ref MemoryMarshal.GetReference(block));
            block.Clear();
        }

        BinaryPrimitives.WriteUInt64BigEndian(block[^sizeof(ulong)..], (ulong)(Sha1.BlockBytes + data.Length) * 8);
        hash.Compress(ref MemoryMarshal.GetReference(block));

        BinaryPrimitives.WriteUInt32BigEndian(block, hash.A);
        BinaryPrimitives.WriteUInt32BigEndian(block[4..], hash.B);
        BinaryPrimitives.WriteUInt32BigEndian(block[8..], hash.C);
        BinaryPrimitives.WriteUInt32BigEndian(block[12..], hash.D);
        BinaryPrimitives.WriteUInt32BigEndian(block[16..], hash.E);
        block[DigestBytes] = 0x80;
        block[(DigestBytes + 1)..].Clear();
        BinaryPrimitives.WriteUInt64BigEndian(block[^sizeof(ulong)..], (Sha1.BlockBytes + DigestBytes) * 8);
        hash = _outer;
        hash.Compress(ref MemoryMarshal.GetReference(block));
        return (((ulong)hash.A << 32) | hash.B, (ushort)(hash.C >> 16));
    }

    private static Sha1 Keyed(ReadOnlySpan<byte> key, byte pad, Span<byte> block)
    {
        block.Fill(pad);
        for (int i = 0; i < key.Length; i++)
        {
            block[i] ^= key[i];
        }

        Sha1 hash = Sha1.Start;
        hash.Compress(ref MemoryMarshal.GetReference(block));
        return hash;
    }
}
