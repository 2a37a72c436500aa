using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using AesInstructions = System.Runtime.Intrinsics.X86.Aes;

namespace CallCenter.Media.Srtp;

/// <summary>
/// AES-128 in counter mode with the round keys inline: a thousand keys are a thousand times 176 bytes, not a thousand library contexts spread over
/// the heap. Without the processor's AES instructions the platform's AES makes the key stream.
/// </summary>
internal struct AesCounter
{
    internal const int BlockBytes = 16;

    private const int Rounds = 10;
    private const int Wide = 8 * BlockBytes;
    private const int Narrow = 4 * BlockBytes;

    private RoundKeys _keys;
    private readonly PortableAes? _portable;

    /// <param name="key">16 bytes.</param>
    /// <param name="portable">Without the processor's AES instructions, even where there are some.</param>
    internal AesCounter(ReadOnlySpan<byte> key, bool portable)
    {
        if (portable || !IsAccelerated)
        {
            _portable = new PortableAes(key);
        }
        else
        {
            Expand(key);
        }
    }

    internal static bool IsAccelerated => AesInstructions.IsSupported && Ssse3.IsSupported;

    // The counter is the last four bytes, most significant first; arithmetic wants them the other way round.
    private static Vector128<byte> SwapCounter => Vector128.Create((byte)0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 14, 13, 12);

    /// <summary>The first block of a key stream: 128 bits, most significant first, combined with the salt.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Counter(ulong high, ulong low, Vector128<byte> salt) =>
        Vector128.Create(BinaryPrimitives.ReverseEndianness(high), BinaryPrimitives.ReverseEndianness(low)).AsByte() ^ salt;

    /// <summary>One block encrypted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector128<byte> Encrypt(Vector128<byte> block)
    {
        if (_portable is not null)
        {
            return _portable.Encrypt(block);
        }

        ref Vector128<byte> key = ref Unsafe.As<RoundKeys, Vector128<byte>>(ref _keys);
        block ^= key;
        for (int round = 1; round < Rounds; round++)
        {
            block = AesInstructions.Encrypt(block, Unsafe.Add(ref key, round));
        }

        return AesInstructions.EncryptLast(block, Unsafe.Add(ref key, Rounds));
    }

    /// <summary>Combines the data with the key stream that begins with <paramref name="counter"/> encrypted; encrypts and decrypts.</summary>
    [MethodImpl(HotPath.Options)]
    internal void Xor(Vector128<byte> counter, Span<byte> data)
    {
        if (_portable is not null)
        {
            _portable.Xor(counter, data);
            return;
        }

        ref Vector128<byte> key = ref Unsafe.As<RoundKeys, Vector128<byte>>(ref _keys);
        Vector128<uint> next = Ssse3.Shuffle(counter, SwapCounter).AsUInt32();
        int at = 0;
        for (; data.Length - at >= Wide; at += Wide)
        {
            XorEight(ref key, next, ref Unsafe.Add(ref MemoryMarshal.GetReference(data), at));
            next += Vector128.Create(0u, 0, 0, 8);
        }

        for (; data.Length - at >= Narrow; at += Narrow)
        {
            XorFour(ref key, next, ref Unsafe.Add(ref MemoryMarshal.GetReference(data), at));
            next += Vector128.Create(0u, 0, 0, 4);
        }

        if (at < data.Length)
        {
            // Less than four blocks: through a copy, so that nothing behind the data is touched.
            Span<byte> rest = stackalloc byte[Narrow];
            data[at..].CopyTo(rest);
            XorFour(ref key, next, ref MemoryMarshal.GetReference(rest));
            rest[..(data.Length - at)].CopyTo(data[at..]);
        }
    }

    /// <summary>Forgets the key.</summary>
    internal void Clear()
    {
        _portable?.Dispose();
        _keys = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Block(Vector128<uint> next, uint offset) =>
        Ssse3.Shuffle((next + Vector128.Create(0u, 0, 0, offset)).AsByte(), SwapCounter);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void XorBlock(ref byte data, nuint block, Vector128<byte> stream) =>
        (Vector128.LoadUnsafe(ref data, block * BlockBytes) ^ stream).StoreUnsafe(ref data, block * BlockBytes);

    // Eight blocks at a time hide the latency of the instruction.
    [MethodImpl(HotPath.Options)]
    private static void XorEight(ref Vector128<byte> key, Vector128<uint> next, ref byte data)
    {
        Vector128<byte> k = key;
        Vector128<byte> b0 = Block(next, 0) ^ k;
        Vector128<byte> b1 = Block(next, 1) ^ k;
        Vector128<byte> b2 = Block(next, 2) ^ k;
        Vector128<byte> b3 = Block(next, 3) ^ k;
        Vector128<byte> b4 = Block(next, 4) ^ k;
        Vector128<byte> b5 = Block(next, 5) ^ k;
        Vector128<byte> b6 = Block(next, 6) ^ k;
        Vector128<byte> b7 = Block(next, 7) ^ k;
        for (int round = 1; round < Rounds; round++)
        {
            k = Unsafe.Add(ref key, round);
            b0 = AesInstructions.Encrypt(b0, k);
            b1 = AesInstructions.Encrypt(b1, k);
            b2 = AesInstructions.Encrypt(b2, k);
            b3 = AesInstructions.Encrypt(b3, k);
            b4 = AesInstructions.Encrypt(b4, k);
            b5 = AesInstructions.Encrypt(b5, k);
            b6 = AesInstructions.Encrypt(b6, k);
            b7 = AesInstructions.Encrypt(b7, k);
        }

        k = Unsafe.Add(ref key, Rounds);
        XorBlock(ref data, 0, AesInstructions.EncryptLast(b0, k));
        XorBlock(ref data, 1, AesInstructions.EncryptLast(b1, k));
        XorBlock(ref data, 2, AesInstructions.EncryptLast(b2, k));
        XorBlock(ref data, 3, AesInstructions.EncryptLast(b3, k));
        XorBlock(ref data, 4, AesInstructions.EncryptLast(b4, k));
        XorBlock(ref data, 5, AesInstructions.EncryptLast(b5, k));
        XorBlock(ref data, 6, AesInstructions.EncryptLast(b6, k));
        XorBlock(ref data, 7, AesInstructions.EncryptLast(b7, k));
    }

    [MethodImpl(HotPath.Options)]
    private static void XorFour(ref Vector128<byte> key, Vector128<uint> next, ref byte data)
    {
        Vector128<byte> k = key;
        Vector128<byte> b0 = Block(next, 0) ^ k;
        Vector128<byte> b1 = Block(next, 1) ^ k;
        Vector128<byte> b2 = Block(next, 2) ^ k;
        Vector128<byte> b3 = Block(next, 3) ^ k;
        for (int round = 1; round < Rounds; round++)
        {
            k = Unsafe.Add(ref key, round);
            b0 = AesInstructions.Encrypt(b0, k);
            b1 = AesInstructions.Encrypt(b1, k);
            b2 = AesInstructions.Encrypt(b2, k);
            b3 = AesInstructions.Encrypt(b3, k);
        }

        k = Unsafe.Add(ref key, Rounds);
        XorBlock(ref data, 0, AesInstructions.EncryptLast(b0, k));
        XorBlock(ref data, 1, AesInstructions.EncryptLast(b1, k));
        XorBlock(ref data, 2, AesInstructions.EncryptLast(b2, k));
        XorBlock(ref data, 3, AesInstructions.EncryptLast(b3, k));
    }

    // FIPS 197 5.2: each round key is the running sum of the words before it and the changed last word.
    private void Expand(ReadOnlySpan<byte> key)
    {
        Vector128<byte> k = Vector128.Create(key);
        _keys[0] = k;
        _keys[1] = k = NextKey(k, AesInstructions.KeygenAssist(k, 0x01));
        _keys[2] = k = NextKey(k, AesInstructions.KeygenAssist(k, 0x02));
        _keys[3] = k = NextKey(k, AesInstructions.KeygenAssist(k, 0x04));
        _keys[4] = k = NextKey(k, AesInstructions.KeygenAssist(k, 0x08));
        _keys[5] = k = NextKey(k, AesInstructions.KeygenAssist(k, 0x10));
        _keys[6] = k = NextKey(k, AesInstructions.KeygenAssist(k, 0x20));
        _keys[7] = k = NextKey(k, AesInstructions.KeygenAssist(k, 0x40));
        _keys[8] = k = NextKey(k, AesInstructions.KeygenAssist(k, 0x80));
        _keys[9] = k = NextKey(k, AesInstructions.KeygenAssist(k, 0x1B));
        _keys[10] = NextKey(k, AesInstructions.KeygenAssist(k, 0x36));
    }

    private static Vector128<byte> NextKey(Vector128<byte> key, Vector128<byte> assist)
    {
        key ^= Sse2.ShiftLeftLogical128BitLane(key, 4);
        key ^= Sse2.ShiftLeftLogical128BitLane(key, 8);
        return key ^ Sse2.Shuffle(assist.AsUInt32(), 0xFF).AsByte();
    }

    [InlineArray(Rounds + 1)]
    private struct RoundKeys
    {
        private Vector128<byte> _first;
    }

    /// <summary>The same through the platform's AES, a few blocks at a time.</summary>
    private sealed class PortableAes : IDisposable
    {
        private readonly byte[] _counters = new byte[Wide];
        private readonly byte[] _stream = new byte[Wide];
        private readonly System.Security.Cryptography.Aes _aes = System.Security.Cryptography.Aes.Create();
        private readonly ICryptoTransform _encryptor;

        internal PortableAes(ReadOnlySpan<byte> key)
        {
            _aes.Key = key.ToArray();
            _aes.Mode = CipherMode.ECB;
            _aes.Padding = PaddingMode.None;
            _encryptor = _aes.CreateEncryptor();
        }

        public void Dispose()
        {
            _encryptor.Dispose();
            _aes.Dispose();
        }

        internal Vector128<byte> Encrypt(Vector128<byte> block)
        {
            block.CopyTo(_counters);
            _encryptor.TransformBlock(_counters, 0, BlockBytes, _stream, 0);
            return Vector128.Create(_stream);
        }

        internal void Xor(Vector128<byte> counter, Span<byte> data)
        {
            Span<byte> first = stackalloc byte[BlockBytes];
            counter.CopyTo(first);
            uint next = BinaryPrimitives.ReadUInt32BigEndian(first[12..]);
            while (data.Length > 0)
            {
                int bytes = Math.Min(data.Length, Wide);
                int blocks = (bytes + BlockBytes - 1) / BlockBytes;
                for (int i = 0; i < blocks; i++)
                {
                    BinaryPrimitives.WriteUInt32BigEndian(first[12..], next++);
                    first.CopyTo(_counters.AsSpan(i * BlockBytes));
                }

                _encryptor.TransformBlock(_counters, 0, blocks * BlockBytes, _stream, 0);
                for (int i = 0; i < bytes; i++)
                {
                    data[i] ^= _stream[i];
                }

                data = data[bytes..];
            }
        }
    }
}
