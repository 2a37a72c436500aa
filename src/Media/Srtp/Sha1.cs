using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CallCenter.Media.Srtp;

/// <summary>The five words of a SHA-1 under way (FIPS 180-4 6.1): 20 bytes, where a library's context is several hundred.</summary>
internal struct Sha1
{
    internal const int BlockBytes = 64;

    private const int Rounds = 80;
    private const int LaneBytes = 16;

    internal uint A;
    internal uint B;
    internal uint C;
    internal uint D;
    internal uint E;

    internal static Sha1 Start => new() { A = 0x67452301, B = 0xEFCDAB89, C = 0x98BADCFE, D = 0x10325476, E = 0xC3D2E1F0 };

    /// <summary>Takes in one block of 64 bytes.</summary>
    [MethodImpl(HotPath.Options)]
    [SkipLocalsInit]
    internal unsafe void Compress(ref byte block)
    {
        uint* words = stackalloc uint[Rounds];
        if (Ssse3.IsSupported)
        {
            Schedule(ref block, words);
        }
        else
        {
            PortableSchedule(ref block, words);
        }

        Mix(words);
    }

    // The 80 words with their round constants, four at a time.
    [MethodImpl(HotPath.Options)]
    private static unsafe void Schedule(ref byte block, uint* words)
    {
        Vector128<uint> constant = Vector128.Create(0x5A827999u);
        Vector128<uint> v0 = Load(ref block, 0);
        Vector128<uint> v1 = Load(ref block, 1);
        Vector128<uint> v2 = Load(ref block, 2);
        Vector128<uint> v3 = Load(ref block, 3);
        (v0 + constant).Store(words);
        (v1 + constant).Store(words + 4);
        (v2 + constant).Store(words + 8);
        (v3 + constant).Store(words + 12);
        Vector128<uint> v4 = Early(v0, v1, v2, v3);
        Vector128<uint> v5 = Early(v1, v2, v3, v4);
        Vector128<uint> v6 = Early(v2, v3, v4, v5);
        Vector128<uint> v7 = Early(v3, v4, v5, v6);
        (v4 + constant).Store(words + 16);
        constant = Vector128.Create(0x6ED9EBA1u);
        (v5 + constant).Store(words + 20);
        (v6 + constant).Store(words + 24);
        (v7 + constant).Store(words + 28);
        v0 = Late(v0, v1, v4, v6, v7);
        v1 = Late(v1, v2, v5, v7, v0);
        v2 = Late(v2, v3, v6, v0, v1);
        v3 = Late(v3, v4, v7, v1, v2);
        v4 = Late(v4, v5, v0, v2, v3);
        v5 = Late(v5, v6, v1, v3, v4);
        v6 = Late(v6, v7, v2, v4, v5);
        v7 = Late(v7, v0, v3, v5, v6);
        (v0 + constant).Store(words + 32);
        (v1 + constant).Store(words + 36);
        constant = Vector128.Create(0x8F1BBCDCu);
        (v2 + constant).Store(words + 40);
        (v3 + constant).Store(words + 44);
        (v4 + constant).Store(words + 48);
        (v5 + constant).Store(words + 52);
        (v6 + constant).Store(words + 56);
        constant = Vector128.Create(0xCA62C1D6u);
        (v7 + constant).Store(words + 60);
        v0 = Late(v0, v1, v4, v6, v7);
        v1 = Late(v1, v2, v5, v7, v0);
        v2 = Late(v2, v3, v6, v0, v1);
        v3 = Late(v3, v4, v7, v1, v2);
        (v0 + constant).Store(words + 64);
        (v1 + constant).Store(words + 68);
        (v2 + constant).Store(words + 72);
        (v3 + constant).Store(words + 76);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Load(ref byte block, nuint lane) =>
        Ssse3.Shuffle(Vector128.LoadUnsafe(ref block, lane * LaneBytes), Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12)).AsUInt32();

    // W[t] = rotl(W[t-3] ^ W[t-8] ^ W[t-14] ^ W[t-16], 1); the fourth word needs the first of the same four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Early(Vector128<uint> back16, Vector128<uint> back12, Vector128<uint> back8, Vector128<uint> back4)
    {
        Vector128<uint> sum = back16 ^ back8 ^ Ssse3.AlignRight(back12.AsByte(), back16.AsByte(), 8).AsUInt32() ^ Sse2.ShiftRightLogical128BitLane(back4, 4);
        Vector128<uint> first = Sse2.ShiftLeftLogical128BitLane(sum, 12);
        return RotateLeft(sum, 1) ^ RotateLeft(first, 2);
    }

    // The same two steps further back: W[t] = rotl(W[t-6] ^ W[t-16] ^ W[t-28] ^ W[t-32], 2), without a word of the same four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Late(Vector128<uint> back32, Vector128<uint> back28, Vector128<uint> back16, Vector128<uint> back8, Vector128<uint> back4) =>
        RotateLeft(back32 ^ back28 ^ back16 ^ Ssse3.AlignRight(back4.AsByte(), back8.AsByte(), 8).AsUInt32(), 2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> RotateLeft(Vector128<uint> value, int bits) => (value << bits) | (value >>> (32 - bits));

    private static unsafe void PortableSchedule(ref byte block, uint* words)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpan(ref block, BlockBytes);
        for (int t = 0; t < 16; t++)
        {
            words[t] = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes[(t * 4)..]);
        }

        for (int t = 16; t < Rounds; t++)
        {
            words[t] = BitOperations.RotateLeft(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
        }

        for (int t = 0; t < Rounds; t++)
        {
            words[t] += t < 20 ? 0x5A827999 : t < 40 ? 0x6ED9EBA1 : t < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
        }
    }

    // Five rounds bring the five words back to their names, which spares the moves.
    [MethodImpl(HotPath.Options)]
    private unsafe void Mix(uint* words)
    {
        uint a = A;
        uint b = B;
        uint c = C;
        uint d = D;
        uint e = E;
        uint* end = words + 20;
        for (; words < end; words += 5)
        {
            e += BitOperations.RotateLeft(a, 5) + (d ^ (b & (c ^ d))) + words[0];
            b = BitOperations.RotateLeft(b, 30);
            d += BitOperations.RotateLeft(e, 5) + (c ^ (a & (b ^ c))) + words[1];
            a = BitOperations.RotateLeft(a, 30);
            c += BitOperations.RotateLeft(d, 5) + (b ^ (e & (a ^ b))) + words[2];
            e = BitOperations.RotateLeft(e, 30);
            b += BitOperations.RotateLeft(c, 5) + (a ^ (d & (e ^ a))) + words[3];
            d = BitOperations.RotateLeft(d, 30);
            a += BitOperations.RotateLeft(b, 5) + (e ^ (c & (d ^ e))) + words[4];
            c = BitOperations.RotateLeft(c, 30);
        }

        end += 20;
        for (; words < end; words += 5)
        {
            e += BitOperations.RotateLeft(a, 5) + (b ^ c ^ d) + words[0];
            b = BitOperations.RotateLeft(b, 30);
            d += BitOperations.RotateLeft(e, 5) + (a ^ b ^ c) + words[1];
            a = BitOperations.RotateLeft(a, 30);
            c += BitOperations.RotateLeft(d, 5) + (e ^ a ^ b) + words[2];
            e = BitOperations.RotateLeft(e, 30);
            b += BitOperations.RotateLeft(c, 5) + (d ^ e ^ a) + words[3];
            d = BitOperations.RotateLeft(d, 30);
            a += BitOperations.RotateLeft(b, 5) + (c ^ d ^ e) + words[4];
            c = BitOperations.RotateLeft(c, 30);
        }

        // Majority as a sum of two that share no bit: the halves are added as they are ready.
        end += 20;
        for (; words < end; words += 5)
        {
            e += BitOperations.RotateLeft(a, 5) + (c & d) + (b & (c ^ d)) + words[0];
            b = BitOperations.RotateLeft(b, 30);
            d += BitOperations.RotateLeft(e, 5) + (b & c) + (a & (b ^ c)) + words[1];
            a = BitOperations.RotateLeft(a, 30);
            c += BitOperations.RotateLeft(d, 5) + (a & b) + (e & (a ^ b)) + words[2];
            e = BitOperations.RotateLeft(e, 30);
            b += BitOperations.RotateLeft(c, 5) + (e & a) + (d & (e ^ a)) + words[3];
            d = BitOperations.RotateLeft(d, 30);
            a += BitOperations.RotateLeft(b, 5) + (d & e) + (c & (d ^ e)) + words[4];
            c = BitOperations.RotateLeft(c, 30);
        }

        end += 20;
        for (; words < end; words += 5)
        {
            e += BitOperations.RotateLeft(a, 5) + (b ^ c ^ d) + words[0];
            b = BitOperations.RotateLeft(b, 30);
            d += BitOperations.RotateLeft(e, 5) + (a ^ b ^ c) + words[1];
            a = BitOperations.RotateLeft(a, 30);
            c += BitOperations.RotateLeft(d, 5) + (e ^ a ^ b) + words[2];
            e = BitOperations.RotateLeft(e, 30);
            b += BitOperations.RotateLeft(c, 5) + (d ^ e ^ a) + words[3];
            d = BitOperations.RotateLeft(d, 30);
            a += BitOperations.RotateLeft(b, 5) + (c ^ d ^ e) + words[4];
            c = BitOperations.RotateLeft(c, 30);
        }

        A += a;
        B += b;
        C += c;
        D += d;
        E += e;
    }
}
