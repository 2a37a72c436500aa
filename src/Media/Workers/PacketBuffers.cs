using System.Runtime.InteropServices;

namespace CallCenter.Media.Workers;

/// <summary>A worker's native buffers: outside the heap, so nothing is pinned and nothing moves. A packet is handled to its end in them.</summary>
internal sealed unsafe class PacketBuffers : IDisposable
{
    /// <summary>Largest datagram taken; longer ones are malformed for G.711.</summary>
    internal const int DatagramBytes = 2048;

    private byte* _memory = (byte*)NativeMemory.AllocZeroed(3 * DatagramBytes);

    /// <summary>The datagram being received.</summary>
    internal Span<byte> Receive => new(_memory, DatagramBytes);

    /// <summary>Audio converted for taps.</summary>
    internal Span<byte> Convert => new(_memory + DatagramBytes, DatagramBytes);

    /// <summary>What the grid and RTCP send.</summary>
    internal Span<byte> Send => new(_memory + (2 * DatagramBytes), DatagramBytes);

    public void Dispose()
    {
        NativeMemory.Free(_memory);
        _memory = null;
    }
}
