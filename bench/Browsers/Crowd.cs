using CallCenter.Media.Native;

namespace CallCenter.Bench.Browsers;

/// <summary>Everybody on one thread: a tick is a millisecond, and in each tick one of twenty groups speaks and then listens.</summary>
internal sealed class Crowd(VirtualBrowser[] browsers, Phone[] phones, LoadWindow window)
{
    private const int Groups = 20;
    private const long LateAfter = 10 * MonotonicClock.Millisecond;

    private long _start;
    private long _tick;

    /// <summary>Ticks that came more than 10 ms late: the load was uneven then.</summary>
    internal long LateTicks { get; private set; }

    /// <summary>Goes on until nobody is connecting any more; false when one failed or the time ran out.</summary>
    internal bool Connect(TimeSpan limit)
    {
        Restart();
        long end = _tick + (long)limit.TotalMilliseconds;
        while (_tick < end && browsers.Any(browser => browser.Now == VirtualBrowser.Stage.Connecting))
        {
            Tick();
        }

        return !browsers.Any(browser => browser.Now is VirtualBrowser.Stage.Connecting or VirtualBrowser.Stage.Failed);
    }

    /// <summary>Speaks on; frames that leave after the warm-up and within the window count. What is under way at the end has half a second to arrive.</summary>
    internal void Talk(TimeSpan warmUp, TimeSpan length, TimeSpan coolDown)
    {
        Restart();
        long from = _tick + (long)warmUp.TotalMilliseconds;
        long to = from + (long)length.TotalMilliseconds;
        window.Set(from, to);
        LateTicks = 0;
        while (_tick < to + (long)coolDown.TotalMilliseconds)
        {
            Tick();
        }
    }

    // Between two stretches other things were done: what was not said then is not caught up with.
    private void Restart() => _start = MonotonicClock.Now - (_tick * MonotonicClock.Millisecond);

    private void Tick()
    {
        long due = _start + (_tick * MonotonicClock.Millisecond);
        MonotonicClock.SleepUntil(due);
        long now = MonotonicClock.Now;
        LateTicks += now - due > LateAfter ? 1 : 0;
        int group = (int)(_tick % Groups);
        for (int i = 0; i < browsers.Length; i++)
        {
            VirtualBrowser browser = browsers[i];
            if (i % Groups == group)
            {
                if (browser.Now == VirtualBrowser.Stage.Up)
                {
                    browser.Speak(_tick);
                }

                browser.Step(now);
            }
            else if (browser.Now == VirtualBrowser.Stage.Connecting)
            {
                browser.Step(now);
            }
        }

        for (int i = group; i < phones.Length; i += Groups)
        {
            phones[i].Speak(_tick);
            phones[i].Listen();
        }

        _tick++;
    }
}
