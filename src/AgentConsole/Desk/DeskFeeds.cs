using System.Collections.Concurrent;
using CallCenter.AgentConsole.Callbacks;
using CallCenter.AgentConsole.ScreenPops;
using CallCenter.Contracts.Desk;
using CallCenter.Contracts;
using CallCenter.Domain;
using CallCenter.Portal.Hubs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallCenter.AgentConsole.Desk;

/// <summary>All agents' desks: one reader of the Dialer's events hands each to whom it concerns.</summary>
internal sealed class DeskFeeds : BackgroundService
{
    /// <summary>A desk that nobody looks at is kept so long: a reloaded page finds what it missed.</summary>
    private static readonly TimeSpan KeptWithoutTabs = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);

    private readonly DeskParts _parts;
    private readonly ConcurrentDictionary<UserId, DeskFeed> _feeds = new();
    private readonly Lock _opening = new();

    public DeskFeeds(IDialerLink dialer, ScreenPopReader pops, FigureReader figures, CallbackReader callbacks, TimeProvider time, ILogger<DeskFeeds> log)
        => _parts = new DeskParts(dialer, pops, figures, callbacks, time, log);

    /// <summary>A tab shows the desk from now on.</summary>
    public async Task<DeskResume> WatchAsync(UserId agent, HubTab tab, string? stream, long version, TimeZoneInfo? zone, CancellationToken ct)
    {
        TaskCompletionSource<DeskResume> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await PostAsync(agent, new DeskMessage.Watch(tab, stream, version, zone, answer), ct);
        return await answer.Task.WaitAsync(ct);
    }

    /// <summary>A tab is gone.</summary>
    public async Task LeaveAsync(UserId agent, string connection)
    {
        if (_feeds.TryGetValue(agent, out DeskFeed? feed))
        {
            await feed.TryPostAsync(new DeskMessage.Leave(connection), CancellationToken.None);
        }
    }

    /// <summary>The desk as it is now.</summary>
    public async Task<DeskSnapshot> AskAsync(UserId agent, CancellationToken ct)
    {
        TaskCompletionSource<DeskSnapshot> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await PostAsync(agent, new DeskMessage.Ask(answer), ct);
        return await answer.Task.WaitAsync(ct);
    }

    /// <summary>Tells an agent's desk, if it is open.</summary>
    public void Tell(UserId agent, DeskMessage message)
    {
        if (_feeds.TryGetValue(agent, out DeskFeed? feed))
        {
            feed.Post(message);
        }
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (DeskFeed feed in _feeds.Values)
        {
            await feed.DisposeAsync();
        }

        _feeds.Clear();
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(ReadAsync(stoppingToken), PassTimeAsync(stoppingToken));

    // A desk may just be closing because nobody looked at it: then a new one takes the message.
    private async Task PostAsync(UserId agent, DeskMessage message, CancellationToken ct)
    {
        while (!await Of(agent).TryPostAsync(message, ct))
        {
            await Task.Yield();
        }
    }

    private DeskFeed Of(UserId agent)
    {
        lock (_opening)
        {
            return _feeds.GetOrAdd(agent, static (id, parts) => new DeskFeed(id, parts), _parts);
        }
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await foreach (DialerEvent happened in _parts.Dialer.SubscribeAsync(ct))
                {
                    Hand(happened);
                }
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                DeskLog.ReaderFailed(_parts.Log, e);
                Hand(new EventsLost());
            }
            catch (OperationCanceledException)
            {
                return;
            }

            try
            {
                await Task.Delay(ReadAgainAfter, _parts.Time, ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private void Hand(DialerEvent happened)
    {
        UserId? agent = happened switch
        {
            AgentChanged e => e.Agent.UserId,
            CallConnected e => e.Agent,
            PhoneMoved e => e.Agent,
            CallClosed e => e.Agent,
            _ => null,
        };
        if (agent is { } one)
        {
            Tell(one, new DeskMessage.Happened(happened));
        }
        else if (happened is EventsLost)
        {
            foreach (DeskFeed feed in _feeds.Values)
            {
                feed.Post(new DeskMessage.Renew());
            }
        }
    }

    private async Task PassTimeAsync(CancellationToken ct)
    {
        using PeriodicTimer timer = new(TickEvery, _parts.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                foreach ((UserId agent, DeskFeed feed) in _feeds)
                {
                    if (feed.IdleSince is { } since && _parts.Time.GetUtcNow() - since > KeptWithoutTabs)
                    {
                        await CloseAsync(agent, feed);
                    }
                    else
                    {
                        feed.PassTime();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }

    private async Task CloseAsync(UserId agent, DeskFeed feed)
    {
        lock (_opening)
        {
            _feeds.TryRemove(agent, out _);
        }

        await feed.DisposeAsync();
    }
}
