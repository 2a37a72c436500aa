using System.Net;
using CallCenter.DemoCarrier;
using CallCenter.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallCenter.Demo;

/// <summary>The simulated carrier of demo mode: reached by the dialer through its UDP port like any other.</summary>
internal sealed class DemoNetwork(ServerSettings settings, TimeProvider time, ILoggerFactory logs) : IHostedService
{
    private SimulatedCarrier? _carrier;

    /// <summary>Known after the start.</summary>
    public IPEndPoint? Address => _carrier?.Address;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _carrier = new SimulatedCarrier(new DemoCarrierOptions { Listen = settings.Carrier }, time, logs);
        _carrier.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_carrier is { } carrier)
        {
            _carrier = null;
            await carrier.DisposeAsync();
        }
    }
}
