using CallCenter.Media.Native;

namespace CallCenter.Media.Rtp;

/// <summary>
/// Decides which source a leg listens to (hardening M3). The signalled address is confirmed by its first valid packet. Until then, and only for a
/// few seconds after the SDP, another source may be learned from packets in sequence at a natural pace (symmetric RTP behind NAT); it stays
/// provisional for the rest of the window, in which the signalled address still wins. After that nothing is followed until a new SDP.
/// </summary>
internal sealed class Latch
{
    private const int PacketsToLearn = 4;
    private const int MaxSequenceStep = 3;

    // Four packets of 20 ms span 60 ms; a burst is not a call. Some slack for jitter.
    private const long LearnSpan = 30 * MonotonicClock.Millisecond;

    private NativeEndPoint _signalled;
    private NativeEndPoint _peer;
    private Candidate _first;
    private Candidate _second;
    private long _windowEnd;

    internal enum Verdict
    {
        /// <summary>Not our peer.</summary>
        Foreign,

        /// <summary>From the peer.</summary>
        Peer,

        /// <summary>From the peer, and it has just become so: send there from now on.</summary>
        NewPeer,
    }

    internal bool HasRemote => !_signalled.IsNone;

    /// <summary>The source listened to; none until one is known.</summary>
    internal ref readonly NativeEndPoint Peer => ref _peer;

    /// <summary>No other source can be accepted before the next SDP: the socket may be connected.</summary>
    internal bool IsFinal { get; private set; }

    /// <summary>A new SDP: learning begins again, unless it names the source that is confirmed already.</summary>
    internal void Restart(in NativeEndPoint signalled, long now, long window)
    {
        bool unchanged = signalled.Equals(_signalled) && IsFinal && _peer.Equals(signalled);
        _signalled = signalled;
        if (unchanged)
        {
            return;
        }

        _windowEnd = now + window;
        _peer = default;
        _first = default;
        _second = default;
        IsFinal = false;
    }

    /// <summary>Judges the source of a well-formed packet with a negotiated payload type.</summary>
    internal Verdict Judge(in NativeEndPoint source, uint ssrc, ushort sequence, long now)
    {
        if (source.Equals(_signalled))
        {
            if (IsFinal)
            {
                return source.Equals(_peer) ? Verdict.Peer : Verdict.Foreign;
            }

            bool isNew = !_peer.Equals(source);
            _peer = source;
            IsFinal = true;
            return isNew ? Verdict.NewPeer : Verdict.Peer;
        }

        if (!_peer.IsNone)
        {
            IsFinal = IsFinal || now >= _windowEnd;
            return source.Equals(_peer) ? Verdict.Peer : Verdict.Foreign;
        }

        if (now >= _windowEnd || !Learn(source, ssrc, sequence, now))
        {
            return Verdict.Foreign;
        }

        _peer = source;
        return Verdict.NewPeer;
    }

    // Two candidates, so that one sprayer does not keep the real far end from being learned; the older entry gives way.
    private bool Learn(in NativeEndPoint source, uint ssrc, ushort sequence, long now)
    {
        ref Candidate candidate = ref _first;
        if (!_first.Is(source, ssrc) && !_second.Is(source, ssrc))
        {
            candidate = ref (_first.LastAt <= _second.LastAt ? ref _first : ref _second);
            candidate = new Candidate { Source = source, Ssrc = ssrc, Sequence = sequence, Count = 1, FirstAt = now, LastAt = now };
            return false;
        }

        if (!_first.Is(source, ssrc))
        {
            candidate = ref _second;
        }

        int step = (ushort)(sequence - candidate.Sequence);
        bool follows = step is >= 1 and <= MaxSequenceStep;
        candidate.Sequence = sequence;
        candidate.LastAt = now;
        candidate.Count = follows ? candidate.Count + 1 : 1;
        candidate.FirstAt = follows ? candidate.FirstAt : now;
        return candidate.Count >= PacketsToLearn && now - candidate.FirstAt >= LearnSpan;
    }

    private struct Candidate
    {
        internal NativeEndPoint Source;
        internal uint Ssrc;
        internal ushort Sequence;
        internal int Count;
        internal long FirstAt;
        internal long LastAt;

        internal readonly bool Is(in NativeEndPoint source, uint ssrc) => Count > 0 && Ssrc == ssrc && Source.Equals(source);
    }
}
