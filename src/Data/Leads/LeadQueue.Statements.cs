namespace CallCenter.Data.Leads;

public sealed partial class LeadQueue
{
    // Word for word the condition of ix_leads_next: SQLite uses a partial index only when the query repeats it.
    private const string InQueue = "state IN ('dialable', 'callback') AND staged = 0 AND callback_owner IS NULL";

    private static readonly SqlStatement SelectLists = Sql.Define(
        "leads.campaignLists",
        both: """
            SELECT m.list_id FROM campaign_lists m JOIN lists l ON l.id = m.list_id
            WHERE m.campaign_id = @campaign AND l.archived_at IS NULL ORDER BY m.position
            """,
        "@campaign bigint");

    private static readonly SqlStatement SelectNextPriority = Sql.Define(
        "leads.nextPriority",
        sqlite: $"""
            SELECT priority FROM leads WHERE list_id = @list AND priority < @below AND {InQueue}
            ORDER BY priority DESC LIMIT 1
            """,
        sqlserver: $"""
            SELECT TOP (1) CAST(priority AS BIGINT) AS priority FROM leads WHERE list_id = @list AND priority < @below AND {InQueue}
            ORDER BY priority DESC
            """,
        "@list bigint, @below bigint");

    private static readonly SqlStatement SelectLevel = Sql.Define(
        "leads.level",
        sqlite: $"""
            SELECT id, next_at FROM leads
            WHERE list_id = @list AND priority = @priority AND next_at <= @now AND {InQueue} AND (claimed_until IS NULL OR claimed_until <= @now)
            ORDER BY next_at, id LIMIT @limit
            """,
        sqlserver: $"""
            SELECT TOP (@limit) id, next_at FROM leads WITH (ROWLOCK, READPAST, UPDLOCK)
            WHERE list_id = @list AND priority = @priority AND next_at <= @now AND {InQueue} AND (claimed_until IS NULL OR claimed_until <= @now)
            ORDER BY next_at, id
            """,
        "@list bigint, @priority bigint, @now bigint, @limit int");

    private static readonly SqlStatement Claim = Sql.Define(
        "leads.claim",
        sqlite: $"""
            UPDATE leads SET claimed_by = @claimer, claimed_until = @until, version = version + 1
            WHERE id IN (SELECT value FROM json_each(@ids)) AND next_at <= @now AND {InQueue} AND (claimed_until IS NULL OR claimed_until <= @now)
            RETURNING id
            """,
        sqlserver: $"""
            UPDATE leads SET claimed_by = @claimer, claimed_until = @until, version = version + 1
            OUTPUT INSERTED.id
            WHERE id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@ids) j) AND next_at <= @now AND {InQueue} AND (claimed_until IS NULL OR claimed_until <= @now)
            """,
        "@ids nvarchar(max), @claimer nvarchar(100), @now bigint, @until bigint");

    private static readonly SqlStatement SelectQueued = Sql.Define(
        "leads.queued",
        sqlite: """
            SELECT l.id, l.list_id, l.customer_id, l.number_id, n.number, n.time_zones, c.time_zone, l.attempts, l.priority, l.claimed_until
            FROM leads l JOIN customer_numbers n ON n.id = l.number_id JOIN customers c ON c.id = l.customer_id
            WHERE l.id IN (SELECT value FROM json_each(@ids))
            """,
        sqlserver: """
            SELECT l.id, l.list_id, l.customer_id, l.number_id, n.number, n.time_zones, c.time_zone, l.attempts, l.priority, l.claimed_until
            FROM leads l JOIN customer_numbers n ON n.id = l.number_id JOIN customers c ON c.id = l.customer_id
            WHERE l.id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@ids) j)
            """,
        "@ids nvarchar(max)");

    private static readonly SqlStatement Renew = Sql.Define(
        "leads.renew",
        sqlite: """
            UPDATE leads SET claimed_until = @until
            WHERE id IN (SELECT value FROM json_each(@ids)) AND claimed_by = @claimer AND state IN ('dialable', 'callback')
            RETURNING id
            """,
        sqlserver: """
            UPDATE leads SET claimed_until = @until
            OUTPUT INSERTED.id
            WHERE id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@ids) j) AND claimed_by = @claimer AND state IN ('dialable', 'callback')
            """,
        "@ids nvarchar(max), @claimer nvarchar(100), @until bigint");

    private static readonly SqlStatement Release = Sql.Define(
        "leads.release",
        sqlite: """
            UPDATE leads SET claimed_by = NULL, claimed_until = NULL
            WHERE id IN (SELECT value FROM json_each(@ids)) AND claimed_by = @claimer AND state <> 'dialing'
            """,
        sqlserver: """
            UPDATE leads SET claimed_by = NULL, claimed_until = NULL
            WHERE id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@ids) j) AND claimed_by = @claimer AND state <> 'dialing'
            """,
        "@ids nvarchar(max), @claimer nvarchar(100)");

    private static readonly SqlStatement ReleaseAll = Sql.Define(
        "leads.releaseAll",
        both: "UPDATE leads SET claimed_by = NULL, claimed_until = NULL WHERE claimed_by = @claimer AND state <> 'dialing'",
        "@claimer nvarchar(100)");

    private static readonly SqlStatement Refuse = Sql.Define(
        "leads.refuse",
        both: """
            UPDATE leads SET state = @state, next_at = COALESCE(@nextAt, next_at), claimed_by = NULL, claimed_until = NULL, version = version + 1
            WHERE id = @id AND claimed_by = @claimer AND state IN ('dialable', 'callback')
            """,
        "@id bigint, @claimer nvarchar(100), @state nvarchar(30), @nextAt bigint");

    // Each state is a range of its own in ix_leads_counts: asking every lead for every state took four times as long at a million.
    private static readonly SqlStatement Count = Sql.Define(
        "leads.counts",
        both: """
            WITH own AS (
                SELECT cl.list_id FROM campaign_lists cl JOIN lists s ON s.id = cl.list_id WHERE cl.campaign_id = @campaign AND s.archived_at IS NULL),
            due AS (
                SELECT COUNT(*) AS leads, COUNT(CASE WHEN l.staged = 1 THEN 1 END) AS staged,
                    COUNT(CASE WHEN l.claimed_until > @now AND l.staged = 0 THEN 1 END) AS leased
                FROM own JOIN leads l ON l.list_id = own.list_id WHERE l.state = 'dialable' AND l.next_at <= @now),
            later AS (
                SELECT COUNT(*) AS leads, COUNT(CASE WHEN l.staged = 1 THEN 1 END) AS staged, MIN(CASE WHEN l.staged = 0 THEN l.next_at END) AS earliest
                FROM own JOIN leads l ON l.list_id = own.list_id WHERE l.state = 'dialable' AND l.next_at > @now),
            promised AS (
                SELECT COUNT(*) AS leads,
                    COUNT(CASE WHEN l.staged = 0 AND l.callback_owner IS NULL AND l.next_at <= @now AND (l.claimed_until IS NULL OR l.claimed_until <= @now) THEN 1 END) AS free,
                    COUNT(CASE WHEN l.staged = 0 AND l.callback_owner IS NULL AND l.next_at <= @now AND l.claimed_until > @now THEN 1 END) AS leased,
                    COUNT(CASE WHEN l.next_at > @now OR l.callback_owner IS NOT NULL THEN 1 END) AS later,
                    COUNT(CASE WHEN l.staged = 1 THEN 1 END) AS staged,
                    MIN(CASE WHEN l.staged = 0 AND l.callback_owner IS NULL AND l.next_at > @now THEN l.next_at END) AS earliest
                FROM own JOIN leads l ON l.list_id = own.list_id WHERE l.state = 'callback'),
            other AS (
                SELECT
                    (SELECT COUNT(*) FROM own JOIN leads l ON l.list_id = own.list_id WHERE l.state = 'dialing') AS in_call,
                    (SELECT COUNT(*) FROM own JOIN leads l ON l.list_id = own.list_id WHERE l.state = 'awaitingDisposition') AS awaiting_disposition,
                    (SELECT COUNT(*) FROM own JOIN leads l ON l.list_id = own.list_id WHERE l.state = 'done') AS done,
                    (SELECT COUNT(*) FROM own JOIN leads l ON l.list_id = own.list_id WHERE l.state = 'badNumber') AS bad_number,
                    (SELECT COUNT(*) FROM own JOIN leads l ON l.list_id = own.list_id WHERE l.state = 'doNotCall') AS do_not_call,
                    (SELECT COUNT(*) FROM own JOIN leads l ON l.list_id = own.list_id WHERE l.state = 'removed') AS removed)
            SELECT
                due.leads - due.staged - due.leased + promised.free AS dialable_now,
                due.leased + promised.leased AS leased,
                later.leads - later.staged AS waiting,
                promised.later AS callback,
                other.in_call, other.awaiting_disposition, other.done, other.bad_number, other.do_not_call, other.removed,
                due.staged + later.staged + promised.staged AS staged,
                due.leads + later.leads + promised.leads + other.in_call + other.awaiting_disposition + other.done + other.bad_number
                    + other.do_not_call + other.removed AS total,
                CASE WHEN promised.earliest IS NULL OR later.earliest < promised.earliest THEN later.earliest ELSE promised.earliest END AS earliest_next
            FROM due CROSS JOIN later CROSS JOIN promised CROSS JOIN other
            """,
        "@campaign bigint, @now bigint");

    private static readonly SqlStatement SelectOne = Sql.Define(
        "leads.get",
        both: """
            SELECT l.id, l.list_id, l.customer_id, l.number_id, n.number, n.time_zones, c.time_zone AS customer_time_zone, l.upload_id, l.priority, l.state,
                l.staged, l.next_at, l.attempts, l.last_outcome, l.last_disposition, l.last_attempt_at, l.callback_owner, l.claimed_by, l.claimed_until,
                l.custom, l.created_at, l.version
            FROM leads l JOIN customer_numbers n ON n.id = l.number_id JOIN customers c ON c.id = l.customer_id
            WHERE l.id = @id
            """,
        "@id bigint");

    private static readonly SqlStatement SelectByNumber = Sql.Define(
        "leads.byNumber",
        sqlite: """
            SELECT l.id FROM customer_numbers n JOIN leads l ON l.customer_id = n.customer_id
            WHERE n.number = @number ORDER BY CASE WHEN l.number_id = n.id THEN 0 ELSE 1 END, l.id DESC LIMIT @limit
            """,
        sqlserver: """
            SELECT TOP (@limit) l.id FROM customer_numbers n JOIN leads l ON l.customer_id = n.customer_id
            WHERE n.number = @number ORDER BY CASE WHEN l.number_id = n.id THEN 0 ELSE 1 END, l.id DESC
            """,
        "@number nvarchar(16), @limit int");

    private static readonly SqlStatement SelectCampaigns = Sql.Define(
        "leads.campaigns",
        both: "SELECT cl.campaign_id FROM leads l JOIN campaign_lists cl ON cl.list_id = l.list_id WHERE l.id = @id ORDER BY cl.campaign_id",
        "@id bigint");
}
