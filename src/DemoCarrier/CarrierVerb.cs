using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace CallCenter.DemoCarrier;

/// <summary>The verb <c>callcenter carrier</c>: the demo carrier alone, until it is stopped.</summary>
public static class CarrierVerb
{
    /// <summary>
    /// Serves until <paramref name="ct"/>. Prints <c>carrier: ADDRESS</c> and <c>ready</c> on <paramref name="output"/>.
    /// Returns the exit code: 0 after a clean stop, 1 when the address cannot be had (told on <paramref name="errors"/>).
    /// </summary>
    public static async Task<int> RunAsync(
        DemoCarrierOptions options, TimeProvider time, ILoggerFactory logs, TextWriter output, TextWriter errors, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(errors);
        await using SimulatedCarrier carrier = new(options, time, logs);
        try
        {
            carrier.Start();
        }
        catch (SocketException refused)
        {
            await errors.WriteLineAsync($"The demo carrier cannot listen on {options.Listen}: {refused.Message}");
            return 1;
        }

        await output.WriteLineAsync($"carrier: {carrier.Address}");
        await output.WriteLineAsync("ready");
        await output.FlushAsync(CancellationToken.None);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
}
