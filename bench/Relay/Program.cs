using System.Globalization;
using System.Net;
using CallCenter.Media;
using Microsoft.Extensions.Logging.Abstractions;

// Our relay with recording, measured as relay.c measures itself: legs 2k and 2k+1 bridged, both sides recorded.
// Usage: Relay LEGS FIRST_PORT PEER_FIRST_PORT WARMUP_MS WINDOW_MS FOLDER|none
int legs = Number(0);
int first = Number(1);
int peer = Number(2);
TimeSpan warmUp = TimeSpan.FromMilliseconds(Number(3));
TimeSpan window = TimeSpan.FromMilliseconds(Number(4));
string? folder = args[5] is "none" ? null : args[5];

await using MediaEngine engine = new(
    new MediaOptions { Bind = IPAddress.Loopback, PortLow = first, PortHigh = first + (2 * legs) + 1, Workers = 1 },
    TimeProvider.System,
    NullLoggerFactory.Instance);
engine.Start();
RtpLeg[] all = [.. Enumerable.Range(0, legs).Select(_ => engine.TryOpenLeg() ?? throw new InvalidOperationException("no leg"))];
List<RecordingHandle> recordings = [];
for (int i = 0; i < legs; i++)
{
    if (all[i].LocalEndPoint.Port != first + (2 * i))
    {
        throw new InvalidOperationException("the ports are not in order");
    }

    all[i].SetRemote(new RemoteMedia(new IPEndPoint(IPAddress.Loopback, peer + i), AudioCodec.Pcmu, 0, 101));
}

for (int i = 0; i < legs; i += 2)
{
    engine.Join(all[i], all[i + 1]);
    if (folder is not null)
    {
        RecordingHandle recording = engine.Recordings.Start(Path.Combine(folder, $"{i}.wav"), RecordingFormat.StereoMulaw);
        all[i].Tap(recording.AgentTap);
        all[i + 1].Tap(recording.CustomerTap);
        recordings.Add(recording);
    }
}

Console.WriteLine("ready");
while (engine.Stats.PacketsIn == 0)
{
    await Task.Delay(20);
}

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
    $"{{\"relay\":\"ours\",\"packets\":{packets},\"usPerPacket\":{(user + system) / packets:F3},\"user\":{user / packets:F3},\"system\":{system / packets:F3},\"bytesPerPacket\":{(double)onWorkers / packets:F4},\"processBytesPerPacket\":{(double)allocated / packets:F4},\"dropped\":{after.Dropped.Total - before.Dropped.Total},\"ticksOver20ms\":{after.TicksOver20Ms - before.TicksOver20Ms},\"worstTickMs\":{after.WorstTickLateness.TotalMilliseconds:F1}}}"));

// The generator stops; the recordings must be whole.
for (long seen = -1; seen != engine.Stats.PacketsIn;)
{
    seen = engine.Stats.PacketsIn;
    await Task.Delay(500);
}

RecordingResult[] results = await Task.WhenAll(recordings.Select(recording => recording.CloseAsync()));
if (results.Length > 0 && (results.Any(result => !result.Complete || result.Gaps.Count > 0) || results.Min(result => result.Duration) < warmUp + window))
{
    Console.WriteLine("{\"recordings\":\"incomplete\"}");
    return 1;
}

return 0;

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);
