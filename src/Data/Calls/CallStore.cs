using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CallCenter.Domain;

namespace CallCenter.Data.Calls;

/// <summary>Reads call records, newest first.</summary>
public sealed partial class CallStore(Database database)
{
    /// <summary>Calls that one page of a filtered search looks at: what is rare comes in several pages, none of which takes long.</summary>
    private const int LookedAt = 20_000;

    /// <summary>As many calls at most are named one by one by an index over numbers or names; where there are more, they are found on the way.</summary>
    private const int MostNamed = 4_000;

    /// <summary>Null when there is none.</summary>
    public Task<CallRecord?> GetAsync(CallId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<CallRecord>(SelectOne, new { id }), ct);

    /// <summary>
    /// A page in the order of start, newest first. A cursor that is not one of ours begins at the newest. However rare what is asked for, a
    /// page takes bounded work: it may hold few calls, or none, and still have a next one.
    /// </summary>
    public Task<FoundCalls> PageAsync(CallQuery query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => PageAsync(session, query), ct);
    }

    /// <summary>The countries whose national numbers the lists hold, ISO 3166.</summary>
    public Task<IReadOnlyList<string>> CountriesAsync(CancellationToken ct) => database.ReadAsync(session => session.QueryAsync<string>(SelectCountries), ct);

    /// <summary>A lead's calls, newest first.</summary>
    public Task<FoundCalls> OfLeadAsync(LeadId lead, CallQuery query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => PageAsync(session, Lead, new Search(query, lead), Math.Clamp(query.Limit, 1, 500)), ct);
    }

    /// <summary>An agent's connected calls that have no verdict yet, newest first.</summary>
    public Task<IReadOnlyList<CallRecord>> UndisposedAsync(UserId agent, int limit, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<CallRecord>(SelectUndisposed, new { agent, limit }), ct);

    internal static Task<FoundCall?> FindAsync(DbSession session, CallId id) => session.QuerySingleOrDefaultAsync<FoundCall>(SelectFound, new { id });

    private static async Task<FoundCalls> PageAsync(DbSession session, CallQuery query)
    {
        Search search = new(query, null);
        int limit = Math.Clamp(query.Limit, 1, 500);
        if (await NamedAsync(session, query) is { } ids)
        {
            search.Ids = ids;
            return ids.Count == 0 ? new FoundCalls([], null, null) : await PageAsync(session, Named, search, limit);
        }

        Walk walk = query switch
        {
            { Agent: not null } => OfAgent,
            { Disposition: not null } => OfDisposition,
            { Outcome: not null } => OfOutcome,
            { Campaign: not null } => OfCampaign,
            _ => All,
        };
        if (!search.IsFiltered)
        {
            return await PageAsync(session, walk, search, limit);
        }

        (long At, string Id)? end = await session.QueryAsync<Place>(walk.End!, search) is [Place place] ? (place.StartedAt, place.Id) : null;
        if (end is { } last)
        {
            (search.From, search.EndAt, search.EndId) = (last.At, last.At, last.Id);
        }

        FoundCalls found = await PageAsync(session, walk, search, limit);
        return found.Next is null && end is { } on
            ? found with { Next = WriteCursor(on.At, on.Id), SearchedTo = DateTimeOffset.FromUnixTimeMilliseconds(on.At) }
            : found;
    }

    private static async Task<FoundCalls> PageAsync(DbSession session, Walk walk, Search search, int limit)
    {
        search.Limit = limit + 1;
        IReadOnlyList<FoundCall> rows = await session.QueryAsync<FoundCall>(walk.Page, search);
        return rows.Count <= limit
            ? new FoundCalls(rows, null, null)
            : new FoundCalls([.. rows.Take(limit)], WriteCursor(rows[limit - 1].StartedAt.ToUnixTimeMilliseconds(), rows[limit - 1].Id.ToString()), rows[limit - 1].StartedAt);
    }

    /// <summary>The calls that the indexes over numbers, names and scores name, when they are few; null when the search has no such part, or they are many.</summary>
    private static async Task<IReadOnlyCollection<string>?> NamedAsync(DbSession session, CallQuery query)
    {
        HashSet<string>? ids = null;
        foreach (IReadOnlyCollection<string>? found in new[]
        {
            query.Number is { } number ? await OfNumberAsync(session, number) : null,
            query.Customer is { Length: > 0 } name ? await OfCustomerAsync(session, name) : null,
            query.Scored == true ? Few(await session.QueryAsync<string>(IdsScored, new { Most = MostNamed + 1 })) : null,
        })
        {
            if (found is not null)
            {
                ids = ids is null ? [.. found] : [.. ids.Intersect(found, StringComparer.Ordinal)];
            }
        }

        return ids;
    }

    private static async Task<IReadOnlyCollection<string>?> OfNumberAsync(DbSession session, NumberPart number)
    {
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach ((SqlStatement statement, string part) in number.Beginnings.Select(b => (IdsOfNumber, b))
            .Concat(number.Reversed is { } tail ? [(IdsOfTail, tail)] : []))
        {
            ids.UnionWith(await session.QueryAsync<string>(statement, new { part, Most = MostNamed + 1 }));
            if (ids.Count > MostNamed)
            {
                return null;
            }
        }

        return ids;
    }

    private static async Task<IReadOnlyCollection<string>?> OfCustomerAsync(DbSession session, string name)
    {
        object part = new { name, Pattern = Pattern(name), Most = MostNamed + 1 };
        HashSet<long> customers = [];
        foreach (SqlStatement statement in (SqlStatement[])[CustomersByName, CustomersByLastName, CustomersByCompany])
        {
            customers.UnionWith(await session.QueryAsync<long>(statement, part));
            if (customers.Count > MostNamed)
            {
                return null;
            }
        }

        return customers.Count == 0 ? [] : Few(await session.QueryAsync<string>(IdsOfCustomers, new { customers, Most = MostNamed + 1 }));
    }

    private static IReadOnlyList<string>? Few(IReadOnlyList<string> ids) => ids.Count > MostNamed ? null : ids;

    /// <summary>For LIKE: what begins with the text, whatever signs are in it.</summary>
    private static string Pattern(string text)
        => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal) + "%";

    private static string WriteCursor(long at, string id)
        => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at}:{id}")));

    private static (long At, string Id) ReadCursor(string? cursor)
    {
        if (cursor is { Length: > 0 and < 200 } && Base64Url.IsValid(cursor))
        {
            string[] parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)).Split(':');
            if (parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out long at) && Guid.TryParseExact(parts[1], "D", out _))
            {
                return (at, parts[1]);
            }
        }

        return (long.MaxValue, "");
    }

    /// <summary>The arguments of a page.</summary>
    private sealed class Search
    {
        private readonly CallQuery _query;

        public Search(CallQuery query, LeadId? lead)
        {
            _query = query;
            Lead = lead;
            (LastAt, LastId) = ReadCursor(query.Cursor);

            // The index is entered where the page before ended, not at the beginning.
            long to = query.To?.ToUnixTimeMilliseconds() ?? long.MaxValue;
            To = LastAt < to ? LastAt + 1 : to;
            From = query.From?.ToUnixTimeMilliseconds() ?? long.MinValue;
            EndAt = long.MinValue;
        }

        public UserId? Agent => _query.Agent;

        public CampaignId? Campaign => _query.Campaign;

        public ListId? List => _query.List;

        public LeadId? Lead { get; }

        public string? Name => _query.Customer is { Length: > 0 } name ? Pattern(name) : null;

        public string? Tail => _query.Number is { } number ? (number.Reversed ?? "-") + "%" : null;

        public string Beginnings => JsonSerializer.Serialize(_query.Number?.Beginnings.Select(b => b + "%") ?? []);

        public string? Disposition => _query.Disposition;

        public CallOutcome? Outcome => _query.Outcome;

        public long? Shortest => (long?)_query.Shortest?.TotalMilliseconds;

        public long? Longest => (long?)_query.Longest?.TotalMilliseconds;

        public bool? Recorded => _query.Recorded;

        public bool? Scored => _query.Scored;

        public IReadOnlyCollection<CampaignId>? Within => _query.Within;

        public IReadOnlyCollection<UserId>? Agents => _query.Agents;

        public long From { get; set; }

        public long To { get; }

        public long LastAt { get; }

        public string LastId { get; }

        public long EndAt { get; set; }

        public string EndId { get; set; } = "";

        public IReadOnlyCollection<string> Ids { get; set; } = [];

        public int Limit { get; set; }

        public int Skip => LookedAt;

        /// <summary>True when not every call on the way is one that is looked for.</summary>
        public bool IsFiltered => List is not null || Name is not null || Tail is not null || Shortest is not null || Longest is not null || Recorded is not null
            || Scored is not null || Within is not null || Agents is not null
            || new[] { Agent is not null, Campaign is not null, Disposition is not null, Outcome is not null }.Count(given => given) > 1;
    }

    /// <summary>Where a page's way ends.</summary>
    private sealed record Place
    {
        public long StartedAt { get; init; }

        public string Id { get; init; } = "";
    }
}
