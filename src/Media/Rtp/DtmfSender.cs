using System.Buffers.Binary;

namespace CallCenter.Media.Rtp;

/// <summary>
/// Sends digits as RFC 4733 events on the 20 ms grid: one timestamp per event, marker on its first packet, 100 ms, then the end packet three times,
/// then 60 ms of ordinary audio. Guarded by the lock of the <see cref="RtpOut"/> that owns it.
/// </summary>
internal sealed class DtmfSender
{
    internal const int PayloadBytes = 4;
    private const string Digits = "0123456789*#ABCD";
    private const int MaxQueued = 64;
    private const int StepSamples = 160;
    private const int EventSteps = 5;
    private const int EndCopies = 3;
    private const int PauseSteps = 3;
    private const byte VolumeMinus10 = 10;

    private readonly Queue<byte> _queue = new(MaxQueued);
    private int _step = -1;
    private byte _event;

    /// <summary>Digits wait or one is under way.</summary>
    internal bool IsBusy => _step >= 0 || _queue.Count > 0;

    /// <summary>Event packets take the place of audio now.</summary>
    internal bool IsSending => _step is >= 0 and < EventSteps + EndCopies;

    /// <summary>Queues the digits; false (and nothing queued) when one is unknown or too many wait.</summary>
    internal bool TryEnqueue(string digits)
    {
        if (_queue.Count + digits.Length > MaxQueued || digits.Any(digit => Digits.IndexOf(char.ToUpperInvariant(digit), StringComparison.Ordinal) < 0))
        {
            return false;
        }

        foreach (char digit in digits)
        {
            _queue.Enqueue((byte)Digits.IndexOf(char.ToUpperInvariant(digit), StringComparison.Ordinal));
        }

        return true;
    }

    internal void Clear()
    {
        _queue.Clear();
        _step = -1;
    }

    /// <summary>One grid slot. True when an event packet is to be sent with this payload; <paramref name="first"/>: it begins an event.</summary>
    internal bool Step(Span<byte> payload, out bool first)
    {
        first = false;
        if (_step < 0)
        {
            if (!_queue.TryDequeue(out _event))
            {
                return false;
            }

            _step = 0;
        }

        int step = _step++;
        if (step >= EventSteps + EndCopies)
        {
            _step = _step >= EventSteps + EndCopies + PauseSteps ? -1 : _step;
            return false;
        }

        first = step == 0;
        bool end = step >= EventSteps;
        payload[0] = _event;
        payload[1] = (byte)((end ? 0x80 : 0) | VolumeMinus10);
        BinaryPrimitives.WriteUInt16BigEndian(payload[2..], (ushort)(StepSamples * Math.Min(step + 1, EventSteps)));
        return true;
    }
}
