using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace CallCenter.Media;

/// <summary>
/// How the methods a packet passes through are compiled: optimised at once. With tiers, the first seconds after a start (and longer while the
/// machine is busy) ran unoptimised code, at twice the user time per packet: bench/Relay.
/// </summary>
internal static class HotPath
{
    internal const MethodImplOptions Options = MethodImplOptions.AggressiveOptimization;

    /// <summary>
    /// Whoever waits for a spin lock sleeps after so many turns. The holder may have been taken off the processor; where threads have fixed
    /// real-time priorities, giving way to it would never let it run again.
    /// </summary>
    internal const int SpinsBeforeSleep = 40;

    private const int CacheLine = 64;

    /// <summary>
    /// Hints that an object will be used soon. Only a hint with an address: should the collector move the object meanwhile, a line too many is
    /// fetched and nothing else happens.
    /// </summary>
    internal static unsafe void Prefetch(object target, int bytes)
    {
        if (Sse.IsSupported)
        {
            byte* start = (byte*)Unsafe.AsPointer(ref Unsafe.As<FirstField>(target).Value);
            for (int at = 0; at < bytes; at += CacheLine)
            {
                Sse.Prefetch0(start + at);
            }
        }
    }

    /// <summary>The same for a stretch of an array. It may reach past its end: a hint with an address that is not ours is ignored.</summary>
    internal static unsafe void PrefetchAt(byte[] array, int index, int bytes)
    {
        if (Sse.IsSupported)
        {
            byte* start = (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), index));
            for (int at = 0; at < bytes; at += CacheLine)
            {
                Sse.Prefetch0(start + at);
            }
        }
    }

    // A view of any object, for the address of its first field; never created.
    private sealed class FirstField
    {
        internal byte Value = 1;
    }
}
