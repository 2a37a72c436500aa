using System.Collections.Concurrent;
using System.Diagnostics;
using CallCenter.Media;
using CallCenter.Media.Audio;

namespace CallCenter.Bench.Kit;

/// <summary>Notes when sound begins after silence: the arrival of the first packet with sound.</summary>
public sealed class OnsetEar : IAudioTap
{
    private const int Loud = 500;
    private readonly ConcurrentQueue<long> _onsets = new();
    private bool _sounding;
    private int _quiet;

    /// <summary>Stopwatch timestamps.</summary>
    public IReadOnlyCollection<long> Onsets => _onsets;

    /// <summary>The first onset, 0 when there was none.</summary>
    public long First => _onsets.TryPeek(out long first) ? first : 0;

    /// <inheritdoc />
    public void OnAudio(ReadOnlySpan<byte> mulaw, uint rtpTimestamp, long workerTicks)
    {
        bool sound = false;
        foreach (byte code in mulaw)
            sound |= Math.Abs((int)Mulaw.Decode(code)) > Loud;
        if (!sound)
        {
            _sounding &= ++_quiet < 3;
            return;
        }

        _quiet = 0;
        if (!_sounding)
        {
            _sounding = true;
            _onsets.Enqueue(Stopwatch.GetTimestamp());
        }
    }
}
