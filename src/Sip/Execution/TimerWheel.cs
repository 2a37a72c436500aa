namespace CallCenter.Sip.Execution;

/// <summary>
/// Hashed timer wheel of 10 ms ticks: setting and cancelling are O(1), whatever the number of transactions. Not thread-safe.
/// Time is a number of milliseconds; when it jumps, timers fire tick by tick, so what they set again fires in the right order too.
/// </summary>
internal sealed class TimerWheel
{
    /// <summary>Milliseconds per tick.</summary>
    public const int TickMs = 10;

    private const int Slots = 1024;
    private readonly WheelTimer?[] _slots = new WheelTimer?[Slots];
    private long _tick;

    /// <summary>Timers waiting.</summary>
    public int Count { get; private set; }

    /// <summary>Sets or moves a timer; one whose time has come fires at the next tick.</summary>
    public void Set(WheelTimer timer, long dueMs)
    {
        Cancel(timer);
        long due = Math.Max((dueMs + TickMs - 1) / TickMs, _tick + 1);
        timer.DueTick = due;
        timer.Slot = (int)(due % Slots);
        timer.Previous = null;
        timer.Next = _slots[timer.Slot];
        if (timer.Next is not null)
            timer.Next.Previous = timer;
        _slots[timer.Slot] = timer;
        Count++;
    }

    public void Cancel(WheelTimer timer)
    {
        if (!timer.IsSet)
            return;
        if (timer.Next is not null)
            timer.Next.Previous = timer.Previous;
        if (timer.Previous is not null)
            timer.Previous.Next = timer.Next;
        else
            _slots[timer.Slot] = timer.Next;
        timer.Next = timer.Previous = null;
        timer.Slot = -1;
        Count--;
    }

    /// <summary>True when <see cref="AdvanceTo"/> would have ticks to go through with timers waiting.</summary>
    public bool IsBehind(long nowMs) => Count > 0 && nowMs / TickMs > _tick;

    /// <summary>Fires what is due; <paramref name="now"/> is told the time of each tick before its timers fire.</summary>
    public void AdvanceTo(long nowMs, Action<long> now)
    {
        long target = nowMs / TickMs;
        while (_tick < target)
        {
            if (Count == 0)
            {
                _tick = target;
                return;
            }

            _tick++;
            int slot = (int)(_tick % Slots);
            bool told = false;
            WheelTimer? timer = _slots[slot];
            while (timer is not null)
            {
                if (timer.DueTick != _tick)
                {
                    timer = timer.Next;
                    continue;
                }

                Cancel(timer);
                if (!told)
                    now(_tick * TickMs);
                told = true;
                try
                {
                    timer.Fire();
                }
                catch
                {
                    _tick--; // the tick's other timers fire at the next call
                    throw;
                }

                timer = _slots[slot]; // firing may have changed the list
            }
        }
    }
}
