using System.Globalization;
using System.Net;
using CallCenter.Bench.Browsers;
using CallCenter.Media.WebRtc;

// A load of browsers (DTLS-SRTP) and telephones (plain RTP); prints what was sent within a window and what of it arrived somewhere.
// Usage: Browsers BROWSERS CONTROL_PORT PHONES FIRST_PORT RELAY_FIRST_PORT WARMUP_MS WINDOW_MS COOLDOWN_MS [gcm|cm] [AT_ONCE]
// AT_ONCE browsers connect at the same time (16), the next when all of them have their keys. Offers go to CONTROL_PORT (a line of JSON each way); telephone i speaks from FIRST_PORT + i to RELAY_FIRST_PORT + 2i.
if (args.Length < 8)
{
    Console.Error.WriteLine("usage: Browsers BROWSERS CONTROL_PORT PHONES FIRST_PORT RELAY_FIRST_PORT WARMUP_MS WINDOW_MS COOLDOWN_MS [gcm|cm] [AT_ONCE]");
    return 2;
}

string? profiles = args.Length > 8 ? args[8] switch { "cm" => "SRTP_AES128_CM_SHA1_80", "gcm" => "SRTP_AEAD_AES_128_GCM", _ => null } : null;
LoadWindow window = new();
using DtlsIdentity identity = DtlsIdentity.Create(TimeProvider.System.GetUtcNow(), profiles);
VirtualBrowser[] browsers = [.. Enumerable.Range(0, Number(0)).Select(i => new VirtualBrowser(i, IPAddress.Loopback, identity, window))];
Phone[] phones = [.. Enumerable.Range(0, Number(2)).Select(i => new Phone(i, Loopback(Number(3) + i), Loopback(Number(4) + (2 * i)), window))];
Crowd crowd = new(browsers, phones, window);
bool connected = browsers.Length == 0 || await ConnectAsync();
int up = browsers.Count(browser => browser.Now == VirtualBrowser.Stage.Up);
if (connected)
{
    crowd.Talk(TimeSpan.FromMilliseconds(Number(5)), TimeSpan.FromMilliseconds(Number(6)), TimeSpan.FromMilliseconds(Number(7)));
}

double[] times = [.. browsers.Where(browser => browser.Now == VirtualBrowser.Stage.Up).Select(browser => browser.ConnectTime.TotalMilliseconds).Order()];
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{{\"sent\":{window.Sent},\"received\":{window.Received},\"refused\":{window.Refused},\"ticksOver10ms\":{crowd.LateTicks},\"browsers\":{browsers.Length},\"up\":{up},\"deaf\":{browsers.Count(browser => browser.Heard == 0)},\"reports\":{browsers.Sum(browser => browser.Reports)},\"connectP50Ms\":{At(0.5):F1},\"connectP95Ms\":{At(0.95):F1},\"connectMaxMs\":{At(1):F1}}}"));
foreach (IDisposable one in browsers.Concat<IDisposable>(phones))
{
    one.Dispose();
}

return connected ? 0 : 1;

async Task<bool> ConnectAsync()
{
    using OfferLine line = new(Loopback(Number(1)));
    foreach (VirtualBrowser[] group in browsers.Chunk(args.Length > 9 ? Number(9) : 16))
    {
        foreach (VirtualBrowser browser in group)
        {
            browser.OnAnswer(await line.OfferAsync(browser.Offer));
        }

        if (!crowd.Connect(TimeSpan.FromSeconds(30)))
        {
            return false;
        }
    }

    return true;
}

int Number(int index) => int.Parse(args[index], CultureInfo.InvariantCulture);

IPEndPoint Loopback(int port) => new(IPAddress.Loopback, port);

double At(double quantile) => times.Length == 0 ? 0 : times[(int)Math.Min(times.Length - 1, quantile * times.Length)];
