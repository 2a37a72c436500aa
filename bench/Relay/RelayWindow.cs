using System.Globalization;
using CallCenter.Media;

namespace CallCenter.Bench.Relay;

/// <summary>What a relay costs per packet in one window, as relay.c tells it, and whether its recordings are whole afterwards.</summary>
internal static class RelayWindow
{
    /// <summary>Warms up, measures and prints one line of JSON.</summary>
    /// <param name="label">Value of "relay".</param>
    /// <param name="more">Further members, beginning with a comma; may be empty.</param>
    internal static async Task MeasureAsync(MediaEngine engine, string label, TimeSpan warmUp, TimeSpan window, string more)
    {
        await Task.Delay(warmUp);
        MediaStats before = engine.Stats;
        long allocated = GC.GetTotalAllocatedBytes();
        Environment.ProcessCpuUsage start = Environment.CpuUsage;
        await Task.Delay(window);
        Environment.ProcessCpuUsage end = Environment.CpuUsage;
        double user = (end.UserTime - start.UserTime).TotalMicroseconds;
        double system = (end.PrivilegedTime - start.PrivilegedTime).TotalMicroseconds;
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        MediaStats after = engine.Stats;
        long packets = after.PacketsOut - before.PacketsOut;
        long onWorkers = after.AllocatedBytesByWorker.Sum() - before.AllocatedBytesByWorker.Sum();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"relay\":\"{label}\",\"packets\":{packets},\"usPerPacket\":{(user + system) / packets:F3},\"user\":{user / packets:F3},\"system\":{system / packets:F3},\"bytesPerPacket\":{(double)onWorkers / packets:F4},\"processBytesPerPacket\":{(double)allocated / packets:F4},\"dropped\":{after.Dropped.Total - before.Dropped.Total},\"ticksOver20ms\":{after.TicksOver20Ms - before.TicksOver20Ms},\"worstTickMs\":{after.WorstTickLateness.TotalMilliseconds:F1}{more}}}"));
    }

    /// <summary>Waits until the load has stopped, closes the recordings and says so when one has a gap or is too short.</summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> CloseAsync(MediaEngine engine, IEnumerable<RecordingHandle> recordings, TimeSpan atLeast)
    {
        for (long seen = -1; seen != engine.Stats.PacketsIn;)
        {
            seen = engine.Stats.PacketsIn;
            await Task.Delay(500);
        }

        RecordingResult[] results = await Task.WhenAll(recordings.Select(recording => recording.CloseAsync()));
        if (results.Length > 0 && (results.Any(result => !result.Complete || result.Gaps.Count > 0) || results.Min(result => result.Duration) < atLeast))
        {
            Console.WriteLine("{\"recordings\":\"incomplete\"}");
            return 1;
        }

        return 0;
    }
}
