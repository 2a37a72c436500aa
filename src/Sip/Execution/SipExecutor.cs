using CallCenter.Sip.Messages;
using Microsoft.Extensions.Logging;

namespace CallCenter.Sip.Execution;

/// <summary>
/// One SIP thread: takes messages and commands from its queue and turns its timer wheel. Everything of one Call-ID runs here,
/// so transactions, dialogs and sessions need no locks. Nothing that blocks may run on it.
/// </summary>
internal sealed class SipExecutor : IDisposable
{
    /// <summary>Most messages waiting; beyond it they are dropped. Commands of our own calls always get in.</summary>
    public const int QueueLimit = 4096;

    private readonly Lock _gate = new();
    private readonly Queue<SipMessage> _messages = new();
    private readonly Queue<Action> _commands = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly TimerWheel _wheel = new();
    private readonly Thread _thread;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SipCounters _counters;
    private readonly long _origin;
    private readonly Action<long> _setNow;
    private Action<SipMessage>? _receive;
    private Action<SipMessage>? _release;
    private volatile int _depth;
    private volatile int _timers;
    private volatile bool _stop;
    private long _wheelNow = -1;

    public SipExecutor(int number, TimeProvider time, SipCounters counters, ILogger log)
    {
        _time = time;
        _counters = counters;
        _log = log;
        _origin = time.GetTimestamp();
        _setNow = now => _wheelNow = now;
        _thread = new Thread(Run) { IsBackground = true, Name = $"sip-{number}" };
    }

    /// <summary>Messages waiting.</summary>
    public int Depth => _depth;

    /// <summary>Milliseconds since start; inside a timer the time it was set for.</summary>
    public long Now => _wheelNow >= 0 ? _wheelNow : (long)_time.GetElapsedTime(_origin).TotalMilliseconds;

    public void Start(Action<SipMessage> receive, Action<SipMessage> release)
    {
        _receive = receive;
        _release = release;
        _thread.Start();
    }

    /// <summary>Queues a received message; false when the queue is full.</summary>
    public bool TryPost(SipMessage message)
    {
        lock (_gate)
        {
            if (_stop || _messages.Count >= QueueLimit)
                return false;
            _messages.Enqueue(message);
            _depth = _messages.Count;
            _wake.Set();
        }

        return true;
    }

    /// <summary>Queues a command; false when the endpoint is closing and the command will not run.</summary>
    public bool Post(Action command)
    {
        lock (_gate)
        {
            if (_stop)
                return false;
            _commands.Enqueue(command);
            _wake.Set(); // under the lock: after Stop nobody touches the event, so it can be disposed
        }

        return true;
    }

    /// <summary>Called every 10 ms; wakes the thread only when a timer waits.</summary>
    public void Tick()
    {
        if (_timers > 0)
            _wake.Set();
    }

    public void Set(WheelTimer timer, long dueMs) => _wheel.Set(timer, dueMs);

    public void Cancel(WheelTimer timer) => _wheel.Cancel(timer);

    /// <summary>Runs what was posted before, then <paramref name="last"/>, then ends the thread.</summary>
    public void Stop(Action last)
    {
        lock (_gate)
        {
            if (_stop)
                return;
            _commands.Enqueue(last);
            _stop = true;
        }

        _wake.Set();
        if (!_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            _thread.Join();
    }

    public void Dispose() => _wake.Dispose();

    private void Run()
    {
        bool behind = false;
        while (true)
        {
            if (!behind)
                _wake.WaitOne();
            Guarded(TurnWheel);
            while (TakeCommand() is { } command)
                Guarded(command);
            int handled = 0;
            while (TakeMessage() is { } message)
            {
                Receive(message);
                // A flood must not stop the timers.
                if ((++handled & 63) == 0)
                    Guarded(TurnWheel);
                while (TakeCommand() is { } command)
                    Guarded(command);
            }

            // Tick() looks at the count after time has moved; we look at the time after the count: one of the two sees the other.
            _timers = _wheel.Count;
            Interlocked.MemoryBarrier();
            behind = _wheel.IsBehind((long)_time.GetElapsedTime(_origin).TotalMilliseconds);
            lock (_gate)
            {
                if (_stop && _commands.Count == 0)
                    return;
            }
        }
    }

    private void TurnWheel()
    {
        try
        {
            _wheel.AdvanceTo((long)_time.GetElapsedTime(_origin).TotalMilliseconds, _setNow);
        }
        finally
        {
            _wheelNow = -1;
        }
    }

    private Action? TakeCommand()
    {
        lock (_gate)
            return _commands.TryDequeue(out Action? command) ? command : null;
    }

    private SipMessage? TakeMessage()
    {
        lock (_gate)
        {
            bool taken = _messages.TryDequeue(out SipMessage? message);
            _depth = _messages.Count;
            return taken ? message : null;
        }
    }

#pragma warning disable CA1031 // The owner's loop: a bug in one call must not stop the others (house style: caught once, logged once).
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            Fault(error);
        }
    }

    private void Receive(SipMessage message)
    {
        try
        {
            _receive!(message);
        }
        catch (Exception error)
        {
            Fault(error);
        }
        finally
        {
            _release!(message);
        }
    }
#pragma warning restore CA1031

    private void Fault(Exception error)
    {
        _counters.AddFault();
        SipLog.Fault(_log, error);
    }
}
