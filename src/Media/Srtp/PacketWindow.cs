using System.Runtime.CompilerServices;

namespace CallCenter.Media.Srtp;

/// <summary>
/// The highest packet index used so far and which of the 128 up to it were used (RFC 3711 3.3.2): guards a receiver against replay, and a sender
/// against using a number twice, which with GCM would give away the key.
/// </summary>
internal struct PacketWindow
{
    internal const int Size = 128;

    private const int HalfRange = 32768;
    private const int Range = 65536;

    private ulong _highest;
    private UInt128 _used; // bit k: highest - k
    private bool _started;

    /// <summary>The next index that nothing was sent with: 0 at first.</summary>
    internal readonly ulong Next => _started ? _highest + 1 : 0;

    /// <summary>
    /// The 48-bit index of a sequence number: the roll-over counter that brings it nearest to the highest so far (RFC 3711 appendix A), 0 for the
    /// first packet. Negative when that would be before the beginning.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly long Guess(ushort sequence)
    {
        if (!_started)
        {
            return sequence;
        }

        int step = sequence - (ushort)_highest;
        step += step > HalfRange ? -Range : step < -HalfRange ? Range : 0;
        return (long)_highest + step;
    }

    /// <summary>True when the index was used, or is too old to tell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly bool Refuses(ulong index)
    {
        if (!_started || index > _highest)
        {
            return false;
        }

        ulong age = _highest - index;
        return age >= Size || ((_used >> (int)age) & UInt128.One) != UInt128.Zero;
    }

    /// <summary>Marks an index as used; only after its tag was found right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Use(ulong index)
    {
        if (!_started)
        {
            _started = true;
            _highest = index;
            _used = UInt128.One;
        }
        else if (index > _highest)
        {
            ulong step = index - _highest;
            _used = step < Size ? (_used << (int)step) | UInt128.One : UInt128.One;
            _highest = index;
        }
        else
        {
            _used |= UInt128.One << (int)(_highest - index);
        }
    }
}
