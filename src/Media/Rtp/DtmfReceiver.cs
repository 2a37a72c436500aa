using System.Buffers.Binary;
using CallCenter.Media.Native;

namespace CallCenter.Media.Rtp;

/// <summary>Tells digits from RFC 4733 packets by their event timestamp: one report per event, however many copies come.</summary>
internal sealed class DtmfReceiver
{
    private const string Digits = "0123456789*#ABCD";

    // The end packets may all be lost: an event that is not continued for this long is over.
    private const long Abandoned = 120 * MonotonicClock.Millisecond;

    private bool _known;
    private bool _reported;
    private uint _timestamp;
    private byte _event;
    private int _earlierDuration;
    private int _duration;
    private long _lastAt;

    /// <summary>A digit has begun and is not reported yet.</summary>
    internal bool IsOpen => _known && !_reported;

    /// <summary>Takes an event payload; returns a digit that has ended with it, or null.</summary>
    internal DtmfDigit? OnEvent(ReadOnlySpan<byte> payload, uint timestamp, long now)
    {
        if (payload.Length < 4 || payload[0] >= Digits.Length)
        {
            return null;
        }

        DtmfDigit? earlier = null;
        if (!_known || timestamp != _timestamp)
        {
            if (_known && !IsNewer(timestamp))
            {
                return null;
            }

            if (IsContinuation(payload[0], timestamp))
            {
                // RFC 4733 2.5.1.3: an event longer than 65535 units goes on in a new segment.
                _earlierDuration += 0xFFFF;
            }
            else
            {
                earlier = Finish();
                _earlierDuration = 0;
                _reported = false;
            }

            _known = true;
            _timestamp = timestamp;
            _event = payload[0];
            _duration = 0;
        }

        _lastAt = now;
        _duration = Math.Max(_duration, BinaryPrimitives.ReadUInt16BigEndian(payload[2..]));
        bool end = (payload[1] & 0x80) != 0;
        return earlier ?? (end ? Finish() : null);
    }

    /// <summary>Asked with audio packets and once a second: a digit whose end packets were lost.</summary>
    internal DtmfDigit? OnTime(long now) => _known && !_reported && now - _lastAt > Abandoned ? Finish() : null;

    /// <summary>The far end's clock begins anew: timestamps are not comparable.</summary>
    internal DtmfDigit? Reset()
    {
        DtmfDigit? last = Finish();
        _known = false;
        _earlierDuration = 0;
        return last;
    }

    private bool IsNewer(uint timestamp) => (int)(timestamp - _timestamp) > 0;

    private bool IsContinuation(byte code, uint timestamp) =>
        _known && !_reported && code == _event && timestamp - _timestamp is 0xFFFF or 0x10000;

    private DtmfDigit? Finish()
    {
        if (!_known || _reported)
        {
            return null;
        }

        _reported = true;
        return new DtmfDigit(Digits[_event], (_earlierDuration + _duration) / 8);
    }
}
