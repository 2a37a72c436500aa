using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallCenter.Media.Tests;

internal static class Engines
{
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    internal static MediaEngine Start(int workers = 2, Func<MediaOptions, MediaOptions>? change = null)
    {
        MediaOptions options = new() { Bind = IPAddress.Loopback, PortLow = 0, PortHigh = 0, Workers = workers };
        MediaEngine engine = new(change?.Invoke(options) ?? options, TimeProvider.System, NullLoggerFactory.Instance);
        engine.Start();
        return engine;
    }

    internal static RtpLeg Open(this MediaEngine engine, RemoteMedia? remote = null)
    {
        RtpLeg leg = engine.TryOpenLeg() ?? throw new InvalidOperationException("no leg");
        if (remote is not null)
        {
            leg.SetRemote(remote);
        }

        return leg;
    }

    internal static async Task<T> Next<T>(this ChannelReader<LegEvent> events)
        where T : LegEvent
    {
        using CancellationTokenSource limit = new(Limit);
        while (true)
        {
            if (await events.ReadAsync(limit.Token) is T wanted)
            {
                return wanted;
            }
        }
    }

    /// <summary>What has been reported and not been read.</summary>
    internal static List<LegEvent> Taken(this ChannelReader<LegEvent> events)
    {
        List<LegEvent> all = [];
        while (events.TryRead(out LegEvent? next))
        {
            all.Add(next);
        }

        return all;
    }

    /// <summary>Waits until the workers have served so many grid slots more.</summary>
    internal static async Task Ticks(this MediaEngine engine, int more)
    {
        long until = engine.Stats.Ticks + more;
        using CancellationTokenSource limit = new(Limit);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (engine.Stats.Ticks < until)
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    internal static async Task Until(Func<bool> condition)
    {
        using CancellationTokenSource limit = new(Limit);
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }
}
