using System.Runtime.CompilerServices;
using CallCenter.Media.Native;
using CallCenter.Media.WebRtc;
using Microsoft.Extensions.Logging;

namespace CallCenter.Media.Workers;

/// <summary>
/// One media thread: an epoll set, its legs, and a 20 ms grid on an absolute monotonic schedule. Legs are touched by this thread only; other
/// threads send commands. Nothing on the packet path allocates, waits or logs.
/// </summary>
internal sealed partial class MediaWorker : IAsyncDisposable
{
    internal const long SlotNanoseconds = 20 * MonotonicClock.Millisecond;
    private const int MaxSlotsAtOnce = 5;
    private const int ScanEverySlots = 50;

    // Above this many packets a slot, waiting two milliseconds gathers a batch and saves a wake-up per packet; below it would only add delay.
    private const int NapAbovePackets = 200;
    private const long Nap = 2 * MonotonicClock.Millisecond;

    private const int UnhealthyAfterMs = 500;
    private const int RaisedNice = -5;

    private readonly EpollSet _epoll = new();
    private readonly CommandRing _commands = new();
    private readonly PacketBuffers _buffers = new();
    private readonly ILogger _log;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<MediaLeg?> _legs = [];
    private readonly Stack<int> _freeSlots = new();
    private readonly List<MediaLeg> _onGrid = [];
    private BrowserPort? _port;
    private volatile bool _stopping;
    private long _gridStart;
    private long _slot;
    private int _packetsThisSlot;
    private bool _busy;
    private long _lastTickAt;
    private long _faults;
    private long _allocatedBytes;
    private long _ticks;
    private long _ticksSkipped;
    private long _ticksOver5Ms;
    private long _ticksOver20Ms;
    private long _worstLateness;
    private int _legCount;

    internal MediaWorker(int index, ILogger log)
    {
        _log = log;
        _thread = new Thread(Run) { Name = $"media-{index}", IsBackground = true, Priority = ThreadPriority.AboveNormal };
    }

    /// <summary>Legs given to this worker, not yet removed.</summary>
    internal int LegCount => Volatile.Read(ref _legCount);

    internal bool IsHealthy => MonotonicClock.Now - Volatile.Read(ref _lastTickAt) < UnhealthyAfterMs * MonotonicClock.Millisecond;

    internal long AllocatedBytes => Volatile.Read(ref _allocatedBytes);

    internal long Ticks => Volatile.Read(ref _ticks);

    internal long TicksSkipped => Volatile.Read(ref _ticksSkipped);

    internal long TicksOver5Ms => Volatile.Read(ref _ticksOver5Ms);

    internal long TicksOver20Ms => Volatile.Read(ref _ticksOver20Ms);

    internal long WorstLateness => Volatile.Read(ref _worstLateness);

    internal long Faults => Volatile.Read(ref _faults);

    internal PacketBuffers Buffers => _buffers;

    internal EpollSet Epoll => _epoll;

    /// <summary>Gives the browser port to this worker, which closes it at its end. Before <see cref="Start"/>.</summary>
    internal void Attach(BrowserPort port)
    {
        _port = port;
        _ = _epoll.Add(port.Socket.Fd, EpollSet.PortToken);
    }

    internal void Start()
    {
        _gridStart = MonotonicClock.Now;
        Volatile.Write(ref _lastTickAt, _gridStart);
        _epoll.StartGrid(_gridStart + SlotNanoseconds, SlotNanoseconds);
        _thread.Start();
    }

    /// <summary>Hands a command over; waits while the ring is full. After the end of the worker it does nothing: its legs are closed.</summary>
    internal void Post(in WorkerCommand command)
    {
        if (command.Kind == CommandKind.Add)
        {
            Interlocked.Increment(ref _legCount);
        }

        SpinWait spin = default;
        while (!_commands.TryWrite(command))
        {
            if (_stopping)
            {
                return;
            }

            spin.SpinOnce();
        }

        _epoll.Wake();
    }

    /// <summary>Stops the thread and closes its legs.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        if (_thread.ThreadState.HasFlag(ThreadState.Unstarted))
        {
            Release();
            return;
        }

        _epoll.Wake();
        await _ended.Task;
    }

    [MethodImpl(HotPath.Options)]
    private void Run()
    {
        // Linux ignores managed priorities; the nice value of this thread is a wish that needs a capability.
        _ = Libc.SetPriority(0, 0, RaisedNice);
        try
        {
            while (!_stopping)
            {
                int count = _epoll.Wait();
                long now = MonotonicClock.Now;
                for (int from = 0; from < count; from += PacketBuffers.BatchSize)
                {
                    ServeBatch(from, Math.Min(count, from + PacketBuffers.BatchSize), now);
                }

                TakeNap();
            }
        }
        finally
        {
            Release();
            _ended.TrySetResult();
        }
    }

    [MethodImpl(HotPath.Options)]
    private void Serve(ulong token, long now)
    {
        switch (token)
        {
            case EpollSet.WakeToken:
                _epoll.ClearWake();
                while (_commands.TryRead(out WorkerCommand command))
                {
                    Execute(command, now);
                }

                break;
            case EpollSet.TickToken:
                long due = _epoll.TakeTicks();
                if (due > 0)
                {
                    Tick(due);
                }

                break;
            case EpollSet.PortToken:
                _packetsThisSlot += _port!.OnReadable(now);
                break;
            default:
                int slot = (int)(token >> 1);
                if (_legs[slot] is RtpLeg leg)
                {
                    _packetsThisSlot += (token & 1) == 0 ? leg.OnRtpReadable(now) : leg.OnRtcpReadable(now);
                }

                break;
        }
    }

    private void TakeNap()
    {
        if (_busy)
        {
            long nextTick = _gridStart + ((_slot + 1) * SlotNanoseconds);
            MonotonicClock.SleepUntil(Math.Min(nextTick, MonotonicClock.Now + Nap));
        }
    }

    [MethodImpl(HotPath.Options)]
    private void Tick(long due)
    {
        long now = MonotonicClock.Now;
        int serve = (int)Math.Min(due, MaxSlotsAtOnce);
        NoteLateness(now - _gridStart - ((_slot + 1) * SlotNanoseconds), due - serve);
        _slot += due - serve;
        for (int i = 0; i < serve; i++)
        {
            _slot++;
            for (int k = _onGrid.Count - 1; k >= 0; k--)
            {
                MediaLeg leg = _onGrid[k];
                if (!leg.OnGrid(_slot, now))
                {
                    leg.IsOnGrid = false;
                    _onGrid[k] = _onGrid[^1];
                    _onGrid.RemoveAt(_onGrid.Count - 1);
                }
            }

            _port?.OnTick(_slot, now);

            // Each leg once a second: media timeout, reports, lost ends of digits.
            for (int k = (int)(_slot % ScanEverySlots); k < _legs.Count; k += ScanEverySlots)
            {
                _legs[k]?.OnScan(now);
            }
        }

        _busy = _packetsThisSlot > NapAbovePackets * due;
        _packetsThisSlot = 0;
        Volatile.Write(ref _lastTickAt, now);
        Volatile.Write(ref _allocatedBytes, GC.GetAllocatedBytesForCurrentThread());
    }

    private void NoteLateness(long late, long skipped)
    {
        Volatile.Write(ref _ticks, _ticks + 1);
        Volatile.Write(ref _ticksSkipped, _ticksSkipped + skipped);
        if (late > 5 * MonotonicClock.Millisecond)
        {
            Volatile.Write(ref _ticksOver5Ms, _ticksOver5Ms + 1);
        }

        if (late > 20 * MonotonicClock.Millisecond)
        {
            Volatile.Write(ref _ticksOver20Ms, _ticksOver20Ms + 1);
        }

        if (late > _worstLateness)
        {
            Volatile.Write(ref _worstLateness, late);
        }
    }

    private void Execute(in WorkerCommand command, long now)
    {
        MediaLeg leg = command.Leg;
        switch (command.Kind)
        {
            case CommandKind.Add:
                Add(leg);
                break;
            case CommandKind.SetRemote:
                ((RtpLeg)leg).OnSetRemote((RemoteMedia)command.Argument!, now);
                Activate(leg);
                break;
            case CommandKind.Activate:
                Activate(leg);
                break;
            case CommandKind.Peer:
                ((BrowserLeg)leg).OnPeer((PeerChange)command.Argument!, now);
                break;
            case CommandKind.Remove:
                Remove(leg, now);
                break;
        }
    }

    private void Add(MediaLeg leg)
    {
        if (!_freeSlots.TryPop(out int slot))
        {
            slot = _legs.Count;
            _legs.Add(null);
        }

        _legs[slot] = leg;
        leg.Slot = slot;
        leg.Register(_epoll, (ulong)slot << 1);
    }

    /// <summary>The worker's own side of an activation.</summary>
    internal void ActivateNow(MediaLeg leg) => Activate(leg);

    private void Activate(MediaLeg leg)
    {
        if (leg.Slot >= 0 && !leg.IsOnGrid && leg.NeedsGrid)
        {
            leg.IsOnGrid = true;
            _onGrid.Add(leg);
        }
    }

    private void Remove(MediaLeg leg, long now)
    {
        if (leg.Slot < 0)
        {
            return;
        }

        _legs[leg.Slot] = null;
        _freeSlots.Push(leg.Slot);
        leg.Slot = -1;
        if (leg.IsOnGrid)
        {
            leg.IsOnGrid = false;
            _onGrid.Remove(leg);
        }

        Interlocked.Decrement(ref _legCount);
        leg.OnRemoved(_epoll, now);
    }

    private void Release()
    {
        long now = MonotonicClock.Now;
        while (_commands.TryRead(out WorkerCommand command))
        {
            if (command.Kind == CommandKind.Add)
            {
                Add(command.Leg);
            }
        }

        foreach (MediaLeg? leg in _legs.ToArray())
        {
            if (leg is not null)
            {
                leg.Out.Close();
                Remove(leg, now);
            }
        }

        _port?.Dispose();
        _epoll.Dispose();
        _buffers.Dispose();
    }

    private void Fault(Exception exception)
    {
        // A fault per packet would flood the log: the first, then every thousandth.
        if (_faults++ % 1000 == 0)
        {
            MediaLog.WorkerFault(_log, _thread.Name, _faults, exception);
        }
    }
}
