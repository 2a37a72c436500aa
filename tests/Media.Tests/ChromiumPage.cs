using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CallCenter.TestKit;
using CallCenter.TestKit.Processes;

namespace CallCenter.Media.Tests;

/// <summary>What the page last told of itself.</summary>
internal sealed record PageReport(
    string? Error = null, string State = "", double PeakHz = 0, double PeakDb = -200, long Received = 0, long Lost = 0, double RoundTripMs = 0, int Loads = 0);

/// <summary>Debian's Chromium without a window, its microphone playing 1 kHz, on a page that calls a browser leg and reports what it hears.</summary>
internal sealed class ChromiumPage : IAsyncDisposable
{
    private const string Page = """
        <!doctype html><title>line</title><script>
        (async () => {
          const post = (path, body) => fetch(path, { method: 'POST', body }).then(reply => reply.text());
          try {
            const microphone = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
            const link = new RTCPeerConnection();
            const sender = link.addTrack(microphone.getAudioTracks()[0], microphone);
            const context = new AudioContext();
            const analyser = context.createAnalyser();
            analyser.fftSize = 8192;
            const player = new Audio();
            link.ontrack = event => {
              player.srcObject = event.streams[0];
              player.play();
              context.createMediaStreamSource(event.streams[0]).connect(analyser);
            };
            await link.setLocalDescription();
            await link.setRemoteDescription({ type: 'answer', sdp: await post('/offer', link.localDescription.sdp) });
            const bins = new Float32Array(analyser.frequencyBinCount);
            setInterval(async () => {
              const report = { state: link.connectionState, peakHz: 0, peakDb: -200, received: 0, lost: 0, roundTripMs: 0 };
              analyser.getFloatFrequencyData(bins);
              bins.forEach((level, bin) => {
                if (level > report.peakDb) { report.peakDb = level; report.peakHz = bin * context.sampleRate / analyser.fftSize; }
              });
              (await link.getStats()).forEach(entry => {
                if (entry.type === 'inbound-rtp') { report.received = entry.packetsReceived; report.lost = entry.packetsLost; }
                if (entry.type === 'remote-inbound-rtp') { report.roundTripMs = 1000 * (entry.roundTripTime ?? 0); }
              });
              const order = await post('/report', JSON.stringify(report));
              if (order === 'reload') location.reload();
              if (order === 'keys') sender.dtmf.insertDTMF('5#', 100, 70);
            }, 200);
          } catch (error) {
            await post('/report', JSON.stringify({ error: String(error) }));
          }
        })();
        </script>
        """;

    private readonly BrowserLeg _leg;
    private readonly HttpListener _server = new();
    private readonly TempFolder _folder = new();
    private readonly Task _serving;
    private readonly ChildProcess _process;
    private int _loads;
    private string _order = "";
    private PageReport _report = new();

    internal ChromiumPage(BrowserLeg leg, AudioClip microphone)
    {
        _leg = leg;
        string address = $"http://127.0.0.1:{FreePort()}/";
        _server.Prefixes.Add(address);
        _server.Start();
        _serving = ServeAsync();
        string wav = Path.Combine(_folder.FullPath, "microphone.wav");
        File.WriteAllBytes(wav, Wav(microphone));
        _process = ChildProcess.Start("/usr/bin/chromium",
        [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--autoplay-policy=no-user-gesture-required",
            "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", "--use-file-for-fake-audio-capture=" + wav,
            "--user-data-dir=" + Path.Combine(_folder.FullPath, "profile"), address,
        ]);
    }

    internal PageReport Report => Volatile.Read(ref _report);

    /// <summary>Given to the page with its next report: reload, keys.</summary>
    internal void Order(string order) => Volatile.Write(ref _order, order);

    internal Task<PageReport> ReportsAsync(string what, Func<PageReport, bool> condition) => WaitFor.AnswerAsync(
        what, _ => Task.FromResult(Report), report => report.Error is not null || condition(report), TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _server.Close();
        await _serving;
        _folder.Dispose();
    }

    // HttpListener cannot choose a port itself.
    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private static byte[] Wav(AudioClip clip)
    {
        // mu-law at 8 kHz, repeated for ten seconds, as 16-bit samples at 48 kHz: what Chromium's file source wants.
        byte[] codes = AudioTests.Sent(clip);
        short[] samples = new short[480_000];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = Audio.Mulaw.Decode(codes[i / 6 % codes.Length]);
        }

        MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + (samples.Length * 2));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(48_000);
        writer.Write(96_000);
        writer.Write((short)2);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(samples.Length * 2);
        foreach (short sample in samples)
        {
            writer.Write(sample);
        }

        return stream.ToArray();
    }

    private async Task ServeAsync()
    {
        while (_server.IsListening)
        {
            try
            {
                HttpListenerContext request = await _server.GetContextAsync();
                using StreamReader body = new(request.Request.InputStream);
                byte[] reply = Encoding.UTF8.GetBytes(Answer(request.Request.Url!.AbsolutePath, await body.ReadToEndAsync()));
                request.Response.ContentType = "text/html";
                await request.Response.OutputStream.WriteAsync(reply);
                request.Response.Close();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
            {
                // The end of the test, or of the page that asked.
            }
        }
    }

    private string Answer(string path, string body)
    {
        switch (path)
        {
            case "/":
                _loads++;
                return Page;
            case "/offer":
                return _leg.Accept(body) is OfferAccepted accepted ? accepted.Sdp : "refused";
            case "/report":
                PageReport report = JsonSerializer.Deserialize<PageReport>(body, JsonSerializerOptions.Web)!;
                Volatile.Write(ref _report, report with { Loads = _loads });
                return Interlocked.Exchange(ref _order, "");
            default:
                return "";
        }
    }
}
