using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CallCenter.Bench.BrowserRelay;
using CallCenter.Bench.Relay;
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

await RelayWindow.MeasureAsync(engine, "browsers", warmUp, window, string.Create(CultureInfo.InvariantCulture, $",\"setUpCpuMs\":{setUp:F2}"));
return await RelayWindow.CloseAsync(engine, recordings, warmUp + window);

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
