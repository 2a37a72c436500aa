using System.Runtime.CompilerServices;

namespace CallCenter.Media.Rtp;

/// <summary>
/// What one leg receives, by RFC 3550 A.1, A.3 and A.8: sequence check, loss, jitter. A new SSRC takes over when two of its packets follow each
/// other, so that one stray packet of an old stream cannot. Owned by the leg's worker; the totals may be read from elsewhere.
/// </summary>
internal sealed class RtpSource
{
    private const int MaxDropout = 3000;
    private const int MaxMisorder = 100;
    private const int NoSequence = -1;

    private bool _started;
    private ushort _maxSequence;
    private uint _cycles;
    private uint _baseSequence;
    private int _expectedBadSequence = NoSequence;
    private ulong _seen; // bit i: maxSequence - i was received
    private long _receivedOfSource;
    private uint _candidateSsrc;
    private int _candidateSequence = NoSequence;
    private long _lostBefore;
    private long _expectedBefore;
    private long _lastTransit;
    private bool _hasTransit;
    private double _jitter;
    private long _received;
    private long _expectedPrior;
    private long _receivedPrior;

    internal uint Ssrc { get; private set; }

    internal bool HasSource => _started;

    /// <summary>Packets accepted since the leg was opened, all sources.</summary>
    internal long Received => Volatile.Read(ref _received);

    internal double JitterSamples => Volatile.Read(ref _jitter);

    internal uint ExtendedSequence => _cycles + _maxSequence;

    internal long Expected => _expectedBefore + ExpectedOfSource;

    internal long Lost => _lostBefore + LostOfSource;

    private long ExpectedOfSource => _started ? (long)ExtendedSequence - _baseSequence + 1 : 0;

    private long LostOfSource => Math.Max(0, ExpectedOfSource - _receivedOfSource);

    /// <summary>Takes a packet into account.</summary>
    /// <param name="restart">True when the numbers begin anew: what follows must be re-based on our own clock.</param>
    /// <returns>False when the packet is to be dropped.</returns>
    [MethodImpl(HotPath.Options)]
    internal bool Accept(uint ssrc, ushort sequence, out bool restart)
    {
        restart = false;
        if (!_started)
        {
            Begin(ssrc, sequence);
            restart = true;
            return true;
        }

        if (ssrc != Ssrc)
        {
            if (_candidateSsrc != ssrc || _candidateSequence != sequence)
            {
                _candidateSsrc = ssrc;
                _candidateSequence = (ushort)(sequence + 1);
                return false;
            }

            CloseSource();
            Begin(ssrc, sequence);
            restart = true;
            return true;
        }

        return AcceptInSource(sequence, out restart);
    }

    /// <summary>RFC 3550 A.8, for audio packets only: events keep one timestamp.</summary>
    [MethodImpl(HotPath.Options)]
    internal void MeasureJitter(uint timestamp, long nowNanoseconds)
    {
        long transit = Native.MonotonicClock.ToSamples(nowNanoseconds) - timestamp;
        if (_hasTransit)
        {
            int difference = Math.Abs((int)(transit - _lastTransit));

            // A jump of the sender's clock is not jitter.
            if (difference is >= 0 and < 8000)
            {
                Volatile.Write(ref _jitter, _jitter + ((difference - _jitter) / 16));
            }
        }

        _lastTransit = transit;
        _hasTransit = true;
    }

    /// <summary>Loss since the last call in 1/256 (RFC 3550 A.3), for a report block.</summary>
    internal byte TakeFractionLost()
    {
        long expected = Expected - _expectedPrior;
        long received = Received - _receivedPrior;
        _expectedPrior = Expected;
        _receivedPrior = Received;
        long lost = expected - received;
        return expected <= 0 || lost <= 0 ? (byte)0 : (byte)Math.Min(255, (lost << 8) / expected);
    }

    /// <summary>The far end is another one from now on: its first packet is taken as it comes. Losses so far stay counted.</summary>
    internal void Forget()
    {
        CloseSource();
        _started = false;
        _candidateSequence = NoSequence;
        _hasTransit = false;
    }

    [MethodImpl(HotPath.Options)]
    private bool AcceptInSource(ushort sequence, out bool restart)
    {
        restart = false;
        ushort ahead = (ushort)(sequence - _maxSequence);
        if (ahead is > 0 and < MaxDropout)
        {
            if (sequence < _maxSequence)
            {
                _cycles += 0x10000;
            }

            _maxSequence = sequence;
            _seen = ahead >= 64 ? 1 : (_seen << ahead) | 1;
        }
        else if (ahead != 0 && ahead <= 0x10000 - MaxMisorder)
        {
            // A large jump counts only when the next packet confirms it: then the sender restarted.
            if (sequence != _expectedBadSequence)
            {
                _expectedBadSequence = (ushort)(sequence + 1);
                return false;
            }

            CloseSource();
            Begin(Ssrc, sequence);
            restart = true;
            return true;
        }
        else
        {
            int behind = (ushort)(_maxSequence - sequence);
            ulong bit = behind < 64 ? 1UL << behind : 0;
            if (bit == 0 || (_seen & bit) != 0)
            {
                return false;
            }

            _seen |= bit;
        }

        _receivedOfSource++;
        Volatile.Write(ref _received, _received + 1);
        return true;
    }

    private void Begin(uint ssrc, ushort sequence)
    {
        _started = true;
        Ssrc = ssrc;
        _maxSequence = sequence;
        _baseSequence = sequence;
        _cycles = 0;
        _seen = 1;
        _receivedOfSource = 1;
        _expectedBadSequence = NoSequence;
        _candidateSequence = NoSequence;
        _hasTransit = false;
        Volatile.Write(ref _received, _received + 1);
    }

    private void CloseSource()
    {
        _lostBefore += LostOfSource;
        _expectedBefore += ExpectedOfSource;
    }
}
