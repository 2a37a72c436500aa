using System.Runtime.CompilerServices;
using CallCenter.Media.Audio;
using CallCenter.Media.Native;

namespace CallCenter.Media.Recording;

/// <summary>
/// One side of a recording: two seconds of audio addressed by position on the call's clock. The media worker copies frames in; the writer thread
/// takes stretches out and leaves silence behind, so that what never came is silence. The spin lock is held for a copy of 160 bytes.
/// </summary>
internal sealed class RecordingChannel : IAudioTap
{
    /// <summary>Samples held: eight blocks of 250 ms and a little more. A writer further behind loses audio, never the call.</summary>
    internal const int Capacity = 16384;

    private readonly byte[] _ring = GC.AllocateUninitializedArray<byte>(Capacity);
    private readonly long _start;
    private int _lock;
    private long _floor; // positions below belong to the writer
    private long _limit = Capacity; // positions from here on are not free yet
    private volatile bool _paused;
    private volatile bool _closed;

    private volatile bool _shared; // more than one voice: frames are added, not put
    private VoicePlace _place;
    private long _dropped;

    internal RecordingChannel(long startNanoseconds)
    {
        _start = startNanoseconds;
        Array.Fill(_ring, Mulaw.Silence);
    }

    /// <summary>Samples lost because the writer was behind.</summary>
    internal long Dropped => Volatile.Read(ref _dropped);

    [MethodImpl(HotPath.Options)]
    public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks)
    {
        if (_paused || _closed || mulaw.Length > Capacity / 4 || !_place.TryPlace(_start, rtpTimestamp, mulaw.Length, workerTicks, out long position))
        {
            return;
        }

        Write(mulaw, position);
    }

    /// <summary>A tap that adds another voice to this side from now on.</summary>
    internal IAudioTap Beside()
    {
        _shared = true;
        return new VoiceBeside(this);
    }

    internal void OnVoiceBeside(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks, ref VoicePlace place)
    {
        if (!_paused && !_closed && mulaw.Length <= Capacity / 4 && place.TryPlace(_start, rtpTimestamp, mulaw.Length, workerTicks, out long position))
        {
            Write(mulaw, position);
        }
    }

    [MethodImpl(HotPath.Options)]
    private void Write(ReadOnlySpan<byte> mulaw, long position)
    {
        Enter();
        if (position < _floor)
        {
            int late = (int)Math.Min(mulaw.Length, _floor - position);
            mulaw = mulaw[late..];
            position += late;
        }

        if (position + mulaw.Length > _limit)
        {
            Volatile.Write(ref _dropped, _dropped + mulaw.Length);
        }
        else
        {
            int at = (int)(position & (Capacity - 1));
            int first = Math.Min(mulaw.Length, Capacity - at);
            if (_shared)
            {
                Add(mulaw[..first], _ring.AsSpan(at));
                Add(mulaw[first..], _ring);
            }
            else
            {
                mulaw[..first].CopyTo(_ring.AsSpan(at));
                mulaw[first..].CopyTo(_ring);
            }
        }

        Exit();
    }

    /// <summary>Brings the place of the next frame nearer to the processor: in a ring of two seconds it is cold every time.</summary>
    internal void Prefetch() => HotPath.PrefetchAt(_ring, (int)((_place.Last + AudioClip.FrameBytes) & (Capacity - 1)), AudioClip.FrameBytes);

    internal void SetPaused(bool paused) => _paused = paused;

    internal void Close() => _closed = true;

    /// <summary>Writer: everything below the position is settled; late packets for it are ignored from now on.</summary>
    internal void Settle(long position)
    {
        Enter();
        _floor = position;
        Exit();
    }

    /// <summary>Writer: the settled audio from a position on, as one or two pieces of the ring.</summary>
    internal void Settled(long position, int length, out Span<byte> first, out Span<byte> second)
    {
        int at = (int)(position & (Capacity - 1));
        int head = Math.Min(length, Capacity - at);
        first = _ring.AsSpan(at, head);
        second = _ring.AsSpan(0, length - head);
    }

    /// <summary>Writer: the stretch was taken and is silence again.</summary>
    internal void Free(long upTo)
    {
        Enter();
        _limit = upTo + Capacity;
        Exit();
    }

    // Silence is the code of zero, so adding to what never came leaves the voice as it is.
    private static void Add(ReadOnlySpan<byte> voice, Span<byte> side)
    {
        for (int i = 0; i < voice.Length; i++)
        {
            side[i] = Mulaw.Encode((short)Math.Clamp(Mulaw.Decode(side[i]) + Mulaw.Decode(voice[i]), short.MinValue, short.MaxValue));
        }
    }

    private void Enter()
    {
        SpinWait spin = default;
        while (Interlocked.CompareExchange(ref _lock, 1, 0) != 0)
        {
            spin.SpinOnce(HotPath.SpinsBeforeSleep);
        }
    }

    private void Exit() => Volatile.Write(ref _lock, 0);
}
