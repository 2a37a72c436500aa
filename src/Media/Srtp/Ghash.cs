using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CallCenter.Media.Srtp;

/// <summary>
/// GHASH of GCM (NIST SP 800-38D 6.4) by carry-less multiplication. Blocks are kept with their bytes reversed, so that a 128-bit number holds the
/// polynomial with its lowest coefficient in its highest bit; up to four products are summed before one reduction.
/// </summary>
internal struct Ghash
{
    private const int Powers = 4;

    private PowerTable _powers; // H^1 to H^4, each divided by x, which spares the shift by one bit after a multiplication

    /// <param name="subkey">H: a block of zeros encrypted.</param>
    internal Ghash(Vector128<byte> subkey)
    {
        Vector128<ulong> power = Reverse(subkey);
        Vector128<ulong> h = DivideByX(power);
        _powers[0] = h;
        for (int i = 1; i < Powers; i++)
        {
            Product product = default;
            product.Add(power, h);
            power = product.Reduce();
            _powers[i] = DivideByX(power);
        }
    }

    internal static bool IsAccelerated => Pclmulqdq.IsSupported && Ssse3.IsSupported;

    /// <summary>The hash of associated data and ciphertext, each padded to whole blocks, and their lengths.</summary>
    [MethodImpl(HotPath.Options)]
    internal Vector128<byte> Compute(ReadOnlySpan<byte> associated, ReadOnlySpan<byte> ciphertext)
    {
        ref Vector128<ulong> powers = ref Unsafe.As<PowerTable, Vector128<ulong>>(ref _powers);
        int left = Blocks(associated.Length) + Blocks(ciphertext.Length) + 1;
        Product sum = default;
        Vector128<ulong> hash = default;
        Absorb(associated, ref powers, ref left, ref sum, ref hash);
        Absorb(ciphertext, ref powers, ref left, ref sum, ref hash);
        sum.Add(hash ^ Vector128.Create((ulong)ciphertext.Length * 8, (ulong)associated.Length * 8), powers);
        return Reverse(sum.Reduce().AsByte()).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Absorb(ReadOnlySpan<byte> data, ref Vector128<ulong> powers, ref int left, ref Product sum, ref Vector128<ulong> hash)
    {
        ref byte start = ref MemoryMarshal.GetReference(data);
        int at = 0;
        for (; data.Length - at >= AesCounter.BlockBytes; at += AesCounter.BlockBytes)
        {
            AbsorbBlock(Vector128.LoadUnsafe(ref start, (nuint)at), ref powers, ref left, ref sum, ref hash);
        }

        if (at < data.Length)
        {
            Span<byte> last = stackalloc byte[AesCounter.BlockBytes];
            last.Clear();
            data[at..].CopyTo(last);
            AbsorbBlock(Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(last)), ref powers, ref left, ref sum, ref hash);
        }
    }

    // Blocks are counted from the end: the one with n more behind it in its group of four is multiplied by H^(n+1), and the last of a group reduces.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AbsorbBlock(Vector128<byte> block, ref Vector128<ulong> powers, ref int left, ref Product sum, ref Vector128<ulong> hash)
    {
        left--;
        int power = left & (Powers - 1);
        sum.Add(Reverse(block) ^ hash, Unsafe.Add(ref powers, power));
        hash = default;
        if (power == 0)
        {
            hash = sum.Reduce();
            sum = default;
        }
    }

    private static int Blocks(int bytes) => (bytes + AesCounter.BlockBytes - 1) / AesCounter.BlockBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Reverse(Vector128<byte> block) =>
        Ssse3.Shuffle(block, Vector128.Create((byte)15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)).AsUInt64();

    // One bit to the left; 1/x = x^127 + x^6 + x + 1 takes the place of the bit that falls out.
    private static Vector128<ulong> DivideByX(Vector128<ulong> value)
    {
        ulong low = value[0];
        ulong high = value[1];
        ulong carry = 0 - (high >> 63);
        return Vector128.Create((low << 1) ^ (carry & 1), ((high << 1) | (low >> 63)) ^ (carry & 0xC200_0000_0000_0000));
    }

    /// <summary>A sum of products of 255 bits.</summary>
    private struct Product
    {
        private Vector128<ulong> _low;
        private Vector128<ulong> _middle;
        private Vector128<ulong> _high;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal void Add(Vector128<ulong> a, Vector128<ulong> b)
        {
            _low ^= Pclmulqdq.CarrylessMultiply(a, b, 0x00);
            _middle ^= Pclmulqdq.CarrylessMultiply(a, b, 0x01) ^ Pclmulqdq.CarrylessMultiply(a, b, 0x10);
            _high ^= Pclmulqdq.CarrylessMultiply(a, b, 0x11);
        }

        // Modulo x^128 + x^7 + x^2 + x + 1, 64 bits at a time from the highest powers, which are the lowest bits.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal readonly Vector128<ulong> Reduce()
        {
            Vector128<ulong> polynomial = Vector128.Create(0xC200_0000_0000_0000UL);
            Vector128<ulong> low = _low ^ Sse2.ShiftLeftLogical128BitLane(_middle, 8);
            Vector128<ulong> high = _high ^ Sse2.ShiftRightLogical128BitLane(_middle, 8);
            low = Sse2.Shuffle(low.AsUInt32(), 0x4E).AsUInt64() ^ Pclmulqdq.CarrylessMultiply(low, polynomial, 0x00);
            low = Sse2.Shuffle(low.AsUInt32(), 0x4E).AsUInt64() ^ Pclmulqdq.CarrylessMultiply(low, polynomial, 0x00);
            return high ^ low;
        }
    }

    [InlineArray(Powers)]
    private struct PowerTable
    {
        private Vector128<ulong> _first;
    }
}
