using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>A lead as a list shows it.</summary>
public sealed record LeadRow
{
    public LeadId Id { get; init; }

    public ListId ListId { get; init; }

    public CustomerId CustomerId { get; init; }

    public string FullName { get; init; } = "";

    public string Company { get; init; } = "";

    public string Number { get; init; } = "";

    public UploadId? UploadId { get; init; }

    public LeadState State { get; init; }

    public bool Staged { get; init; }

    public int Priority { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset NextAt { get; init; }

    public CallOutcome? LastOutcome { get; init; }

    public string? LastDisposition { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Reads leads for people; the Dialer reads them through its queue.</summary>
public sealed class LeadBrowser(Database database)
{
    private const string Columns = """
        l.id, l.list_id, l.customer_id, c.full_name, c.company, n.number, l.upload_id, l.state, l.staged, l.priority, l.attempts, l.next_at,
        l.last_outcome, l.last_disposition, l.last_attempt_at, l.custom
        """;

    private const string Joins = "leads l JOIN customers c ON c.id = l.customer_id JOIN customer_numbers n ON n.id = l.number_id";

    private const int MostFound = 2000;
    private const int ShortList = 20_000;

    /// <summary>Sorts behind every character that a name or number goes on with.</summary>
    private const string Last = "\uFFFD";

    private static readonly SqlStatement One = Sql.Define("leadBrowser.get", both: $"SELECT {Columns} FROM {Joins} WHERE l.id = @id", "@id bigint");

    // Each way through the leads has an index that holds its order: pages cost the same at the end of a long list as at its beginning.
    private static readonly SqlStatement PageOfList = Sql.Define(
        "leadBrowser.page",
        sqlite: $"""
            SELECT {Columns} FROM {Joins}
            WHERE l.id IN (SELECT f.id FROM leads f WHERE f.list_id = @list AND f.customer_id > @after ORDER BY f.customer_id LIMIT @count) ORDER BY l.customer_id
            """,
        sqlserver: $"SELECT TOP (@count) {Columns} FROM {Joins} WHERE l.list_id = @list AND l.customer_id > @after ORDER BY l.customer_id",
        "@list bigint, @after bigint, @count int");

    private static readonly SqlStatement PageOfState = Sql.Define(
        "leadBrowser.pageOfState",
        sqlite: $"""
            SELECT {Columns} FROM {Joins}
            WHERE l.id IN (SELECT f.id FROM leads f WHERE f.list_id = @list AND f.state = @state AND f.id > @after ORDER BY f.id LIMIT @count) ORDER BY l.id
            """,
        sqlserver: $"SELECT TOP (@count) {Columns} FROM {Joins} WHERE l.list_id = @list AND l.state = @state AND l.id > @after ORDER BY l.id",
        "@list bigint, @state nvarchar(20), @after bigint, @count int");

    private static readonly SqlStatement Search = Sql.Define(
        "leadBrowser.search",
        sqlite: $"""
            SELECT {Columns} FROM {Joins}
            WHERE l.id > @after AND (@list IS NULL OR l.list_id = @list) AND (@lists IS NULL OR l.list_id IN (SELECT value FROM json_each(@lists)))
                AND (@state IS NULL OR l.state = @state)
                AND l.customer_id IN (
                    SELECT id FROM (SELECT c1.id FROM customers c1 WHERE c1.full_name <> '' AND c1.full_name COLLATE NOCASE >= @text AND c1.full_name COLLATE NOCASE < @textEnd
                        AND {InList("c1")} LIMIT {MostFound})
                    UNION SELECT id FROM (SELECT c2.id FROM customers c2 WHERE c2.last_name <> '' AND c2.last_name COLLATE NOCASE >= @text AND c2.last_name COLLATE NOCASE < @textEnd
                        AND {InList("c2")} LIMIT {MostFound})
                    UNION SELECT id FROM (SELECT c3.id FROM customers c3 WHERE c3.company <> '' AND c3.company COLLATE NOCASE >= @text AND c3.company COLLATE NOCASE < @textEnd
                        AND {InList("c3")} LIMIT {MostFound})
                    UNION SELECT id FROM (SELECT c4.id FROM customers c4 WHERE c4.external_id IS NOT NULL AND c4.external_id >= @text AND c4.external_id < @textEnd
                        AND {InList("c4")} LIMIT {MostFound})
                    UNION SELECT customer_id FROM (SELECT m.customer_id FROM customer_numbers m WHERE m.number >= @number AND m.number < @numberEnd LIMIT {MostFound}))
            ORDER BY l.id LIMIT @count
            """,
        sqlserver: $"""
            SELECT TOP (@count) {Columns} FROM {Joins}
            WHERE l.id > @after AND (@list IS NULL OR l.list_id = @list) AND (@lists IS NULL OR l.list_id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@lists) j))
                AND (@state IS NULL OR l.state = @state)
                AND l.customer_id IN (
                    SELECT f1.id FROM (SELECT TOP ({MostFound}) c1.id FROM customers c1 WHERE c1.full_name <> N'' AND c1.full_name >= @text AND c1.full_name < @textEnd
                        AND {InList("c1")} ORDER BY c1.full_name, c1.id) f1
                    UNION SELECT f2.id FROM (SELECT TOP ({MostFound}) c2.id FROM customers c2 WHERE c2.last_name <> N'' AND c2.last_name >= @text AND c2.last_name < @textEnd
                        AND {InList("c2")} ORDER BY c2.last_name, c2.id) f2
                    UNION SELECT f3.id FROM (SELECT TOP ({MostFound}) c3.id FROM customers c3 WHERE c3.company <> N'' AND c3.company >= @text AND c3.company < @textEnd
                        AND {InList("c3")} ORDER BY c3.company, c3.id) f3
                    UNION SELECT f4.id FROM (SELECT TOP ({MostFound}) c4.id FROM customers c4 WHERE c4.external_id IS NOT NULL AND c4.external_id >= @text AND c4.external_id < @textEnd
                        AND {InList("c4")} ORDER BY c4.external_id, c4.id) f4
                    UNION SELECT f5.customer_id FROM (SELECT TOP ({MostFound}) m.customer_id FROM customer_numbers m WHERE m.number >= @number AND m.number < @numberEnd
                        ORDER BY m.number, m.customer_id) f5)
            ORDER BY l.id
            """,
        "@list bigint, @lists nvarchar(max), @state nvarchar(20), @text nvarchar(200), @textEnd nvarchar(202), @number nvarchar(20), @numberEnd nvarchar(22), "
        + "@after bigint, @count int");

    // A short list is walked instead: a beginning that a million customers of other lists share would be looked through for it.
    private static readonly SqlStatement SearchShort = Sql.Define(
        "leadBrowser.searchShort",
        sqlite: $"""
            SELECT {Columns} FROM {Joins}
            WHERE l.id IN (SELECT f.id FROM leads f JOIN customers p ON p.id = f.customer_id
                WHERE f.list_id = @list AND f.id > @after AND (@state IS NULL OR f.state = @state)
                    AND ((p.full_name COLLATE NOCASE >= @text AND p.full_name COLLATE NOCASE < @textEnd)
                        OR (p.last_name COLLATE NOCASE >= @text AND p.last_name COLLATE NOCASE < @textEnd)
                        OR (p.company COLLATE NOCASE >= @text AND p.company COLLATE NOCASE < @textEnd)
                        OR (p.external_id >= @text AND p.external_id < @textEnd)
                        OR (@number IS NOT NULL AND EXISTS (SELECT 1 FROM customer_numbers m WHERE m.customer_id = p.id AND m.number >= @number AND m.number < @numberEnd)))
                ORDER BY f.id LIMIT @count)
            ORDER BY l.id
            """,
        sqlserver: $"""
            SELECT TOP (@count) {Columns} FROM {Joins}
            WHERE l.list_id = @list AND l.id > @after AND (@state IS NULL OR l.state = @state)
                AND ((c.full_name >= @text AND c.full_name < @textEnd) OR (c.last_name >= @text AND c.last_name < @textEnd)
                    OR (c.company >= @text AND c.company < @textEnd) OR (c.external_id >= @text AND c.external_id < @textEnd)
                    OR (@number IS NOT NULL AND EXISTS (SELECT 1 FROM customer_numbers m WHERE m.customer_id = c.id AND m.number >= @number AND m.number < @numberEnd)))
            ORDER BY l.id
            """,
        "@list bigint, @state nvarchar(20), @text nvarchar(200), @textEnd nvarchar(202), @number nvarchar(20), @numberEnd nvarchar(22), @after bigint, @count int");

    private static readonly SqlStatement CountUpTo = Sql.Define(
        "leadBrowser.countUpTo",
        sqlite: "SELECT count(*) FROM (SELECT 1 FROM leads f WHERE f.list_id = @list LIMIT @limit)",
        sqlserver: "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT TOP (@limit) f.id FROM leads f WHERE f.list_id = @list) n",
        "@list bigint, @limit int");

    /// <summary>One lead, or null.</summary>
    public Task<LeadRow?> GetAsync(LeadId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<LeadRow>(One, new { id }), ct);

    /// <summary>Leads of a list, beginning behind <paramref name="after"/>: in the order of <see cref="KeyOf"/>.</summary>
    public Task<IReadOnlyList<LeadRow>> PageAsync(ListId list, long after, LeadState? state, int count, CancellationToken ct)
        => database.ReadAsync(
            session => state is null
                ? session.QueryAsync<LeadRow>(PageOfList, new { list, after, count })
                : session.QueryAsync<LeadRow>(PageOfState, new { list, after, state, count }),
            ct);

    /// <summary>What a page is ordered by: the customer in a whole list, the lead within a state or a search.</summary>
    public static long KeyOf(LeadRow lead, LeadState? state)
    {
        ArgumentNullException.ThrowIfNull(lead);
        return state is null ? lead.CustomerId.Value : lead.Id.Value;
    }

    /// <summary>
    /// Leads of customers whose name, last name, company or external id begins with a text, or one of whose numbers begins with digits;
    /// by their id, beginning behind <paramref name="after"/>. Of each kind the first thousands of customers are looked at.
    /// </summary>
    /// <param name="lists">The asker's lists; null for all.</param>
    /// <param name="number">The beginning of an E.164 number; null when the text is none.</param>
    public Task<IReadOnlyList<LeadRow>> SearchAsync(
        ListId? list, IReadOnlyCollection<ListId>? lists, LeadState? state, string text, string? number, long after, int count, CancellationToken ct)
        => database.ReadAsync(
            async session =>
            {
                bool isShort = list is not null && await session.QuerySingleAsync<long>(CountUpTo, new { list, limit = ShortList + 1 }) <= ShortList;
                return await session.QueryAsync<LeadRow>(
                    isShort ? SearchShort : Search,
                    new { list, lists, state, text, textEnd = text + Last, number, numberEnd = number is null ? null : number + Last, after, count });
            },
            ct);

    /// <summary>Asks for nothing but customers of the one list, where a list is given.</summary>
    private static string InList(string customer) => $"(@list IS NULL OR EXISTS (SELECT 1 FROM leads i WHERE i.list_id = @list AND i.customer_id = {customer}.id))";
}
