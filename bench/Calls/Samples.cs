using CallCenter.Bench.Kit;

namespace CallCenter.Bench.Calls;

/// <summary>The program's figures over the run, taken every five seconds.</summary>
internal sealed class Samples(MeasuredCenter center, FarEnd farEnd)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private readonly List<(TimeSpan At, ProcessFigures Process, RuntimeFigures Runtime, int Calls)> _taken = [];

    public async Task TakeAsync(TimeSpan length)
    {
        long started = TimeProvider.System.GetTimestamp();
        using PeriodicTimer timer = new(Interval, TimeProvider.System);
        TimeSpan minute = TimeSpan.Zero;
        do
        {
            TimeSpan at = TimeProvider.System.GetElapsedTime(started);
            _taken.Add((at, ProcessFigures.Of(center.Process.Process.Id), center.Probe.Latest(), farEnd.Calls.Count));
            if (at >= minute)
            {
                minute += TimeSpan.FromSeconds(30);
                Console.WriteLine(FormattableString.Invariant($"{at.TotalSeconds,5:0} s: {_taken[^1].Calls} INVITEs, {farEnd.Running} under way, RSS {_taken[^1].Process.Rss / 1e6:0} MB, CPU {_taken[^1].Process.Cpu.TotalSeconds:0.0} s"));
            }
        }
        while (TimeProvider.System.GetElapsedTime(started) < length && await timer.WaitForNextTickAsync());
        _taken.Add((TimeProvider.System.GetElapsedTime(started), ProcessFigures.Of(center.Process.Process.Id), center.Probe.Latest(), farEnd.Calls.Count));
    }

    public void Print()
    {
        var first = _taken[0];
        var last = _taken[^1];
        var early = _taken[..Math.Max(1, _taken.Count / 3)];
        var middle = _taken[(_taken.Count / 3)..Math.Max((_taken.Count / 3) + 1, 2 * _taken.Count / 3)];
        var late = _taken[(2 * _taken.Count / 3)..];
        double seconds = (last.At - first.At).TotalSeconds;
        int calls = last.Calls - first.Calls;
        double cpu = (last.Process.Cpu - first.Process.Cpu).TotalSeconds;
        Console.WriteLine(FormattableString.Invariant($"placed {calls} in {seconds:0} s = {calls / seconds:0.00}/s"));
        Console.WriteLine(FormattableString.Invariant($"RSS MB, mean of each third: {Mean(early):0} / {Mean(middle):0} / {Mean(late):0}; start {first.Process.Rss / 1e6:0}, max {_taken.Max(s => s.Process.Rss) / 1e6:0}, end {last.Process.Rss / 1e6:0}"));
        Console.WriteLine(FormattableString.Invariant($"live heap MB, least of each third: {Least(early):0.0} / {Least(middle):0.0} / {Least(late):0.0}"));
        Console.WriteLine(FormattableString.Invariant($"CPU {cpu:0.0} s = {100 * cpu / seconds:0} % of one core, {1000 * cpu / Math.Max(1, calls):0.0} ms a call (audio of all legs included)"));
        Console.WriteLine(FormattableString.Invariant($"collections gen0/1/2: {last.Runtime.Gen0 - first.Runtime.Gen0}/{last.Runtime.Gen1 - first.Runtime.Gen1}/{last.Runtime.Gen2 - first.Runtime.Gen2}, pauses {last.Runtime.PauseMs - first.Runtime.PauseMs:0} ms in all, allocated {(last.Runtime.Allocated - first.Runtime.Allocated) / 1e6 / seconds:0.0} MB/s = {(last.Runtime.Allocated - first.Runtime.Allocated) / 1e3 / Math.Max(1, calls):0} kB a call"));
        Console.WriteLine(FormattableString.Invariant($"threads, max of each third: {early.Max(s => s.Process.Threads)} / {middle.Max(s => s.Process.Threads)} / {late.Max(s => s.Process.Threads)}; handles {early.Max(s => s.Process.Handles)} / {middle.Max(s => s.Process.Handles)} / {late.Max(s => s.Process.Handles)}"));
        foreach (FileInfo file in new DirectoryInfo(center.Data).GetFiles("*.db*"))
            Console.WriteLine(FormattableString.Invariant($"{file.Name}: {file.Length / 1e6:0.0} MB"));
    }

    private static double Mean(List<(TimeSpan At, ProcessFigures Process, RuntimeFigures Runtime, int Calls)> samples) => samples.Average(s => s.Process.Rss) / 1e6;

    private static double Least(List<(TimeSpan At, ProcessFigures Process, RuntimeFigures Runtime, int Calls)> samples) => samples.Min(s => s.Runtime.Live) / 1e6;
}
