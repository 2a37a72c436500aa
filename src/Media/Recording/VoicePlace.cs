using System.Runtime.CompilerServices;
using CallCenter.Media.Native;

namespace CallCenter.Media.Recording;

/// <summary>
/// Where a voice's audio lies in a recording: by RTP timestamp, fixed to the call's clock at the first packet; a lasting deviation fixes it anew, a
/// single odd packet does not.
/// </summary>
internal struct VoicePlace
{
    private const int Tolerance = 480; // 60 ms
    private const int FarOff = 4000; // 500 ms
    private const int FarOffPackets = 3;

    private bool _anchored;
    private uint _anchorTimestamp;
    private long _offSince;
    private long _lastDeviation;
    private int _farOff;

    /// <summary>Position of the last packet placed.</summary>
    internal long Last { get; private set; }

    /// <param name="start">Start of the call's clock, monotonic nanoseconds.</param>
    /// <returns>False when the packet is to be left out.</returns>
    [MethodImpl(HotPath.Options)]
    internal bool TryPlace(long start, uint timestamp, int length, long now, out long position)
    {
        long wall = MonotonicClock.ToSamples(now - start) - length;
        position = _anchored ? Last + (int)(timestamp - _anchorTimestamp) : wall;
        long deviation = position - wall;
        if (Math.Abs(deviation) <= Tolerance)
        {
            _offSince = 0;
            _farOff = 0;
        }
        else if (Math.Abs(deviation) > FarOff)
        {
            _farOff = _farOff > 0 && Math.Abs(deviation - _lastDeviation) <= Tolerance ? _farOff + 1 : 1;
            _lastDeviation = deviation;
            if (_farOff < FarOffPackets)
            {
                return false;
            }

            position = wall;
            _farOff = 0;
        }
        else if (_offSince == 0)
        {
            _offSince = now;
        }
        else if (now - _offSince > MonotonicClock.Second)
        {
            position = wall;
            _offSince = 0;
        }

        _anchored = true;
        Last = position;
        _anchorTimestamp = timestamp;
        return position + length > 0;
    }
}
