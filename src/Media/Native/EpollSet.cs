using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CallCenter.Media.Native;

/// <summary>An epoll set with one eventfd to wake it and one timerfd on an absolute monotonic grid.</summary>
internal sealed unsafe class EpollSet : IDisposable
{
    internal const ulong WakeToken = ulong.MaxValue;
    internal const ulong TickToken = ulong.MaxValue - 1;
    internal const ulong PortToken = ulong.MaxValue - 2;
    private const int MaxEvents = 512;


    // The kernel packs struct epoll_event on x86-64 only.
    private static readonly int EventBytes = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;
    private static readonly int TokenAt = EventBytes - sizeof(ulong);

    private readonly byte* _events;
    private readonly int _epoll;
    private readonly int _wake;
    private readonly int _timer;
    private readonly Lock _wakeGate = new();
    private bool _closed;

    internal EpollSet()
    {
        _epoll = Check(Libc.EpollCreate(Libc.EpollCloexec), "epoll_create1");
        _wake = Check(Libc.EventFd(0, Libc.EfdNonBlock | Libc.EfdCloexec), "eventfd");
        _timer = Check(Libc.TimerFdCreate(Libc.ClockMonotonic, Libc.EfdNonBlock | Libc.EfdCloexec), "timerfd_create");
        Check(Add(_wake, WakeToken), "epoll_ctl");
        Check(Add(_timer, TickToken), "epoll_ctl");
        _events = (byte*)NativeMemory.AllocZeroed(MaxEvents, (nuint)EventBytes);
    }

    /// <summary>Starts the grid: first at the given time, then every period.</summary>
    internal void StartGrid(long firstNanoseconds, long periodNanoseconds)
    {
        Libc.ItimerSpec spec = new() { Value = Libc.TimeSpec.From(firstNanoseconds), Interval = Libc.TimeSpec.From(periodNanoseconds) };
        Check(Libc.TimerFdSetTime(_timer, Libc.TimerAbsTime, &spec, null), "timerfd_settime");
    }

    internal int Add(int fd, ulong token)
    {
        byte* ev = stackalloc byte[16];
        *(uint*)ev = Libc.EpollIn;
        Unsafe.WriteUnaligned(ev + TokenAt, token);
        return Libc.EpollCtl(_epoll, Libc.EpollCtlAdd, fd, ev);
    }

    internal void Remove(int fd) => _ = Libc.EpollCtl(_epoll, Libc.EpollCtlDel, fd, null);

    /// <summary>Waits for something; returns the number of tokens to read with <see cref="Token"/> (0 after an interruption).</summary>
    internal int Wait() => Math.Max(0, Libc.EpollWait(_epoll, _events, MaxEvents, -1));

    internal ulong Token(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, MaxEvents);
        return Unsafe.ReadUnaligned<ulong>(_events + (index * EventBytes) + TokenAt);
    }

    /// <summary>Grid slots that have come due since the last call; 0 when none.</summary>
    internal long TakeTicks()
    {
        ulong count = 0;
        return Libc.Read(_timer, &count, sizeof(ulong)) == sizeof(ulong) ? (long)count : 0;
    }

    internal void ClearWake()
    {
        ulong count = 0;
        _ = Libc.Read(_wake, &count, sizeof(ulong));
    }

    /// <summary>Wakes the waiting thread; any thread may call it, also after the end.</summary>
    internal void Wake()
    {
        lock (_wakeGate)
        {
            if (!_closed)
            {
                ulong one = 1;
                _ = Libc.Write(_wake, &one, sizeof(ulong));
            }
        }
    }

    public void Dispose()
    {
        lock (_wakeGate)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            _ = Libc.Close(_timer);
            _ = Libc.Close(_wake);
            _ = Libc.Close(_epoll);
            NativeMemory.Free(_events);
        }
    }

    private static int Check(int result, string call) => result >= 0
        ? result
        : throw new MediaUnavailableException($"The system refuses {call} to the media engine: {Libc.Describe(Libc.Errno)}");
}
