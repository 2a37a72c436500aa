using System.Runtime.InteropServices;

namespace CallCenter.Media.Workers;

/// <summary>A worker's native buffers: outside the heap, so nothing is pinned and nothing moves. A packet is handled to its end in them.</summary>
internal sealed unsafe class PacketBuffers : IDisposable
{
    /// <summary>Largest datagram taken; longer ones are malformed for G.711.</summary>
    internal const int DatagramBytes = 2048;

    /// <summary>Datagrams that are held at once.</summary>
    internal const int BatchSize = 64;

    // An odd number of cache lines: at a distance of a power of two, all beginnings would compete for a few places in the cache.
    private const int Stride = DatagramBytes + (3 * 64);
    private const int ConvertAt = BatchSize * Stride;
    private const int SendAt = ConvertAt + Stride;
    private const int ReceiveAt = SendAt + Stride;

    private const int MixAt = ReceiveAt + Stride;

    private byte* _memory = (byte*)NativeMemory.AllocZeroed(MixAt + Stride);

    /// <summary>A datagram being received and handled to its end at once.</summary>
    internal Span<byte> Receive => new(_memory + ReceiveAt, DatagramBytes);

    /// <summary>Audio converted for taps.</summary>
    internal Span<byte> Convert => new(_memory + ConvertAt, DatagramBytes);

    /// <summary>What the grid and RTCP send.</summary>
    internal Span<byte> Send => new(_memory + SendAt, DatagramBytes);

    /// <summary>What a leg on the grid hears of several voices: 20 ms of 16-bit samples.</summary>
    internal Span<short> Mix => new(_memory + MixAt, AudioClip.FrameBytes);

    /// <summary>One datagram of a batch, 0 to <see cref="BatchSize"/> - 1.</summary>
    internal Span<byte> OfBatch(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, BatchSize);
        return new Span<byte>(_memory + (index * Stride), DatagramBytes);
    }

    public void Dispose()
    {
        NativeMemory.Free(_memory);
        _memory = null;
    }
}
