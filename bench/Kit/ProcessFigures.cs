using System.Diagnostics;
using System.Globalization;

namespace CallCenter.Bench.Kit;

/// <summary>What the kernel says of a process.</summary>
/// <param name="Rss">Resident memory in bytes.</param>
/// <param name="Cpu">User and system time.</param>
public sealed record ProcessFigures(long Rss, TimeSpan Cpu, int Threads, int Handles)
{
    /// <summary>Now.</summary>
    public static ProcessFigures Of(int id)
    {
        using Process process = Process.GetProcessById(id);
        string threads = File.ReadLines($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/status").First(line => line.StartsWith("Threads:", StringComparison.Ordinal));
        return new ProcessFigures(
            process.WorkingSet64,
            process.TotalProcessorTime,
            int.Parse(threads["Threads:".Length..], CultureInfo.InvariantCulture),
            Directory.GetFiles($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/fd").Length);
    }
}
