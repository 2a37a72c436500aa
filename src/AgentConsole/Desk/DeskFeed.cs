using System.Text.Json;
using System.Threading.Channels;
using CallCenter.AgentConsole.ScreenPops;
using CallCenter.Contracts.Desk;
using CallCenter.Contracts;
using CallCenter.Data;
using CallCenter.Domain;
using CallCenter.Portal.Api;
using CallCenter.Portal.Hubs;

namespace CallCenter.AgentConsole.Desk;

/// <summary>
/// One agent's desk, whatever number of tabs shows it: one loop reads what happens, numbers what changes and hands it to the tabs. The
/// last changes are kept, so that a tab that was away gets only what it missed.
/// </summary>
internal sealed partial class DeskFeed : IAsyncDisposable
{
    private const int Kept = 200;
    private const int MostWaiting = 1024;

    /// <summary>A little less than the time between ticks, so that every tick may.</summary>
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMilliseconds(900);

    /// <summary>The Dialer's answer is waited for so long: the tabs wait behind it.</summary>
    private static readonly TimeSpan DialerLimit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RemindBefore = TimeSpan.FromMinutes(5);

    private readonly UserId _agentId;
    private readonly DeskParts _parts;
    private readonly string _stream = Guid.NewGuid().ToString("N");
    private readonly Queue<DeskChange> _changes = new();
    private readonly Dictionary<string, HubTab> _tabs = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    private readonly Channel<DeskMessage> _inbox = Channel.CreateBounded<DeskMessage>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _version;
    private AgentSnapshot? _agent;
    private ScreenPop? _pop;
    private CallId? _reopened;
    private DayFigures _figures = new(0, 0, 0, 0, null, 0);
    private DateOnly _day;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private CallbackView? _next;
    private bool _reminded;
    private bool _stale = true;
    private long? _renewedAt;
    private volatile bool _overrun;
    private bool _tickWaits;
    private long _idleSince;

    public DeskFeed(UserId agent, DeskParts parts)
    {
        _agentId = agent;
        _parts = parts;
        _idleSince = parts.Time.GetUtcNow().UtcTicks;
        _loop = RunAsync();
    }

    /// <summary>Since when no tab shows it; null while one does.</summary>
    public DateTimeOffset? IdleSince => Interlocked.Read(ref _idleSince) is > 0 and long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Tells it something; when it is hopelessly behind, it starts anew from a snapshot.</summary>
    public void Post(DeskMessage message)
    {
        if (!_inbox.Writer.TryWrite(message))
        {
            _overrun = true;
        }
    }

    /// <summary>Time passed: at most one such message waits.</summary>
    public void PassTime()
    {
        if (!Interlocked.Exchange(ref _tickWaits, true) && !_inbox.Writer.TryWrite(new DeskMessage.Tick()))
        {
            Volatile.Write(ref _tickWaits, false);
        }
    }

    /// <summary>Tells it something that must not be lost; false when it is closed.</summary>
    public async ValueTask<bool> TryPostAsync(DeskMessage message, CancellationToken ct)
    {
        while (await _inbox.Writer.WaitToWriteAsync(ct))
        {
            if (_inbox.Writer.TryWrite(message))
            {
                return true;
            }
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        _inbox.Writer.TryComplete();
        await _stop.CancelAsync();
        await _loop;
        foreach (HubTab tab in _tabs.Values)
        {
            await tab.DisposeAsync();
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield(); // the loop is its own from the first line on
        try
        {
            await foreach (DeskMessage message in _inbox.Reader.ReadAllAsync(_stop.Token))
            {
                await TakeAsync(message);
            }
        }
        catch (OperationCanceledException)
        {
            // The feed is let go.
        }

        while (_inbox.Reader.TryRead(out DeskMessage? left))
        {
            Refuse(left);
        }
    }

    private async Task TakeAsync(DeskMessage message)
    {
        try
        {
            switch (message)
            {
                case DeskMessage.Leave gone:
                    await LeaveAsync(gone.Connection);
                    return;
                case DeskMessage.Tick:
                    Volatile.Write(ref _tickWaits, false);
                    break;
                default:
                    break;
            }

            if (_overrun)
            {
                _overrun = false;
                _stale = true;
            }

            if (_stale && !IsRenewable && message is DeskMessage.Watch or DeskMessage.Ask or DeskMessage.Tick)
            {
                await AnswerAnywayAsync(message);
                return;
            }

            if (_stale && IsRenewable)
            {
                await RenewAsync();
            }

            await ActAsync(message);
        }
        catch (DatabaseUnavailableException e)
        {
            _stale = true;
            DeskLog.DatabaseAway(_parts.Log, _agentId, e.Message);
            await AnswerAnywayAsync(message);
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            _stale = true;
            DeskLog.Failed(_parts.Log, _agentId, message.GetType().Name, e);
            Refuse(message);
        }
    }

    private Task ActAsync(DeskMessage message)
    {
        switch (message)
        {
            case DeskMessage.Happened happened:
                return SeeAsync(happened.Event);
            case DeskMessage.Renew:
                return RenewAsync();
            case DeskMessage.Watch watch:
                return WatchAsync(watch);
            case DeskMessage.Ask ask:
                ask.Answer.TrySetResult(Snapshot());
                return Task.CompletedTask;
            case DeskMessage.Disposed disposed:
                return DisposedAsync(disposed.Call);
            case DeskMessage.Reopened reopened:
                return ReopenAsync(reopened.Call);
            case DeskMessage.PopChanged changed:
                return PopAgainAsync(changed.Call);
            case DeskMessage.NotesSaved saved:
                KeepNotes(saved);
                return Task.CompletedTask;
            case DeskMessage.CallbacksChanged:
                return LookAheadAsync();
            default:
                return PassTimeAsync();
        }
    }

    private async Task WatchAsync(DeskMessage.Watch watch)
    {
        if (watch.Zone is { } zone && !zone.Equals(_zone))
        {
            _zone = zone;
            await CountAsync();
        }

        bool misses = string.Equals(watch.Stream, _stream, StringComparison.Ordinal) && watch.Version <= _version && watch.Version >= _version - _changes.Count;
        watch.Answer.TrySetResult(misses
            ? new DeskResume(null, [.. _changes.Where(c => c.Version > watch.Version).Select(Fresh)])
            : new DeskResume(Snapshot(), []));
        if (_tabs.Remove(watch.Tab.Connection, out HubTab? former) && !ReferenceEquals(former, watch.Tab))
        {
            await former.DisposeAsync();
        }

        _tabs[watch.Tab.Connection] = watch.Tab;
        Interlocked.Exchange(ref _idleSince, 0);
    }

    private async Task LeaveAsync(string connection)
    {
        if (_tabs.Remove(connection, out HubTab? tab))
        {
            await tab.DisposeAsync();
        }

        if (_tabs.Count == 0)
        {
            Interlocked.CompareExchange(ref _idleSince, _parts.Time.GetUtcNow().UtcTicks, 0);
        }
    }

    // A screen that a tab missed comes with the notes as they are now.
    private DeskChange Fresh(DeskChange change)
        => change is ScreenPopped popped && _pop is { } pop && popped.Pop.Call == pop.Call ? popped with { Pop = popped.Pop with { Notes = pop.Notes } } : change;

    private DeskSnapshot Snapshot() => new(
        _stream, _version, _parts.Time.GetUtcNow(), _agent ?? Unknown(), _pop, _figures, _next);

    // Shown while the Dialer cannot be reached and nothing is known.
    private AgentSnapshot Unknown() => new(_agentId, "", AgentState.Unreachable, _parts.Time.GetUtcNow(), "dialerUnreachable", null, [], null);

    private void Push(DeskChange change)
    {
        DeskChange numbered = change with { Version = ++_version };
        _changes.Enqueue(numbered);
        if (_changes.Count > Kept)
        {
            _changes.Dequeue();
        }

        // Written as a member of its family, with its discriminator: the hub would write the bare record.
        JsonElement json = JsonSerializer.SerializeToElement(numbered, ApiJson.Options);
        foreach (HubTab tab in _tabs.Values)
        {
            tab.Push(json);
        }
    }

    // Without the database, or the Dialer, there is still a call to show; the figures follow with the next renewal.
    private async Task AnswerAnywayAsync(DeskMessage message)
    {
        switch (message)
        {
            case DeskMessage.Watch watch:
                _zone = watch.Zone ?? _zone;
                await WatchAsync(watch with { Zone = null });
                break;
            case DeskMessage.Ask ask:
                ask.Answer.TrySetResult(Snapshot());
                break;
            default:
                break;
        }
    }

    private static void Refuse(DeskMessage message)
    {
        InvalidOperationException ended = new("The desk was closed.");
        switch (message)
        {
            case DeskMessage.Watch watch:
                watch.Answer.TrySetException(ended);
                break;
            case DeskMessage.Ask ask:
                ask.Answer.TrySetException(ended);
                break;
            default:
                break;
        }
    }
}
