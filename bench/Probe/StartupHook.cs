using System.Diagnostics.Metrics;
using System.Globalization;

#pragma warning disable CA1050, MA0047 // The runtime looks for this class by its name, without a namespace.
/// <summary>
/// DOTNET_STARTUP_HOOKS loads this into the measured program, which knows nothing of it: once a second it appends what only the runtime can
/// tell (collections, pauses, allocation), on request what is alive after a full collection, and every measurement of the product's own meters to the file CALLCENTER_BENCH_PROBE names.
/// </summary>
internal static class StartupHook
{
    private static readonly Lock Gate = new();
    private static readonly MeterListener Listener = new();
    private static StreamWriter? s_file;
    private static string s_path = "";
    private static Timer? s_timer;

    /// <summary>Called by the runtime before Main.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("CALLCENTER_BENCH_PROBE") is not { Length: > 0 } path)
            return;
        s_path = path;
        s_file = new StreamWriter(path, append: true);
        Listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith("CallCenter", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        Listener.SetMeasurementEventCallback<double>(static (instrument, value, _, _) => Write($"m {instrument.Name} {value:R}"));
        Listener.Start();
        s_timer = new Timer(static _ => Sample(), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    private static void Sample()
    {
        if (File.Exists(s_path + ".collect"))
        {
            File.Delete(s_path + ".collect");
            Write($"c {GC.GetTotalMemory(forceFullCollection: true)}");
        }

        GCMemoryInfo last = GC.GetGCMemoryInfo();
        Write($"g {GC.CollectionCount(0)} {GC.CollectionCount(1)} {GC.CollectionCount(2)} {GC.GetTotalPauseDuration().TotalMilliseconds:0.0} {GC.GetTotalAllocatedBytes()} {GC.GetTotalMemory(false)} {last.HeapSizeBytes} {ThreadPool.ThreadCount}");
    }

    private static void Write(FormattableString line)
    {
        string text = line.ToString(CultureInfo.InvariantCulture);
        lock (Gate)
        {
            s_file!.WriteLine(text);
            s_file.Flush();
        }
    }
}
