using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using CallCenter.Contracts;
using CallCenter.Contracts.Board;
using CallCenter.Domain;
using CallCenter.Portal.Hubs;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>
/// The live board: one loop takes the Dialer's events, keeps the floor, and hands each audience what changed, at most once a second. What
/// needs the Dialer or the database is asked beside the loop and comes back to it as a message.
/// </summary>
internal sealed partial class BoardFeed : BackgroundService
{
    private const int MostWaiting = 12_000;

    /// <summary>Between two changes of one audience.</summary>
    private static readonly TimeSpan SendEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(50);

    /// <summary>Names and figures while somebody watches.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan AskTrunksEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SurveyAgainAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>A view that nobody looks at is kept so long: a reloaded page finds what it missed.</summary>
    private static readonly TimeSpan KeptWithoutTabs = TimeSpan.FromMinutes(2);

    private readonly IDialerLink _dialer;
    private readonly BoardReader _reader;
    private readonly TimeProvider _time;
    private readonly ILogger<BoardFeed> _log;
    private readonly Floor _floor = new();
    private readonly BoardAlarms _alarms = new();
    private readonly Dictionary<string, BoardView> _views = new(StringComparer.Ordinal);
    private readonly HashSet<Task> _errands = [];
    private readonly List<BoardMessage.Watch> _waiting = [];

    private readonly Channel<BoardMessage> _inbox = Channel.CreateBounded<BoardMessage>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private BoardFacts _facts = BoardFacts.None;
    private bool _fresh;
    private bool _dirty;
    private bool _surveying;
    private bool _surveyDue = true;
    private bool _looking;
    private bool _asking;
    private long? _surveyedAt;
    private long? _lookedAt;
    private long? _askedAt;
    private long _paintedAt;
    private bool _tickWaits;

    public BoardFeed(IDialerLink dialer, BoardReader reader, TimeProvider time, ILogger<BoardFeed> log)
    {
        _dialer = dialer;
        _reader = reader;
        _time = time;
        _log = log;
        _paintedAt = time.GetTimestamp();
    }

    /// <summary>A tab shows the board from now on.</summary>
    public async Task<BoardResume> WatchAsync(BoardAudience audience, HubTab tab, string? stream, long version, CancellationToken ct)
    {
        TaskCompletionSource<BoardResume> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await _inbox.Writer.WriteAsync(new BoardMessage.Watch(audience, tab, stream, version, answer), ct);
        return await answer.Task.WaitAsync(ct);
    }

    /// <summary>A tab is gone.</summary>
    public async Task LeaveAsync(string connection)
    {
        while (await _inbox.Writer.WaitToWriteAsync())
        {
            if (_inbox.Writer.TryWrite(new BoardMessage.Leave(connection)))
            {
                return;
            }
        }
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
        => Task.WhenAll(ReadAsync(stoppingToken), PassTimeAsync(stoppingToken), RunAsync(stoppingToken));

    private async Task RunAsync(CancellationToken ct)
    {
        await Task.Yield();
        try
        {
            await foreach (BoardMessage message in _inbox.Reader.ReadAllAsync(ct))
            {
                await TryTakeAsync(message, ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }

        _inbox.Writer.TryComplete();
        while (_inbox.Reader.TryRead(out BoardMessage? left))
        {
            if (left is BoardMessage.Watch watch)
            {
                _waiting.Add(watch);
            }
        }

        foreach (BoardMessage.Watch watch in _waiting)
        {
            watch.Answer.TrySetException(HubRefusal.Of("dialer_stopping", "The program is being stopped."));
            await watch.Tab.DisposeAsync();
        }

        await Task.WhenAll(_errands);
        foreach (BoardView view in _views.Values)
        {
            await view.DisposeAsync();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "the owner's loop: one message that fails must not stop the board for everybody")]
    private async Task TryTakeAsync(BoardMessage message, CancellationToken ct)
    {
        try
        {
            await TakeAsync(message, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            BoardLog.Failed(_log, message.GetType().Name, e);
            (message as BoardMessage.Watch)?.Answer.TrySetException(e);
        }
    }

    private async Task TakeAsync(BoardMessage message, CancellationToken ct)
    {
        switch (message)
        {
            case BoardMessage.Happened { Event: EventsLost }:
                _surveyDue = true;
                break;
            case BoardMessage.Happened happened:
                _dirty |= _floor.Take(happened.Event, _time.GetUtcNow());
                break;
            case BoardMessage.Surveyed surveyed:
                _surveying = false;
                _surveyDue |= !surveyed.Survey.Complete;
                _fresh = surveyed.Survey.Complete;
                _floor.Take(surveyed.Survey, _time.GetUtcNow());
                _dirty = true;
                break;
            case BoardMessage.Looked looked:
                _looking = false;
                _facts = looked.Facts;
                _dirty = true;
                await ServeWaitingAsync();
                break;
            case BoardMessage.TrunksAsked asked:
                _asking = false;
                _floor.Take(asked.Trunks);
                _dirty = true;
                break;
            case BoardMessage.Watch watch:
                if (ReferenceEquals(_facts, BoardFacts.None))
                {
                    _waiting.Add(watch); // without names nobody's teams are known
                }
                else
                {
                    watch.Answer.TrySetResult(await WatchAsync(watch));
                }

                break;
            case BoardMessage.Leave leave:
                await LeaveViewAsync(leave.Connection);
                break;
            case BoardMessage.Tick:
                Volatile.Write(ref _tickWaits, false);
                await DropIdleAsync();
                break;
            default:
                break;
        }

        StartErrands(ct);
        ShowWhenDue();
    }

    private async Task<BoardResume> WatchAsync(BoardMessage.Watch watch)
    {
        if (!_views.TryGetValue(watch.Audience.Key, out BoardView? view))
        {
            _views[watch.Audience.Key] = view = new BoardView(watch.Audience);
            _lookedAt = null; // figures are not read while nobody looks at them
        }

        DateTimeOffset now = _time.GetUtcNow();
        BoardPicture picture = Paint(view.Audience, now);
        view.Take(picture, now, _time.GetTimestamp());
        return await view.WatchAsync(watch.Tab, watch.Stream, watch.Version, picture, _floor.Minutes.Hour(view.Audience.Sees, now), now);
    }

    // Also when the database did not answer: states and times are worth showing without names.
    private async Task ServeWaitingAsync()
    {
        foreach (BoardMessage.Watch watch in _waiting.ToArray())
        {
            watch.Answer.TrySetResult(await WatchAsync(watch));
        }

        _waiting.Clear();
    }

    private async Task LeaveViewAsync(string connection)
    {
        foreach (BoardMessage.Watch gone in _waiting.Where(w => w.Tab.Connection == connection).ToArray())
        {
            _waiting.Remove(gone);
            await gone.Tab.DisposeAsync();
        }

        foreach (BoardView view in _views.Values)
        {
            if (await view.LeaveAsync(connection, _time.GetTimestamp()))
            {
                return;
            }
        }
    }

    private async Task DropIdleAsync()
    {
        foreach ((string key, BoardView view) in _views.Where(v => v.Value.LeftAt is { } left && _time.GetElapsedTime(left) > KeptWithoutTabs).ToArray())
        {
            _views.Remove(key);
            await view.DisposeAsync();
        }
    }

    // A change is shown at once when the last one is a second old; thresholds pass without an event.
    private void ShowWhenDue()
    {
        if (!_dirty && _time.GetElapsedTime(_paintedAt) < SendEvery)
        {
            return;
        }

        long stamp = _time.GetTimestamp();
        DateTimeOffset now = _time.GetUtcNow();
        bool waiting = false;
        foreach (BoardView view in _views.Values.Where(v => v.IsWatched))
        {
            if (view.SentAt is { } sent && _time.GetElapsedTime(sent, stamp) < SendEvery)
            {
                waiting = true;
                continue;
            }

            view.Take(Paint(view.Audience, now), now, stamp);
        }

        _dirty = _dirty && waiting;
        _paintedAt = stamp;
    }

    private BoardPicture Paint(BoardAudience audience, DateTimeOffset now)
        => BoardPainter.Paint(_floor, _facts, _alarms.Look(_floor, _facts, now), audience, _fresh && _dialer.IsConnected, now);

    [SuppressMessage("Design", "CA1031", Justification = "the owner's loop: a dialer that is away must not end the board")]
    private async Task ReadAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await foreach (DialerEvent happened in _dialer.SubscribeAsync(ct))
                {
                    await _inbox.Writer.WriteAsync(new BoardMessage.Happened(happened), ct);
                }

                await Task.Delay(ReadAgainAfter, _time, ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                BoardLog.ReaderFailed(_log, e);
                _inbox.Writer.TryWrite(new BoardMessage.Happened(new EventsLost()));
            }
        }
    }

    private async Task PassTimeAsync(CancellationToken ct)
    {
        using PeriodicTimer timer = new(TickEvery, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(ct))
            {
                if (!Interlocked.Exchange(ref _tickWaits, true) && !_inbox.Writer.TryWrite(new BoardMessage.Tick()))
                {
                    Volatile.Write(ref _tickWaits, false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends.
        }
    }
}
