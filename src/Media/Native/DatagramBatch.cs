using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CallCenter.Media.Native;

/// <summary>Room for a batch of datagrams that one call takes from the kernel. Native memory: nothing is pinned, nothing moves.</summary>
internal sealed unsafe class DatagramBatch : IDisposable
{
    internal const int Capacity = 32;

    /// <summary>Largest datagram taken; longer ones are cut and flagged.</summary>
    internal const int DatagramBytes = 2048;

    private readonly Libc.BatchMessage* _messages = (Libc.BatchMessage*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Libc.BatchMessage));
    private readonly Libc.IoVector* _vectors = (Libc.IoVector*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Libc.IoVector));
    private readonly NativeEndPoint* _sources = (NativeEndPoint*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(NativeEndPoint));
    private readonly byte* _data = (byte*)NativeMemory.AllocZeroed(Capacity, DatagramBytes);
    private bool _disposed;

    internal DatagramBatch()
    {
        for (int i = 0; i < Capacity; i++)
        {
            _vectors[i] = new Libc.IoVector { Base = _data + (i * DatagramBytes), Length = DatagramBytes };
            _messages[i] = new Libc.BatchMessage { Name = _sources + i, Vectors = _vectors + i, VectorCount = 1 };
        }
    }

    /// <summary>Takes what has come, at most <see cref="Capacity"/>; returns the number, 0 when there is nothing.</summary>
    [MethodImpl(HotPath.Options)]
    internal int Receive(UdpSocket socket)
    {
        for (int i = 0; i < Capacity; i++)
        {
            _messages[i].NameLength = 28;
        }

        int count = Libc.RecvMmsg(socket.Fd, _messages, Capacity, Libc.MsgDontWait, null);
        for (int i = 0; i < count; i++)
        {
            _sources[i].Received(_messages[i].NameLength);
        }

        return Math.Max(0, count);
    }

    /// <summary>A datagram of the last batch; empty when it was longer than the room for it.</summary>
    internal Span<byte> Datagram(int index)
    {
        Libc.BatchMessage* message = _messages + Checked(index);
        return (message->Flags & Libc.MsgTrunc) != 0
            ? default
            : new Span<byte>(_data + (index * DatagramBytes), (int)Math.Min(message->Length, DatagramBytes));
    }

    internal ref readonly NativeEndPoint Source(int index) => ref _sources[Checked(index)];

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            NativeMemory.Free(_messages);
            NativeMemory.Free(_vectors);
            NativeMemory.Free(_sources);
            NativeMemory.Free(_data);
        }
    }

    private static int Checked(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Capacity, nameof(index));
        return index;
    }
}
