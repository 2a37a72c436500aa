using CallCenter.Media.Native;
using CallCenter.Media.Recording;

namespace CallCenter.Media;

/// <summary>One recording under way. Give its taps to the legs (<see cref="MediaLeg.Tap"/>), close it when the call ends.</summary>
public sealed class RecordingHandle
{
    private readonly RecordingWriter _writer;
    private readonly RecordingChannel _agent;
    private readonly RecordingChannel _customer;
    private readonly TaskCompletionSource<RecordingResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<(long From, long To, string Reason)> _gaps = [];
    private long _pausedFrom = -1;
    private bool _closing;

    internal RecordingHandle(RecordingWriter writer, string path, IRecordingFile file, byte[] header, long start)
    {
        _writer = writer;
        Path = path;
        File = file;
        Header = header;
        Start = start;
        _agent = new RecordingChannel(start);
        _customer = new RecordingChannel(start);
    }

    /// <summary>The file, as given to <see cref="RecordingWriter.Start"/>.</summary>
    public string Path { get; }

    /// <summary>Left channel: what the agent says.</summary>
    public IAudioTap AgentTap => _agent;

    /// <summary>Right channel: what the customer says.</summary>
    public IAudioTap CustomerTap => _customer;

    internal RecordingChannel Agent => _agent;

    internal RecordingChannel Customer => _customer;

    internal IRecordingFile File { get; }

    internal byte[] Header { get; }

    internal bool HeaderWritten { get; set; }

    /// <summary>Start of the call's clock, monotonic nanoseconds.</summary>
    internal long Start { get; }

    /// <summary>Frames taken from the channels.</summary>
    internal long Taken { get; set; }

    /// <summary>Frames in the file.</summary>
    internal long Written { get; set; }

    internal bool InTrouble { get; set; }

    internal long RetryAt { get; set; }

    internal long LaggedSince { get; set; }

    internal long CloseAt { get; private set; } = long.MaxValue;

    internal Task<RecordingResult> Completion => _result.Task;

    /// <summary>Silence on both sides from now on (card data); the place is marked in the file.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            if (_pausedFrom < 0 && !_closing)
            {
                _pausedFrom = PositionAt(MonotonicClock.Now);
                _agent.SetPaused(true);
                _customer.SetPaused(true);
            }
        }
    }

    /// <summary>Records again after <see cref="Pause"/>.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            EndPause(PositionAt(MonotonicClock.Now));
            _agent.SetPaused(false);
            _customer.SetPaused(false);
        }
    }

    /// <summary>Writes what is left, makes the header true, syncs and hashes. Never throws for disk trouble: the result tells. A second call gives the same result.</summary>
    public Task<RecordingResult> CloseAsync()
    {
        lock (_gate)
        {
            if (_closing)
            {
                return _result.Task;
            }

            CloseAt = MonotonicClock.Now;
            EndPause(PositionAt(CloseAt));
            _agent.Close();
            _customer.Close();
            _closing = true;
        }

        // Outside the lock: the writer asks this handle for its gaps.
        _writer.Close(this);
        return _result.Task;
    }

    internal long PositionAt(long now) => Math.Max(0, MonotonicClock.ToSamples(now - Start));

    internal void NoteGap(long from, long to, string reason)
    {
        lock (_gate)
        {
            if (_gaps.Count > 0 && string.Equals(_gaps[^1].Reason, reason, StringComparison.Ordinal) && _gaps[^1].To >= from)
            {
                _gaps[^1] = _gaps[^1] with { To = Math.Max(to, _gaps[^1].To) };
            }
            else
            {
                _gaps.Add((from, to, reason));
            }
        }
    }

    internal (long From, long To, string Reason)[] Gaps()
    {
        lock (_gate)
        {
            return [.. _gaps.OrderBy(gap => gap.From)];
        }
    }

    internal void Complete(RecordingResult result) => _result.TrySetResult(result);

    private void EndPause(long now)
    {
        if (_pausedFrom >= 0)
        {
            _gaps.Add((_pausedFrom, now, "paused"));
            _pausedFrom = -1;
        }
    }
}
