using System.Buffers.Text;
using System.Globalization;
using System.Text;
using CallCenter.Domain;

namespace CallCenter.Data.Calls;

/// <summary>Reads call records, newest first.</summary>
public sealed class CallStore(Database database)
{
    private const string Columns =
        "id, attempt_id, direction, campaign_id, lead_id, customer_id, agent_id, number, caller_id, trunk_id, started_at, ringing_at, answered_at, "
        + "connected_at, ended_at, ended_by, outcome, sip_status, reason, live_answer, abandoned, wait_ms AS wait, disposition, disposed_at, "
        + "disposed_by, notes, recording_id, mos, loss_percent, jitter_ms";

    private const string PageTypes =
        "@campaign bigint, @agent bigint, @lead bigint, @from bigint, @to bigint, @lastAt bigint, @lastId char(36), @within nvarchar(max), @limit int";

    // One statement for each index that can lead the search; what it does not cover is a filter.
    private static readonly SqlStatement PageAll = Page("calls.page", "");
    private static readonly SqlStatement PageOfCampaign = Page("calls.pageOfCampaign", "campaign_id = @campaign AND ");
    private static readonly SqlStatement PageOfAgent = Page("calls.pageOfAgent", "agent_id = @agent AND ");
    private static readonly SqlStatement PageOfBoth = Page("calls.pageOfCampaignAndAgent", "agent_id = @agent AND campaign_id = @campaign AND ");
    private static readonly SqlStatement PageOfLead = Page("calls.pageOfLead", "lead_id = @lead AND ");

    private static readonly SqlStatement SelectOne = Sql.Define("calls.get", both: $"SELECT {Columns} FROM calls WHERE id = @id", "@id char(36)");

    private static readonly SqlStatement SelectUndisposed = Sql.Define(
        "calls.undisposed",
        sqlite: $"SELECT {Columns} FROM calls WHERE agent_id = @agent AND connected_at IS NOT NULL AND disposition IS NULL ORDER BY started_at DESC, id DESC LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM calls WHERE agent_id = @agent AND connected_at IS NOT NULL AND disposition IS NULL ORDER BY started_at DESC, id DESC",
        "@agent bigint, @limit int");

    /// <summary>Null when there is none.</summary>
    public Task<CallRecord?> GetAsync(CallId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<CallRecord>(SelectOne, new { id }), ct);

    /// <summary>A page in the order of start, newest first. A cursor that is not one of ours begins at the newest.</summary>
    public Task<Page<CallRecord>> PageAsync(CallQuery query, CancellationToken ct) => PageAsync(
        query switch
        {
            { Campaign: not null, Agent: not null } => PageOfBoth,
            { Campaign: not null } => PageOfCampaign,
            { Agent: not null } => PageOfAgent,
            _ => PageAll,
        },
        query,
        null,
        ct);

    /// <summary>A lead's calls, newest first.</summary>
    public Task<Page<CallRecord>> OfLeadAsync(LeadId lead, CallQuery query, CancellationToken ct) => PageAsync(PageOfLead, query, lead, ct);

    /// <summary>An agent's connected calls that have no verdict yet, newest first.</summary>
    public Task<IReadOnlyList<CallRecord>> UndisposedAsync(UserId agent, int limit, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<CallRecord>(SelectUndisposed, new { agent, limit }), ct);

    private static SqlStatement Page(string name, string condition)
    {
        string where = condition + "started_at >= @from AND started_at < @to AND (started_at < @lastAt OR (started_at = @lastAt AND id < @lastId))";
        string order = "ORDER BY started_at DESC, id DESC";

        // Each variant declares only what it uses.
        string types = string.Join(", ", PageTypes.Split(", ").Where(t => IsUsed(t, where)));
        return Sql.Define(
            name,
            sqlite: $"SELECT {Columns} FROM calls WHERE {where} AND (@within IS NULL OR campaign_id IN (SELECT value FROM json_each(@within))) {order} LIMIT @limit",
            sqlserver: $"SELECT TOP (@limit) {Columns} FROM calls WHERE {where} AND (@within IS NULL OR campaign_id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@within) j)) {order}",
            types);
    }

    private static bool IsUsed(string type, string where)
    {
        string parameter = type[..type.IndexOf(' ', StringComparison.Ordinal)];
        return parameter is "@within" or "@limit" || where.Contains(parameter, StringComparison.Ordinal);
    }

    private async Task<Page<CallRecord>> PageAsync(SqlStatement statement, CallQuery query, LeadId? lead, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        int limit = Math.Clamp(query.Limit, 1, 500);
        (long lastAt, string lastId) = ReadCursor(query.Cursor);
        IReadOnlyList<CallRecord> rows = await database.ReadAsync(
            session => session.QueryAsync<CallRecord>(
                statement,
                new
                {
                    query.Campaign,
                    query.Agent,
                    lead,
                    From = query.From?.ToUnixTimeMilliseconds() ?? long.MinValue,
                    To = query.To?.ToUnixTimeMilliseconds() ?? long.MaxValue,
                    lastAt,
                    lastId,
                    query.Within,
                    Limit = limit + 1,
                }),
            ct);
        return rows.Count <= limit ? new Page<CallRecord>(rows, null) : new Page<CallRecord>([.. rows.Take(limit)], WriteCursor(rows[limit - 1]));
    }

    private static string WriteCursor(CallRecord last)
        => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{last.StartedAt.ToUnixTimeMilliseconds()}:{last.Id}")));

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
}
