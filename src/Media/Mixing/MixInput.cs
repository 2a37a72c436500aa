using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using CallCenter.Media.Audio;

namespace CallCenter.Media.Mixing;

/// <summary>
/// One voice on its way into one mix: an adaptive buffer between the source's packets and the listener's 20 ms grid. Written by the source's
/// worker (as a tap), read by the worker of the leg that hears the mix. The spin lock is held for a copy of 160 samples.
/// </summary>
internal sealed class MixInput(MediaLeg source) : IAudioTap
{
    internal const int FrameSamples = AudioClip.FrameBytes;

    private const int Capacity = 4096; // 512 ms
    private const int FirstLead = FrameSamples;
    private const int QuietLead = 2 * FrameSamples;
    private const int MostLead = 6 * FrameSamples;
    private const int FarOff = 10 * FrameSamples;
    private const int WindowPackets = 100;
    private const int ConcealedFrames = 3;

    /// <summary>No G.711 code means this: it marks samples that never came.</summary>
    private const short Absent = short.MinValue;

    private readonly short[] _ring = NewRing();
    private readonly short[] _last = new short[FrameSamples];
    private int _lock;
    private long _read; // position of the next sample to be played
    private bool _anchored;
    private long _anchor;
    private uint _anchorTimestamp;
    private bool _farOff;
    private long _leastLead = long.MaxValue;
    private int _inWindow;

    private int _missing = ConcealedFrames;

    internal MediaLeg Source { get; } = source;

    /// <summary>Audio has been played: what the listener hears from here on has no gap at its beginning. Of the reader.</summary>
    internal bool IsPrimed { get; private set; }

    /// <inheritdoc />
    [MethodImpl(HotPath.Options)]
    public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks)
    {
        Enter();
        if (mulaw.Length <= FrameSamples && TryPlace(rtpTimestamp, out long position))
        {
            int at = (int)(position & (Capacity - 1));
            int first = Math.Min(mulaw.Length, Capacity - at);
            Mulaw.Decode(mulaw[..first], _ring.AsSpan(at));
            Mulaw.Decode(mulaw[first..], _ring);
        }

        Exit();
    }

    /// <summary>Adds the next 20 ms to a mix; what did not come is concealed for 60 ms and silence afterwards.</summary>
    [MethodImpl(HotPath.Options)]
    [SkipLocalsInit]
    internal void AddTo(Span<short> mix)
    {
        Span<short> frame = stackalloc short[FrameSamples];
        Enter();
        int at = (int)(_read & (Capacity - 1));
        int first = Math.Min(FrameSamples, Capacity - at);
        Span<short> head = _ring.AsSpan(at, first);
        Span<short> tail = _ring.AsSpan(0, FrameSamples - first);
        head.CopyTo(frame);
        tail.CopyTo(frame[first..]);
        head.Fill(Absent);
        tail.Fill(Absent);
        _read += FrameSamples;
        Exit();

        if (!frame.Contains(Absent))
        {
            frame.CopyTo(_last);
            _missing = 0;
            IsPrimed = true;
        }
        else
        {
            Conceal(frame);
        }

        AddSaturated(frame, mix);
    }

    /// <summary>A sum that is too loud is as loud as can be; it does not turn over.</summary>
    [MethodImpl(HotPath.Options)]
    internal static void AddSaturated(ReadOnlySpan<short> voice, Span<short> mix)
    {
        ReadOnlySpan<Vector128<short>> voices = MemoryMarshal.Cast<short, Vector128<short>>(voice);
        Span<Vector128<short>> sums = MemoryMarshal.Cast<short, Vector128<short>>(mix);
        for (int i = 0; i < voices.Length; i++)
        {
            sums[i] = Vector128.AddSaturate(sums[i], voices[i]);
        }

        for (int i = voices.Length * Vector128<short>.Count; i < voice.Length; i++)
        {
            mix[i] = (short)Math.Clamp(mix[i] + voice[i], short.MinValue, short.MaxValue);
        }
    }

    private static short[] NewRing()
    {
        short[] ring = new short[Capacity];
        Array.Fill(ring, Absent);
        return ring;
    }

    // The last frame again, fading to silence over 60 ms.
    private void Conceal(Span<short> frame)
    {
        int faded = Math.Min(_missing, ConcealedFrames) * FrameSamples;
        for (int i = 0; i < FrameSamples; i++)
        {
            if (frame[i] == Absent)
            {
                int left = (ConcealedFrames * FrameSamples) - faded - i;
                frame[i] = left > 0 ? (short)(_last[i] * left / (ConcealedFrames * FrameSamples)) : (short)0;
            }
        }

        _missing = Math.Min(_missing + 1, ConcealedFrames);
    }

    // Where a packet is played. The first one soon: who listens in wants to hear at once. It comes too late: the voice is delayed by what it
    // lacked, at once. It comes early for two seconds: a frame is left out. So the delay is one to three frames in quiet weather and at most
    // six; the source's clock may run faster or slower than ours.
    [MethodImpl(HotPath.Options)]
    private bool TryPlace(uint timestamp, out long position)
    {
        position = _anchor + (int)(timestamp - _anchorTimestamp);
        long lead = position - _read;
        if (!_anchored || Math.Abs(lead) > FarOff)
        {
            // One packet from elsewhere in time says nothing; a second one means that the source's clock began anew.
            bool again = !_anchored || _farOff;
            _farOff = !again;
            if (!again)
            {
                return false;
            }

            _anchored = true;
            lead = FirstLead;
            NewWindow();
        }
        else
        {
            _farOff = false;
            lead = Bounded(lead);
        }

        position = _read + lead;
        _anchor = position;
        _anchorTimestamp = timestamp;
        return true;
    }

    private long Bounded(long lead)
    {
        if (lead < 0)
        {
            NewWindow();
            return lead + Frames(-lead);
        }

        if (lead > MostLead)
        {
            NewWindow();
            return lead - Frames(lead - MostLead);
        }

        _leastLead = Math.Min(_leastLead, lead);
        if (++_inWindow < WindowPackets)
        {
            return lead;
        }

        long least = _leastLead;
        NewWindow();
        return least > QuietLead ? lead - FrameSamples : lead;
    }

    private static long Frames(long samples) => (samples + FrameSamples - 1) / FrameSamples * FrameSamples;

    private void NewWindow()
    {
        _leastLead = long.MaxValue;
        _inWindow = 0;
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
