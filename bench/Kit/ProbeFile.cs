using System.Globalization;
using CallCenter.TestKit;

namespace CallCenter.Bench.Kit;

/// <summary>What the runtime in the measured program counted so far.</summary>
public sealed record RuntimeFigures(int Gen0, int Gen1, int Gen2, double PauseMs, long Allocated, long Live, long Heap, int PoolThreads);

/// <summary>Reads the probe's file.</summary>
public sealed class ProbeFile(string path)
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>The newest figures.</summary>
    public RuntimeFigures Latest()
    {
        string[] f = Lines().Last(line => line.StartsWith("g ", StringComparison.Ordinal)).Split(' ');
        return new RuntimeFigures(Int(f[1]), Int(f[2]), Int(f[3]), Number(f[4]), Long(f[5]), Long(f[6]), Long(f[7]), Int(f[8]));
    }

    /// <summary>Has the program collect everything; the bytes still alive. Garbage that merely waits is told from a leak by this.</summary>
    public async Task<long> LiveAsync()
    {
        int before = Lines().Count(line => line.StartsWith("c ", StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path + ".collect", "");
        string[] lines = await WaitFor.AnswerAsync(
            "a full collection",
            _ => Task.FromResult(Lines().Where(line => line.StartsWith("c ", StringComparison.Ordinal)).ToArray()),
            answers => answers.Length > before,
            TimeSpan.FromSeconds(20));
        return Long(lines[^1].Split(' ')[1]);
    }

    /// <summary>Every measurement of an instrument, in its unit, in order.</summary>
    public IReadOnlyList<double> Measurements(string instrument)
        => [.. Lines().Where(line => line.StartsWith($"m {instrument} ", StringComparison.Ordinal)).Select(line => Number(line.Split(' ')[2]))];

    private string[] Lines()
    {
        using FileStream file = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        string text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
