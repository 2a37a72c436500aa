using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CallCenter.Bench.BrowserRelay;
using CallCenter.Media;
using Microsoft.Extensions.Logging.Abstractions;

// Browser legs bridged to SIP legs and recorded, measured as ../Relay/relay.c measures itself; or browsers that hear themselves (no telephones).
// Usage: BrowserRelay BROWSERS PHONES CONTROL_PORT WEBRTC_PORT FIRST_PORT PEER_FIRST_PORT WARMUP_MS WINDOW_MS FOLDER|none
int browsers = Number(0);
int phones = Number(1);
int first = Number(4);
int peer = Number(5);
TimeSpan warmUp = TimeSpan.FromMilliseconds(Number(6));
TimeSpan window = TimeSpan.FromMilliseconds(Number(7));
string? folder = args[8] is "none" ? null : args[8];
if (phones != 0 && phones != browsers)
{
    Console.Error.WriteLine("as many telephones as browsers, or none");
    return 2;
}

await using MediaEngine engine = new(
    new MediaOptions
    {
        Bind = IPAddress.Loopback,
        PortLow = first,
        PortHigh = first + (2 * Math.Max(1, phones)) + 1,
        Workers = 1,
        WebRtc = new IPEndPoint(IPAddress.Loopback, Number(3)),
    },
    TimeProvider.System,
    NullLoggerFactory.Instance);
engine.Start();
BrowserLeg[] pages = [.. Enumerable.Range(0, browsers).Select(_ => engine.TryOpenBrowserLeg() ?? throw new InvalidOperationException("no leg"))];
List<RecordingHandle> recordings = [];
for (int i = 0; i < browsers; i++)
{
    if (phones == 0)
    {
        pages[i].Echo();
        continue;
    }

    RtpLeg phone = engine.TryOpenLeg() ?? throw new InvalidOperationException("no leg");
    if (phone.LocalEndPoint.Port != first + (2 * i))
    {
        throw new InvalidOperationException("the ports are not in order");
    }

    phone.SetRemote(new RemoteMedia(new IPEndPoint(IPAddress.Loopback, peer + i), AudioCodec.Pcmu, 0, 101));
    engine.Join(pages[i], phone);
    if (folder is not null)
    {
        RecordingHandle recording = engine.Recordings.Start(Path.Combine(folder, $"{i}.wav"), RecordingFormat.StereoMulaw);
        pages[i].Tap(recording.AgentTap);
        phone.Tap(recording.CustomerTap);
        recordings.Add(recording);
    }
}

using TcpListener door = OfferDoor.Open(Number(2));
Console.WriteLine("ready");
Environment.ProcessCpuUsage idle = Environment.CpuUsage;
await OfferDoor.AnswerAllAsync(door, pages);
await Task.WhenAll(pages.Select(UpAsync));
double setUp = (Environment.CpuUsage.TotalTime - idle.TotalTime).TotalMilliseconds / browsers;

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
    $"{{\"relay\":\"browsers\",\"packets\":{packets},\"usPerPacket\":{(user + system) / packets:F3},\"user\":{user / packets:F3},\"system\":{system / packets:F3},\"bytesPerPacket\":{(double)onWorkers / packets:F4},\"processBytesPerPacket\":{(double)allocated / packets:F4},\"dropped\":{after.Dropped.Total - before.Dropped.Total},\"ticksOver20ms\":{after.TicksOver20Ms - before.TicksOver20Ms},\"worstTickMs\":{after.WorstTickLateness.TotalMilliseconds:F1},\"setUpCpuMs\":{setUp:F2}}}"));

// The load stops; the recordings must be whole.
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

static async Task UpAsync(BrowserLeg leg)
{
    await foreach (LegEvent happened in leg.Events.ReadAllAsync())
    {
        switch (happened)
        {
            case PeerUp:
                return;
            case PeerClosed closed:
                throw new InvalidOperationException($"A browser did not come up: {closed.Reason}");
        }
    }
}
