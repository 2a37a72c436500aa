using System.Runtime.InteropServices;

namespace CallCenter.Media.Workers;

/// <summary>What the owner of a leg asks of its worker.</summary>
internal enum CommandKind
{
    Add,
    SetRemote,
    Activate,
    Remove,
    Peer,
}

/// <summary>A command with its leg.</summary>
internal readonly record struct WorkerCommand(CommandKind Kind, MediaLeg Leg, object? Argument = null);

/// <summary>Bounded queue from many threads to one worker; a full ring makes the sender wait (commands are never dropped).</summary>
internal sealed class CommandRing
{
    private const int Capacity = 4096;

    private readonly Slot[] _slots = new Slot[Capacity];
    private Cursors _cursors;

    internal CommandRing()
    {
        for (int i = 0; i < Capacity; i++)
        {
            _slots[i].Turn = i;
        }
    }

    /// <summary>False when the ring is full.</summary>
    internal bool TryWrite(in WorkerCommand command)
    {
        while (true)
        {
            long at = Volatile.Read(ref _cursors.Write);
            ref Slot slot = ref _slots[at & (Capacity - 1)];
            long turn = Volatile.Read(ref slot.Turn);
            if (turn == at)
            {
                if (Interlocked.CompareExchange(ref _cursors.Write, at + 1, at) == at)
                {
                    slot.Command = command;
                    Volatile.Write(ref slot.Turn, at + 1);
                    return true;
                }
            }
            else if (turn < at)
            {
                return false;
            }
        }
    }

    /// <summary>The worker's side.</summary>
    internal bool TryRead(out WorkerCommand command)
    {
        long at = _cursors.Read;
        ref Slot slot = ref _slots[at & (Capacity - 1)];
        if (Volatile.Read(ref slot.Turn) != at + 1)
        {
            command = default;
            return false;
        }

        command = slot.Command;
        slot.Command = default;
        _cursors.Read = at + 1;
        Volatile.Write(ref slot.Turn, at + Capacity);
        return true;
    }

    private struct Slot
    {
        internal long Turn;
        internal WorkerCommand Command;
    }

    // The two ends on cache lines of their own.
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    private struct Cursors
    {
        [FieldOffset(64)]
        internal long Write;

        [FieldOffset(128)]
        internal long Read;
    }
}
