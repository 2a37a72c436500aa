using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CallCenter.Media.Recording;

/// <summary>Left and right bytes into stereo frames, sixteen at a time where the processor can.</summary>
internal static class Interleaver
{
    /// <summary><paramref name="stereo"/> must hold twice the length of each side.</summary>
    [MethodImpl(HotPath.Options)]
    internal static void Interleave(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> stereo)
    {
        if (right.Length != left.Length || stereo.Length < 2 * left.Length)
        {
            throw new ArgumentException("Both sides must be of one length and fit.", nameof(stereo));
        }

        int i = 0;
        if (Sse2.IsSupported)
        {
            ref byte l = ref MemoryMarshal.GetReference(left);
            ref byte r = ref MemoryMarshal.GetReference(right);
            ref byte s = ref MemoryMarshal.GetReference(stereo);
            for (; i + Vector128<byte>.Count <= left.Length; i += Vector128<byte>.Count)
            {
                Vector128<byte> a = Vector128.LoadUnsafe(ref l, (nuint)i);
                Vector128<byte> b = Vector128.LoadUnsafe(ref r, (nuint)i);
                Sse2.UnpackLow(a, b).StoreUnsafe(ref s, (nuint)(2 * i));
                Sse2.UnpackHigh(a, b).StoreUnsafe(ref s, (nuint)((2 * i) + Vector128<byte>.Count));
            }
        }

        for (; i < left.Length; i++)
        {
            stereo[2 * i] = left[i];
            stereo[(2 * i) + 1] = right[i];
        }
    }
}
