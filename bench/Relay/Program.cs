using System.Globalization;
using System.Net;
using CallCenter.Bench.Relay;
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

await RelayWindow.MeasureAsync(engine, "ours", warmUp, window, "");
return await RelayWindow.CloseAsync(engine, recordings, warmUp + window);

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);
