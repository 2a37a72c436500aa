using System.Collections.Concurrent;
using System.Threading.Channels;
using CallCenter.Contracts;
using CallCenter.Dialer.Calls;
using CallCenter.Domain;
using CallCenter.Domain.Pacing;

namespace CallCenter.Dialer.Pacing;

/// <summary>
/// One campaign's calls under way and its counts since it was first started. Calls write here from their own loops; the runner
/// reads. Thread-safe.
/// </summary>
/// <param name="earlier">Counts of earlier runs, from the database.</param>
internal sealed class CampaignBook(TimeProvider time, PacingCounters earlier)
{
    private readonly ConcurrentDictionary<CallId, OutboundCall> _calls = new();
    private readonly Channel<PacingEvent> _events = Channel.CreateBounded<PacingEvent>(
        new BoundedChannelOptions(20_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly long _epoch = time.GetTimestamp();
    private long _attempts = earlier.Dials;
    private long _liveAnswers = earlier.JudgedLive;
    private long _connected = earlier.Connected;
    private long _abandoned = earlier.Abandoned;

    /// <summary>Set by whatever may change the next decision; the runner awaits it.</summary>
    public SemaphoreSlim Signal { get; } = new(0, 1);

    /// <summary>The campaign's own clock in seconds: monotonic, so that no change of the wall clock reaches the pacer.</summary>
    public double Now => time.GetElapsedTime(_epoch).TotalSeconds;

    public ICollection<OutboundCall> Calls => _calls.Values;

    public int CallsUnderWay => _calls.Count;

    public PacingCounters SinceStart => new(
        Interlocked.Read(ref _attempts), Interlocked.Read(ref _liveAnswers), Interlocked.Read(ref _connected), Interlocked.Read(ref _abandoned));

    public void Placed(OutboundCall call)
    {
        _calls[call.Plan.Call] = call;
        Interlocked.Increment(ref _attempts);
        Report(PacingEventKind.Placed, call);
    }

    public void JudgedLive(OutboundCall call)
    {
        Interlocked.Increment(ref _liveAnswers);
        Report(PacingEventKind.JudgedLive, call);
    }

    public void Connected(OutboundCall call)
    {
        Interlocked.Increment(ref _connected);
        Report(PacingEventKind.Connected, call);
    }

    public void Abandoned(OutboundCall call)
    {
        Interlocked.Increment(ref _abandoned);
        Report(PacingEventKind.Abandoned, call);
    }

    /// <summary>The call is over.</summary>
    public void Ended(OutboundCall call, CallOutcome outcome)
    {
        if (!_calls.TryRemove(call.Plan.Call, out _))
        {
            return;
        }

        if (outcome != CallOutcome.Connected)
        {
            Report(PacingEventKind.Ended, call, CauseMap.IsTrunkFault(outcome));
        }

        Wake();
    }

    public void Report(PacingEventKind kind, OutboundCall call, bool failed = false)
    {
        DateTimeOffset now = time.GetUtcNow();
        double answerAge = call.AnsweredAt is { } answered ? (now - answered).TotalSeconds : double.NaN;
        _events.Writer.TryWrite(new PacingEvent(kind, Now, (now - call.PlacedAt).TotalSeconds, answerAge, failed));
    }

    public bool TryReadEvent(out PacingEvent e) => _events.Reader.TryRead(out e);

    /// <summary>Asks for a decision now instead of at the next tick.</summary>
    public void Wake()
    {
        try
        {
            Signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // a decision is asked for already
        }
    }

    /// <summary>Calls by phase, for the live board.</summary>
    public CallCounts Count()
    {
        int dialing = 0, ringing = 0, detecting = 0, waiting = 0, connected = 0;
        foreach (OutboundCall call in _calls.Values)
        {
            switch (call.Phase)
            {
                case CallPhase.Dialing:
                    dialing++;
                    break;
                case CallPhase.Ringing:
                    ringing++;
                    break;
                case CallPhase.Detecting:
                    detecting++;
                    break;
                case CallPhase.Waiting:
                    waiting++;
                    break;
                case CallPhase.Connected:
                    connected++;
                    break;
                default:
                    break;
            }
        }

        return new CallCounts(dialing, ringing, detecting, waiting, connected);
    }
}
