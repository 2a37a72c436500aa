using System.Runtime.CompilerServices;

namespace CallCenter.Media.Mixing;

/// <summary>
/// What one leg hears instead of its bridge: a sum of voices, 20 ms at a time on its worker's grid. It takes over from the direct relay when its
/// voices are there, so that the change leaves no gap.
/// </summary>
internal sealed class MixOutput(MixInput[] inputs)
{
    /// <summary>A voice that sends nothing is not waited for longer: 100 ms.</summary>
    private const int LongestWait = 5;

    private int _slots;

    internal MixInput[] Inputs { get; } = inputs;

    /// <summary>The voices are there. Of the worker.</summary>
    internal bool IsReady => _slots >= LongestWait || Array.TrueForAll(Inputs, static input => input.IsPrimed);

    /// <summary>A digit (RFC 4733) of the bridge's other side that passes beside the mix; guarded by the lock of the leg's <see cref="Rtp.RtpOut"/>.</summary>
    internal PassingEvent Event;

    internal bool Hears(IReadOnlyList<MediaLeg> sources)
    {
        if (sources.Count != Inputs.Length)
        {
            return false;
        }

        foreach (MixInput input in Inputs)
        {
            if (!sources.Contains(input.Source))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The next 20 ms.</summary>
    [MethodImpl(HotPath.Options)]
    internal void Take(Span<short> mix)
    {
        mix.Clear();
        foreach (MixInput input in Inputs)
        {
            input.AddTo(mix);
        }

        _slots++;
    }

    /// <summary>The digit's own time: all its packets have one timestamp, while the mix goes on counting.</summary>
    internal struct PassingEvent
    {
        private const long StepNanoseconds = 30 * Native.MonotonicClock.Millisecond;
        private const long LongestPauseNanoseconds = 100 * Native.MonotonicClock.Millisecond;

        private const int NearSamples = 8000;

        private bool _any;
        private uint _timestampIn;
        private long _at;

        internal uint Timestamp { get; private set; }

        /// <summary>Audio pauses meanwhile, as with digits of our own.</summary>
        internal readonly bool IsUnderWay(long now) => _any && now - _at < StepNanoseconds;

        /// <summary>True when the packet begins a digit; it then has the timestamp given.</summary>
        internal bool Note(uint timestampIn, uint timestampNow, long now)
        {
            bool begins = !_any || timestampIn != _timestampIn || now - _at > LongestPauseNanoseconds;
            if (begins)
            {
                // Digits that come in one burst stay apart as they were.
                int apart = (int)(timestampIn - _timestampIn);
                bool tooNear = _any && apart is > 0 and < NearSamples && (int)(timestampNow - Timestamp) < apart;
                Timestamp = tooNear ? Timestamp + (uint)apart : timestampNow;
            }

            _any = true;
            _timestampIn = timestampIn;
            _at = now;
            return begins;
        }
    }
}
