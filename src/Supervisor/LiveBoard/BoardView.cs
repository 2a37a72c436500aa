using System.Text.Json;
using CallCenter.Contracts.Board;
using CallCenter.Domain;
using CallCenter.Portal.Api;
using CallCenter.Portal.Hubs;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>
/// One audience's board, whatever number of tabs shows it: finds what is other than before, numbers it and hands it on. The last changes
/// are kept, so that a tab that was away for a moment gets only what it missed. Belongs to the board's loop.
/// </summary>
internal sealed class BoardView(BoardAudience audience) : IAsyncDisposable
{
    private const int Kept = 60;

    private readonly string _stream = Guid.NewGuid().ToString("N");
    private readonly Queue<BoardChange> _changes = new();
    private readonly Dictionary<string, HubTab> _tabs = new(StringComparer.Ordinal);
    private readonly Dictionary<UserId, string> _agents = [];
    private readonly Dictionary<CampaignId, string> _campaigns = [];
    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);
    private long _version;

    public BoardAudience Audience { get; } = audience;

    public bool IsWatched => _tabs.Count > 0;

    /// <summary>When nobody looked at it any more; null while somebody does.</summary>
    public long? LeftAt { get; private set; }

    /// <summary>When its last change left.</summary>
    public long? SentAt { get; private set; }

    /// <summary>A tab shows it from now on; <paramref name="picture"/> is what it sees, already taken by <see cref="Take"/>.</summary>
    public async Task<BoardResume> WatchAsync(HubTab tab, string? stream, long version, BoardPicture picture, BoardHistory hour, DateTimeOffset now)
    {
        if (_tabs.Remove(tab.Connection, out HubTab? former))
        {
            await former.DisposeAsync();
        }

        _tabs[tab.Connection] = tab;
        LeftAt = null;
        if (stream == _stream && version <= _version && _version - version <= _changes.Count)
        {
            return new BoardResume(null, [.. _changes.Where(c => c.Version > version)]);
        }

        return new BoardResume(
            new BoardSnapshot(
                _stream,
                _version,
                now,
                picture.Fresh,
                BoardAlarms.Limits,
                picture.Teams,
                [.. picture.Agents.Values.OrderBy(a => a.Name, StringComparer.CurrentCultureIgnoreCase)],
                [.. picture.Campaigns.Values.OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase)],
                picture.Trunks,
                picture.Alarms,
                picture.Monitorings,
                picture.Today,
                hour),
            []);
    }

    /// <summary>A tab is gone; true when it was one of these.</summary>
    public async Task<bool> LeaveAsync(string connection, long now)
    {
        if (!_tabs.Remove(connection, out HubTab? tab))
        {
            return false;
        }

        await tab.DisposeAsync();
        LeftAt = _tabs.Count == 0 ? now : null;
        return true;
    }

    /// <summary>Takes what is seen now; what is other than before goes to the tabs as one change.</summary>
    public void Take(BoardPicture picture, DateTimeOffset serverTime, long now)
    {
        List<BoardAgent> agents = Differing(_agents, picture.Agents);
        List<BoardCampaign> campaigns = Differing(_campaigns, picture.Campaigns);
        BoardChange change = new(
            _stream,
            _version + 1,
            serverTime,
            Differs("fresh", picture.Fresh) ? picture.Fresh : null,
            OrNull(agents),
            OrNull(Gone(_agents, picture.Agents)),
            OrNull(campaigns),
            OrNull(Gone(_campaigns, picture.Campaigns)),
            Differs("teams", picture.Teams) ? picture.Teams : null,
            Differs("trunks", picture.Trunks) ? picture.Trunks : null,
            Differs("alarms", picture.Alarms) ? picture.Alarms : null,
            Differs("monitorings", picture.Monitorings) ? picture.Monitorings : null,
            Differs("today", picture.Today) ? picture.Today : null,
            Differs("minute", picture.Minute) ? picture.Minute : null);
        if (change is { Fresh: null, Agents: null, AgentsGone: null, Campaigns: null, CampaignsGone: null, Teams: null, Trunks: null, Alarms: null, Monitorings: null, Today: null, Minute: null })
        {
            return;
        }

        _version++;
        SentAt = now;
        _changes.Enqueue(change);
        if (_changes.Count > Kept)
        {
            _changes.Dequeue();
        }

        JsonElement json = JsonSerializer.SerializeToElement(change, ApiJson.Options);
        foreach (HubTab tab in _tabs.Values)
        {
            tab.Push(json);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (HubTab tab in _tabs.Values)
        {
            await tab.DisposeAsync();
        }

        _tabs.Clear();
    }

    private static List<T>? OrNull<T>(List<T> some) => some.Count == 0 ? null : some;

    // Records hold lists, which compare by reference: what would be sent is what is compared.
    private static List<TValue> Differing<TKey, TValue>(Dictionary<TKey, string> before, IReadOnlyDictionary<TKey, TValue> now)
        where TKey : notnull
    {
        List<TValue> differing = [];
        foreach ((TKey key, TValue value) in now)
        {
            string json = JsonSerializer.Serialize(value, ApiJson.Options);
            if (!before.TryGetValue(key, out string? former) || former != json)
            {
                before[key] = json;
                differing.Add(value);
            }
        }

        return differing;
    }

    private static List<TKey> Gone<TKey, TValue>(Dictionary<TKey, string> before, IReadOnlyDictionary<TKey, TValue> now)
        where TKey : notnull
    {
        List<TKey> gone = [.. before.Keys.Where(key => !now.ContainsKey(key))];
        foreach (TKey key in gone)
        {
            before.Remove(key);
        }

        return gone;
    }

    private bool Differs<T>(string part, T value)
    {
        string json = JsonSerializer.Serialize(value, ApiJson.Options);
        bool differs = !_parts.TryGetValue(part, out string? former) || former != json;
        _parts[part] = json;
        return differs;
    }
}
