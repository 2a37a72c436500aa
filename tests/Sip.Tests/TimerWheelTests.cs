using CallCenter.Sip.Execution;

namespace CallCenter.Sip.Tests;

public sealed class TimerWheelTests
{
    [Fact]
    public void Timers_fire_in_order_of_time_also_when_time_jumps_and_they_set_others()
    {
        var wheel = new TimerWheel();
        var fired = new List<(string Name, long At)>();
        long now = 0;
        WheelTimer? again = null;
        int left = 3;
        again = new WheelTimer(() =>
        {
            fired.Add(("again", now));
            if (--left > 0)
                wheel.Set(again!, now + 100);
        });
        wheel.Set(again, 100);
        wheel.Set(new WheelTimer(() => fired.Add(("late", now))), 250);
        wheel.Set(new WheelTimer(() => fired.Add(("far", now))), 20_480 + 100); // same slot as the first, a round later
        wheel.AdvanceTo(300_000, t => now = t);
        Assert.Equal([("again", 100), ("again", 200), ("late", 250), ("again", 300), ("far", 20_580)], fired);
        Assert.Equal(0, wheel.Count);
    }

    [Fact]
    public void Cancelled_timers_do_not_fire_and_a_throwing_one_does_not_stop_its_neighbours()
    {
        var wheel = new TimerWheel();
        int fired = 0;
        var cancelled = new WheelTimer(() => fired += 100);
        wheel.Set(new WheelTimer(() => fired++), 10);
        wheel.Set(cancelled, 10);
        wheel.Set(new WheelTimer(() => throw new InvalidOperationException()), 10);
        wheel.Cancel(cancelled);
        wheel.Cancel(cancelled);
        Assert.Throws<InvalidOperationException>(() => wheel.AdvanceTo(10, _ => { }));
        wheel.AdvanceTo(10, _ => { });
        Assert.Equal((1, 0), (fired, wheel.Count));
    }

    [Fact]
    public void Random_setting_moving_and_cancelling_agrees_with_a_plain_list()
    {
        var random = new Random(17);
        var wheel = new TimerWheel();
        var due = new Dictionary<int, long>();
        var fired = new List<int>();
        long now = 0;
        WheelTimer[] timers = [.. Enumerable.Range(0, 200).Select(i => new WheelTimer(() => fired.Add(i)))];
        for (int step = 0; step < 20_000; step++)
        {
            int i = random.Next(timers.Length);
            if (random.Next(4) == 0)
            {
                wheel.Cancel(timers[i]);
                due.Remove(i);
            }
            else
            {
                long at = now + (random.Next(1, 3000) * 10);
                wheel.Set(timers[i], at);
                due[i] = at;
            }

            if (step % 5 != 0)
                continue;
            now += random.Next(0, 30) * 10;
            fired.Clear();
            wheel.AdvanceTo(now, _ => { });
            Assert.Equal(due.Where(d => d.Value <= now).Select(d => d.Key).Order(), fired.Order());
            foreach (int gone in fired)
                due.Remove(gone);
            Assert.Equal(due.Count, wheel.Count);
        }
    }
}
