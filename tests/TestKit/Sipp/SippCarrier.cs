using System.Globalization;

namespace CallCenter.TestKit.Sipp;

/// <summary>
/// SIPp as a carrier: the last two digits of the number called decide the outcome (tests/data/sipp/carrier.xml lists them).
/// Answered calls send a tone of 440 Hz.
/// </summary>
public sealed class SippCarrier : IAsyncDisposable
{
    private readonly SippRunner _sipp;

    private SippCarrier(SippRunner sipp) => _sipp = sipp;

    /// <summary>SIP port on 127.0.0.1.</summary>
    public int Port => _sipp.Port;

    /// <summary>The run, for message counts.</summary>
    public SippRunner Run => _sipp;

    /// <summary>Starts and waits until the port is bound.</summary>
    public static Task<SippCarrier> StartAsync() => StartAsync("carrier.xml");

    /// <summary>SIPp's own scenario "uas": answers every call at once, and says nothing to OPTIONS.</summary>
    public static Task<SippCarrier> StartPlainAsync() => StartAsync("uas");

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _sipp.DisposeAsync();

    private static async Task<SippCarrier> StartAsync(string scenario)
    {
        SippRunner sipp = SippRunner.Start(
            scenario, FreePorts.Udp(), null, "-mp", FreePorts.RtpPair().ToString(CultureInfo.InvariantCulture));
        await sipp.BoundAsync();
        return new SippCarrier(sipp);
    }
}
