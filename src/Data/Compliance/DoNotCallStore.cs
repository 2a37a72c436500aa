using System.Data.Common;
using CallCenter.Data.Lists;
using CallCenter.Domain;

namespace CallCenter.Data.Compliance;

/// <summary>Whether an entry blocks one number or all that begin with it.</summary>
public enum DoNotCallKind
{
    Number,
    Prefix,
}

/// <summary>A number, or a prefix, that is not called.</summary>
public sealed record DoNotCallEntry
{
    public long Id { get; init; }

    /// <summary>E.164 with plus sign, or the beginning of one.</summary>
    public required string Number { get; init; }

    public DoNotCallKind Kind { get; init; }

    /// <summary>Null: the whole company.</summary>
    public CampaignId? Campaign { get; init; }

    /// <summary>"agent", "import", "api", "customer" ...</summary>
    public required string Source { get; init; }

    public string? Reason { get; init; }

    /// <summary>The call in which it was asked for.</summary>
    public CallId? Call { get; init; }

    public UserId? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Numbers that are not called.</summary>
public sealed class DoNotCallStore(Database database)
{
    private const string Columns = "id, number, kind, campaign_key, source, reason, call_id, created_by, created_at";

    private static readonly SqlStatement Insert = Sql.Define(
        "dnc.add",
        both: """
            INSERT INTO do_not_call (number, kind, campaign_key, source, reason, call_id, created_by, created_at)
            SELECT @number, @kind, @campaignKey, @source, @reason, @call, @createdBy, @createdAt
            WHERE NOT EXISTS (SELECT 1 FROM do_not_call WHERE number = @number AND kind = @kind AND campaign_key = @campaignKey)
            """,
        "@number nvarchar(16), @kind nvarchar(10), @campaignKey bigint, @source nvarchar(50), @reason nvarchar(400), @call char(36), @createdBy bigint, @createdAt bigint");

    private static readonly SqlStatement Delete = Sql.Define("dnc.remove", both: "DELETE FROM do_not_call WHERE id = @id", "@id bigint");

    private static readonly SqlStatement DeleteOfCall = Sql.Define("dnc.removeOfCall", both: "DELETE FROM do_not_call WHERE call_id IS NOT NULL AND call_id = @call", "@call char(36)");

    private static readonly SqlStatement SelectOne = Sql.Define("dnc.get", both: $"SELECT {Columns} FROM do_not_call WHERE id = @id", "@id bigint");

    private static readonly SqlStatement SelectByNumber = Sql.Define(
        "dnc.byNumber",
        both: $"SELECT {Columns} FROM do_not_call WHERE number = @number AND kind = @kind AND campaign_key = @campaignKey",
        "@number nvarchar(16), @kind nvarchar(10), @campaignKey bigint");

    private static readonly SqlStatement SelectPage = Sql.Define(
        "dnc.page",
        sqlite: $"SELECT {Columns} FROM do_not_call WHERE id > @after AND (@number IS NULL OR number = @number) ORDER BY id LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM do_not_call WHERE id > @after AND (@number IS NULL OR number = @number) ORDER BY id",
        "@after bigint, @number nvarchar(16), @limit int");

    private static readonly SqlStatement SelectBlocking = Sql.Define(
        "dnc.blocking",
        sqlite: $"""
            SELECT {Columns} FROM do_not_call
            WHERE number IN (SELECT value FROM json_each(@beginnings)) AND (number = @number OR kind = 'prefix') ORDER BY number DESC, id
            """,
        sqlserver: $"""
            SELECT {Columns} FROM do_not_call
            WHERE number IN (SELECT CAST(j.value AS NVARCHAR(16)) FROM OPENJSON(@beginnings) j) AND (number = @number OR kind = N'prefix')
            ORDER BY number DESC, id
            """,
        "@number nvarchar(16), @beginnings nvarchar(max)");

    private static readonly SqlStatement SelectPrefixes = Sql.Define(
        "dnc.prefixes",
        both: "SELECT number FROM do_not_call WHERE kind = 'prefix' AND campaign_key IN (0, @campaignKey)",
        "@campaignKey bigint");

    private static readonly SqlStatement SelectMatches = Sql.Define(
        "dnc.match",
        sqlite: """
            SELECT number, kind FROM do_not_call
            WHERE number IN (SELECT value FROM json_each(@candidates)) AND campaign_key IN (0, @campaignKey)
            """,
        sqlserver: """
            SELECT number, kind FROM do_not_call
            WHERE number IN (SELECT CAST(j.value AS NVARCHAR(16)) FROM OPENJSON(@candidates) j) AND campaign_key IN (0, @campaignKey)
            """,
        "@candidates nvarchar(max), @campaignKey bigint");

    /// <summary>Adds an entry, or returns the one that is there already (<c>Added</c> false). The entry's id is ignored.</summary>
    public async Task<(DoNotCallEntry Entry, bool Added)> AddAsync(DoNotCallEntry entry, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(entry);
        try
        {
            return await database.WriteAsync(session => AddAndReadAsync(session, entry), ct);
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            // Somebody else added it between our look and our insert (server only): now it is there.
            return await database.WriteAsync(session => AddAndReadAsync(session, entry), ct);
        }
    }

    /// <summary>Adds many in one transaction; returns how many were new.</summary>
    public Task<int> AddManyAsync(IReadOnlyList<DoNotCallEntry> entries, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            using PreparedStatement insert = session.Prepare(Insert);
            int added = 0;
            foreach (DoNotCallEntry entry in entries)
            {
                added += await insert.ExecuteAsync(Arguments(entry));
            }

            return added;
        },
        ct);

    /// <summary>Null when there is none.</summary>
    public Task<DoNotCallEntry?> GetAsync(long id, CancellationToken ct) => database.ReadAsync(
        async session => (await session.QuerySingleOrDefaultAsync<DoNotCallRow>(SelectOne, new { id }))?.ToEntry(), ct);

    /// <summary>False when there was none.</summary>
    public Task<bool> RemoveAsync(long id, CancellationToken ct) => database.WriteAsync(async session => await session.ExecuteAsync(Delete, new { id }) == 1, ct);

    /// <summary>In the order of their ids.</summary>
    /// <param name="after">The last id of the page before; 0 for the first.</param>
    /// <param name="number">Only this number; null for all.</param>
    public Task<IReadOnlyList<DoNotCallEntry>> ListAsync(long after, string? number, int limit, CancellationToken ct)
        => database.ReadAsync<IReadOnlyList<DoNotCallEntry>>(
            async session => [.. (await session.QueryAsync<DoNotCallRow>(SelectPage, new { after, number, limit })).Select(r => r.ToEntry())], ct);

    /// <summary>Why a number is not called: its own entries and the prefixes with which it begins, of the company and of every campaign.</summary>
    public Task<IReadOnlyList<DoNotCallEntry>> BlockingAsync(string number, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(number);
        HashSet<string> beginnings = Beginnings([number]);
        return database.ReadAsync<IReadOnlyList<DoNotCallEntry>>(
            async session => [.. (await session.QueryAsync<DoNotCallRow>(SelectBlocking, new { number, beginnings })).Select(r => r.ToEntry())], ct);
    }

    /// <summary>Which of the numbers are blocked for a campaign, exactly or by a prefix.</summary>
    public Task<IReadOnlySet<string>> MatchAsync(IReadOnlyCollection<string> numbers, CampaignId? campaign, CancellationToken ct)
        => database.ReadAsync(session => MatchAsync(session, numbers, campaign), ct);

    /// <summary>As above, within a session.</summary>
    public static async Task<IReadOnlySet<string>> MatchAsync(DbSession session, IReadOnlyCollection<string> numbers, CampaignId? campaign)
    {
        ArgumentNullException.ThrowIfNull(session);
        HashSet<string> candidates = Beginnings(numbers);
        IReadOnlyList<DoNotCallRow> hits = await session.QueryAsync<DoNotCallRow>(SelectMatches, new { candidates, CampaignKey = campaign?.Value ?? 0 });
        HashSet<string> exact = new(hits.Where(h => h.Kind == DoNotCallKind.Number).Select(h => h.Number), StringComparer.Ordinal);
        HashSet<string> prefixes = new(hits.Where(h => h.Kind == DoNotCallKind.Prefix).Select(h => h.Number), StringComparer.Ordinal);
        return Blocked(numbers, exact, prefixes);
    }

    /// <summary>
    /// Which of an import's many numbers the company's list blocks. The few prefixes are read once: that costs less than to ask for a dozen
    /// beginnings of each number.
    /// </summary>
    public static async Task<IReadOnlySet<string>> MatchAsync(DbSession session, NumberBatch numbers)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(numbers);
        HashSet<string> prefixes = new(await session.QueryAsync<string>(SelectPrefixes, new { campaignKey = 0L }), StringComparer.Ordinal);
        IReadOnlyList<DoNotCallRow> hits = await session.QueryAsync<DoNotCallRow>(SelectMatches, new { candidates = numbers.Json, campaignKey = 0L });
        HashSet<string> exact = new(hits.Where(h => h.Kind == DoNotCallKind.Number).Select(h => h.Number), StringComparer.Ordinal);
        return Blocked(numbers.All, exact, prefixes);
    }

    // A plus sign and one digit are the shortest prefix.
    private static HashSet<string> Beginnings(IReadOnlyCollection<string> numbers)
        => numbers.SelectMany(number => Enumerable.Range(2, Math.Max(0, number.Length - 1)).Select(length => number[..length])).ToHashSet(StringComparer.Ordinal);

    private static HashSet<string> Blocked(IReadOnlyCollection<string> numbers, HashSet<string> exact, HashSet<string> prefixes)
    {
        if (exact.Count + prefixes.Count == 0)
        {
            return new HashSet<string>(StringComparer.Ordinal);
        }

        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> beginnings = prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        return numbers.Where(n => exact.Contains(n) || BeginsWithOne(n, beginnings)).ToHashSet(StringComparer.Ordinal);
    }

    private static bool BeginsWithOne(string number, HashSet<string>.AlternateLookup<ReadOnlySpan<char>> prefixes)
    {
        for (int length = 2; length <= number.Length; length++)
        {
            if (prefixes.Contains(number.AsSpan(0, length)))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<(DoNotCallEntry Entry, bool Added)> AddAndReadAsync(DbSession session, DoNotCallEntry entry)
    {
        bool added = await AddAsync(session, entry);
        DoNotCallRow stored = await session.QuerySingleAsync<DoNotCallRow>(
            SelectByNumber, new { entry.Number, entry.Kind, CampaignKey = entry.Campaign?.Value ?? 0 });
        return (stored.ToEntry(), added);
    }

    /// <summary>Adds an entry within a session; false when it is there already.</summary>
    public static async Task<bool> AddAsync(DbSession session, DoNotCallEntry entry)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(entry);
        return await session.ExecuteAsync(Insert, Arguments(entry)) == 1;
    }

    /// <summary>Lifts the entry that a call made; false when it made none (the number was blocked before, and stays so).</summary>
    internal static async Task<bool> RemoveOfCallAsync(DbSession session, CallId call) => await session.ExecuteAsync(DeleteOfCall, new { call }) > 0;

    private static object Arguments(DoNotCallEntry entry) => new
    {
        entry.Number,
        entry.Kind,
        CampaignKey = entry.Campaign?.Value ?? 0,
        entry.Source,
        entry.Reason,
        entry.Call,
        entry.CreatedBy,
        entry.CreatedAt,
    };

    private sealed record DoNotCallRow
    {
        public long Id { get; init; }

        public string Number { get; init; } = "";

        public DoNotCallKind Kind { get; init; }

        public long CampaignKey { get; init; }

        public string Source { get; init; } = "";

        public string? Reason { get; init; }

        public CallId? CallId { get; init; }

        public UserId? CreatedBy { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DoNotCallEntry ToEntry() => new()
        {
            Id = Id,
            Number = Number,
            Kind = Kind,
            Campaign = CampaignKey == 0 ? null : new CampaignId(CampaignKey),
            Source = Source,
            Reason = Reason,
            Call = CallId,
            CreatedBy = CreatedBy,
            CreatedAt = CreatedAt,
        };
    }
}
