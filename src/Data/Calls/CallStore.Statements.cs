namespace CallCenter.Data.Calls;

public sealed partial class CallStore
{
    private const string Columns =
        "id, attempt_id, direction, campaign_id, lead_id, customer_id, agent_id, number, caller_id, trunk_id, started_at, ringing_at, answered_at, "
        + "connected_at, ended_at, ended_by, outcome, sip_status, reason, live_answer, abandoned, wait_ms AS wait, disposition, disposed_at, "
        + "disposed_by, notes, recording_id, mos, loss_percent, jitter_ms";

    private const string FoundColumns = """
        c.id, c.attempt_id, c.direction, c.campaign_id, c.lead_id, c.customer_id, c.agent_id, c.number, c.caller_id, c.trunk_id, c.started_at, c.ringing_at, c.answered_at,
        c.connected_at, c.ended_at, c.ended_by, c.outcome, c.sip_status, c.reason, c.live_answer, c.abandoned, c.wait_ms AS wait, c.disposition, c.disposed_at,
        c.disposed_by, c.notes, c.recording_id, c.mos, c.loss_percent, c.jitter_ms, u.display_name AS agent_name, p.full_name AS customer_name, p.company,
        g.name AS campaign_name, (SELECT COUNT(*) FROM scores s WHERE s.call_id = c.id AND s.state = 'finished') AS scores,
        (SELECT AVG(t.result) FROM scores t WHERE t.call_id = c.id AND t.state = 'finished') AS score
        """;

    private const string Names = "LEFT JOIN customers p ON p.id = c.customer_id LEFT JOIN users u ON u.id = c.agent_id LEFT JOIN campaigns g ON g.id = c.campaign_id";

    private const string Way = "c.started_at >= @from AND c.started_at < @to AND (c.started_at < @lastAt OR (c.started_at = @lastAt AND c.id < @lastId))";

    // The way's last call is one of the page.
    private const string Filters = """
        (c.started_at > @endAt OR (c.started_at = @endAt AND c.id >= @endId))
        AND (@agent IS NULL OR c.agent_id = @agent) AND (@campaign IS NULL OR c.campaign_id = @campaign)
        AND (@disposition IS NULL OR c.disposition = @disposition) AND (@outcome IS NULL OR c.outcome = @outcome)
        AND (@shortest IS NULL OR c.ended_at - c.connected_at >= @shortest) AND (@longest IS NULL OR c.ended_at - c.connected_at <= @longest)
        AND (@recorded IS NULL OR (@recorded = 1 AND c.recording_id IS NOT NULL) OR (@recorded = 0 AND c.recording_id IS NULL))
        AND (@scored IS NULL OR (@scored = 1 AND EXISTS (SELECT 1 FROM scores x WHERE x.call_id = c.id AND x.state = 'finished'))
            OR (@scored = 0 AND NOT EXISTS (SELECT 1 FROM scores y WHERE y.call_id = c.id AND y.state = 'finished')))
        AND (@list IS NULL OR EXISTS (SELECT 1 FROM leads l WHERE l.id = c.lead_id AND l.list_id = @list))
        AND (@name IS NULL OR p.full_name LIKE @name ESCAPE '\' OR p.last_name LIKE @name ESCAPE '\' OR p.company LIKE @name ESCAPE '\')
        """;

    private const string SqliteFilters = Filters + """

        AND (@tail IS NULL OR c.number_tail LIKE @tail OR EXISTS (SELECT 1 FROM json_each(@beginnings) b WHERE c.number LIKE b.value))
        AND (@within IS NULL OR c.campaign_id IN (SELECT value FROM json_each(@within)))
        AND (@agents IS NULL OR c.agent_id IS NULL OR c.agent_id IN (SELECT value FROM json_each(@agents)))
        """;

    private const string ServerFilters = Filters + """

        AND (@tail IS NULL OR c.number_tail LIKE @tail OR EXISTS (SELECT 1 FROM OPENJSON(@beginnings) b WHERE c.number LIKE b.value))
        AND (@within IS NULL OR c.campaign_id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@within) j))
        AND (@agents IS NULL OR c.agent_id IS NULL OR c.agent_id IN (SELECT CAST(k.value AS BIGINT) FROM OPENJSON(@agents) k))
        """;

    private const string WayTypes = "@from bigint, @to bigint, @lastAt bigint, @lastId char(36)";

    private const string FilterTypes =
        "@endAt bigint, @endId char(36), @agent bigint, @campaign bigint, @disposition nvarchar(50), @outcome nvarchar(30), @shortest bigint, @longest bigint, "
        + "@recorded bit, @scored bit, @list bigint, @name nvarchar(800), @tail nvarchar(20), @beginnings nvarchar(max), @within nvarchar(max), @agents nvarchar(max), @limit int";

    private const string Newest = "ORDER BY c.started_at DESC, c.id DESC";

    // One walk for each index that is in the order of the pages; what it does not cover is a filter.
    private static readonly SqlStatement PageAll = Page("calls.page", "", "");
    private static readonly SqlStatement EndAll = End("calls.pageEnd", "", "");
    private static readonly SqlStatement PageOfCampaign = Page("calls.pageOfCampaign", "c.campaign_id = @campaign AND ", "");
    private static readonly SqlStatement EndOfCampaign = End("calls.pageEndOfCampaign", "c.campaign_id = @campaign AND ", "@campaign bigint, ");
    private static readonly SqlStatement PageOfAgent = Page("calls.pageOfAgent", "c.agent_id = @agent AND ", "");
    private static readonly SqlStatement EndOfAgent = End("calls.pageEndOfAgent", "c.agent_id = @agent AND ", "@agent bigint, ");
    private static readonly SqlStatement PageOfDisposition = Page("calls.pageOfDisposition", "c.disposition = @disposition AND ", "");
    private static readonly SqlStatement EndOfDisposition = End("calls.pageEndOfDisposition", "c.disposition = @disposition AND ", "@disposition nvarchar(50), ");
    private static readonly SqlStatement PageOfOutcome = Page("calls.pageOfOutcome", "c.outcome = @outcome AND ", "");
    private static readonly SqlStatement EndOfOutcome = End("calls.pageEndOfOutcome", "c.outcome = @outcome AND ", "@outcome nvarchar(30), ");
    private static readonly SqlStatement PageOfLead = Page("calls.pageOfLead", "c.lead_id = @lead AND ", "@lead bigint, ");

    // CROSS JOIN is SQLite's word for "in this order": by the ids, not along the times.
    private static readonly SqlStatement PageOfNamed = Sql.Define(
        "calls.pageOfNamed",
        sqlite: $"SELECT {FoundColumns} FROM json_each(@ids) i CROSS JOIN calls c ON c.id = i.value {Names} WHERE {Way} AND {SqliteFilters} {Newest} LIMIT @limit",
        sqlserver: $"""
            SELECT TOP (@limit) {FoundColumns} FROM calls c {Names}
            WHERE c.id IN (SELECT CAST(i.value AS CHAR(36)) FROM OPENJSON(@ids) i) AND {Way} AND {ServerFilters} {Newest}
            """,
        $"@ids nvarchar(max), {WayTypes}, {FilterTypes}");

    // SQLite seeks by the two ends of a range (digits and the plus sign sort before the colon), SQL Server by LIKE with a parameter.
    private static readonly SqlStatement IdsOfTail = Sql.Define(
        "calls.idsOfTail",
        sqlite: "SELECT id FROM calls WHERE number_tail >= @part AND number_tail < (@part || ':') LIMIT @most",
        sqlserver: "SELECT TOP (@most) id FROM calls WHERE number_tail LIKE @part + '%'",
        "@part nvarchar(20), @most int");

    private static readonly SqlStatement IdsOfNumber = Sql.Define(
        "calls.idsOfNumber",
        sqlite: "SELECT id FROM calls WHERE number >= @part AND number < (@part || ':') LIMIT @most",
        sqlserver: "SELECT TOP (@most) id FROM calls WHERE number LIKE @part + '%'",
        "@part nvarchar(20), @most int");

    private static readonly SqlStatement CustomersByName = Customers("calls.customersByName", "full_name", " AND full_name <> ''");
    private static readonly SqlStatement CustomersByLastName = Customers("calls.customersByLastName", "last_name", " AND last_name <> ''");
    private static readonly SqlStatement CustomersByCompany = Customers("calls.customersByCompany", "company", " AND company <> ''");

    private static readonly SqlStatement IdsOfCustomers = Sql.Define(
        "calls.idsOfCustomers",
        sqlite: "SELECT c.id FROM json_each(@customers) i CROSS JOIN calls c ON c.customer_id = i.value LIMIT @most",
        sqlserver: "SELECT TOP (@most) c.id FROM calls c WHERE c.customer_id IN (SELECT CAST(i.value AS BIGINT) FROM OPENJSON(@customers) i)",
        "@customers nvarchar(max), @most int");

    private static readonly SqlStatement IdsScored = Sql.Define(
        "calls.idsScored",
        sqlite: "SELECT DISTINCT call_id FROM scores WHERE state = 'finished' LIMIT @most",
        sqlserver: "SELECT DISTINCT TOP (@most) call_id FROM scores WHERE state = 'finished'",
        "@most int");

    private static readonly SqlStatement SelectCountries = Sql.Define("calls.countries", both: "SELECT DISTINCT default_country FROM lists");

    private static readonly SqlStatement SelectFound = Sql.Define("calls.found", both: $"SELECT {FoundColumns} FROM calls c {Names} WHERE c.id = @id", "@id char(36)");

    private static readonly SqlStatement SelectOne = Sql.Define("calls.get", both: $"SELECT {Columns} FROM calls WHERE id = @id", "@id char(36)");

    private static readonly SqlStatement SelectUndisposed = Sql.Define(
        "calls.undisposed",
        sqlite: $"SELECT {Columns} FROM calls WHERE agent_id = @agent AND connected_at IS NOT NULL AND disposition IS NULL ORDER BY started_at DESC, id DESC LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM calls WHERE agent_id = @agent AND connected_at IS NOT NULL AND disposition IS NULL ORDER BY started_at DESC, id DESC",
        "@agent bigint, @limit int");

    private static readonly Walk All = new(PageAll, EndAll);
    private static readonly Walk OfCampaign = new(PageOfCampaign, EndOfCampaign);
    private static readonly Walk OfAgent = new(PageOfAgent, EndOfAgent);
    private static readonly Walk OfDisposition = new(PageOfDisposition, EndOfDisposition);
    private static readonly Walk OfOutcome = new(PageOfOutcome, EndOfOutcome);
    private static readonly Walk Lead = new(PageOfLead, null);
    private static readonly Walk Named = new(PageOfNamed, null);

    private static SqlStatement Page(string name, string condition, string types) => Sql.Define(
        name,
        sqlite: $"SELECT {FoundColumns} FROM calls c {Names} WHERE {condition}{Way} AND {SqliteFilters} {Newest} LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {FoundColumns} FROM calls c {Names} WHERE {condition}{Way} AND {ServerFilters} {Newest}",
        types + WayTypes + ", " + FilterTypes);

    private static SqlStatement End(string name, string condition, string types) => Sql.Define(
        name,
        sqlite: $"SELECT c.started_at, c.id FROM calls c WHERE {condition}{Way} {Newest} LIMIT 1 OFFSET @skip",
        sqlserver: $"SELECT c.started_at, c.id FROM calls c WHERE {condition}{Way} {Newest} OFFSET @skip ROWS FETCH NEXT 1 ROWS ONLY",
        types + WayTypes + ", @skip int");

    // char(1114111) sorts after every other character.
    private static SqlStatement Customers(string name, string column, string condition) => Sql.Define(
        name,
        sqlite: $"""
            SELECT id FROM customers WHERE {column} COLLATE NOCASE >= @name AND {column} COLLATE NOCASE < (@name || char(1114111))
                AND {column} LIKE @pattern ESCAPE '\'{condition} LIMIT @most
            """,
        sqlserver: $"SELECT TOP (@most) id FROM customers WHERE {column} >= @name AND {column} LIKE @pattern ESCAPE '\\'{condition}",
        "@name nvarchar(400), @pattern nvarchar(800), @most int");

    /// <summary>An index's order through the calls: its pages, and where the bounded way of one ends.</summary>
    private sealed record Walk(SqlStatement Page, SqlStatement? End);
}
