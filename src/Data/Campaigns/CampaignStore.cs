using System.Data.Common;
using CallCenter.Domain;

namespace CallCenter.Data.Campaigns;

/// <summary>Campaigns with their lists and trunks. Edits name the version they saw and leave a row in the history.</summary>
public sealed class CampaignStore(Database database)
{
    private const string Columns =
        "id, name, mode, ratio, state, caller_id, caller_ids, timetable, archived_at, ring_timeout_ms AS ring_timeout, rule_set, abandon_limit, amd, safe_harbour_prompt_id, "
        + "wrap_up_ms AS wrap_up, max_attempts, connect_limit_ms AS connect_limit, first_started_at, version";

    private const string Types =
        "@name nvarchar(200), @mode nvarchar(20), @ratio float, @callerId nvarchar(20), @callerIds nvarchar(max), @timetable nvarchar(max), @ringTimeout bigint, @ruleSet nvarchar(20), @abandonLimit float, "
        + "@amd nvarchar(10), @safeHarbourPromptId bigint, @wrapUp bigint, @maxAttempts int, @connectLimit bigint, @now bigint";

    private static readonly SqlStatement SelectOne = Sql.Define("campaigns.get", both: $"SELECT {Columns} FROM campaigns WHERE id = @id", "@id bigint");

    private static readonly SqlStatement SelectAll = Sql.Define("campaigns.list", both: $"SELECT {Columns} FROM campaigns ORDER BY id");

    private static readonly SqlStatement SelectByState = Sql.Define(
        "campaigns.byState", both: $"SELECT {Columns} FROM campaigns WHERE state = @state ORDER BY id", "@state nvarchar(20)");

    private static readonly SqlStatement SelectLists = Sql.Define(
        "campaigns.lists",
        sqlite: """
            SELECT campaign_id, list_id AS member FROM campaign_lists
            WHERE campaign_id IN (SELECT value FROM json_each(@ids)) ORDER BY campaign_id, position
            """,
        sqlserver: """
            SELECT campaign_id, list_id AS member FROM campaign_lists
            WHERE campaign_id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@ids) j) ORDER BY campaign_id, position
            """,
        "@ids nvarchar(max)");

    private static readonly SqlStatement SelectTrunks = Sql.Define(
        "campaigns.trunks",
        sqlite: """
            SELECT campaign_id, trunk_id AS member FROM campaign_trunks
            WHERE campaign_id IN (SELECT value FROM json_each(@ids)) ORDER BY campaign_id, position
            """,
        sqlserver: """
            SELECT campaign_id, trunk_id AS member FROM campaign_trunks
            WHERE campaign_id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@ids) j) ORDER BY campaign_id, position
            """,
        "@ids nvarchar(max)");

    private static readonly SqlStatement Insert = Sql.Define(
        "campaigns.create",
        sqlite: """
            INSERT INTO campaigns (name, mode, ratio, caller_id, caller_ids, timetable, ring_timeout_ms, rule_set, abandon_limit, amd, safe_harbour_prompt_id, wrap_up_ms, max_attempts, connect_limit_ms, created_at, updated_at)
            VALUES (@name, @mode, @ratio, @callerId, @callerIds, @timetable, @ringTimeout, @ruleSet, @abandonLimit, @amd, @safeHarbourPromptId, @wrapUp, @maxAttempts, @connectLimit, @now, @now)
            RETURNING id
            """,
        sqlserver: """
            INSERT INTO campaigns (name, mode, ratio, caller_id, caller_ids, timetable, ring_timeout_ms, rule_set, abandon_limit, amd, safe_harbour_prompt_id, wrap_up_ms, max_attempts, connect_limit_ms, created_at, updated_at)
            OUTPUT INSERTED.id
            VALUES (@name, @mode, @ratio, @callerId, @callerIds, @timetable, @ringTimeout, @ruleSet, @abandonLimit, @amd, @safeHarbourPromptId, @wrapUp, @maxAttempts, @connectLimit, @now, @now)
            """,
        Types);

    private static readonly SqlStatement Change = Sql.Define(
        "campaigns.update",
        both: """
            UPDATE campaigns SET name = @name, mode = @mode, ratio = @ratio, caller_id = @callerId, caller_ids = @callerIds, timetable = @timetable, ring_timeout_ms = @ringTimeout, rule_set = @ruleSet,
                abandon_limit = @abandonLimit, amd = @amd, safe_harbour_prompt_id = @safeHarbourPromptId, wrap_up_ms = @wrapUp,
                max_attempts = @maxAttempts, connect_limit_ms = @connectLimit, updated_at = @now, version = version + 1
            WHERE id = @id AND version = @version
            """,
        Types + ", @id bigint, @version int");

    private static readonly SqlStatement ChangeState = Sql.Define(
        "campaigns.setState",
        both: """
            UPDATE campaigns SET state = @state, state_changed_at = @at,
                first_started_at = CASE WHEN first_started_at IS NULL AND @state = 'running' THEN @at ELSE first_started_at END
            WHERE id = @id
            """,
        "@id bigint, @state nvarchar(20), @at bigint");

    private static readonly SqlStatement ClearLists = Sql.Define("campaigns.clearLists", both: "DELETE FROM campaign_lists WHERE campaign_id = @id", "@id bigint");

    private static readonly SqlStatement ClearTrunks = Sql.Define("campaigns.clearTrunks", both: "DELETE FROM campaign_trunks WHERE campaign_id = @id", "@id bigint");

    private static readonly SqlStatement AddList = Sql.Define(
        "campaigns.addList",
        both: "INSERT INTO campaign_lists (campaign_id, list_id, position) VALUES (@id, @member, @position)",
        "@id bigint, @member bigint, @position int");

    private static readonly SqlStatement AddTrunk = Sql.Define(
        "campaigns.addTrunk",
        both: "INSERT INTO campaign_trunks (campaign_id, trunk_id, position) VALUES (@id, @member, @position)",
        "@id bigint, @member bigint, @position int");

    private static readonly SqlStatement AddHistory = Sql.Define(
        "campaigns.addHistory",
        both: "INSERT INTO campaign_history (campaign_id, version, at, user_id, change, snapshot) VALUES (@id, @version, @at, @user, @change, @snapshot)",
        "@id bigint, @version int, @at bigint, @user bigint, @change nvarchar(50), @snapshot nvarchar(max)");

    private static readonly SqlStatement SelectHistory = Sql.Define(
        "campaigns.history",
        sqlite: "SELECT id, version, at, user_id, change, snapshot FROM campaign_history WHERE campaign_id = @id AND id < @before ORDER BY id DESC LIMIT @limit",
        sqlserver: "SELECT TOP (@limit) id, version, at, user_id, change, snapshot FROM campaign_history WHERE campaign_id = @id AND id < @before ORDER BY id DESC",
        "@id bigint, @before bigint, @limit int");

    private static readonly SqlStatement Archive = Sql.Define(
        "campaigns.archive",
        both: """
            UPDATE campaigns SET archived_at = @archivedAt, updated_at = @now, version = version + 1
            WHERE id = @id AND state = 'stopped' AND (archived_at IS NULL OR @archivedAt IS NULL)
            """,
        "@id bigint, @archivedAt bigint, @now bigint");

    private static readonly SqlStatement SelectResults = Sql.Define(
        "campaigns.results",
        both: "SELECT disposition AS code, COUNT(*) AS calls FROM calls WHERE campaign_id = @id AND disposition IS NOT NULL GROUP BY disposition",
        "@id bigint");

    private static readonly SqlStatement CountTried = Sql.Define(
        "campaigns.tried",
        both: """
            SELECT COUNT(*) FROM campaign_lists cl JOIN leads l ON l.list_id = cl.list_id
            WHERE cl.campaign_id = @id AND l.last_attempt_at IS NOT NULL
            """,
        "@id bigint");

    private static readonly SqlStatement CountAgents = Sql.Define(
        "campaigns.agents",
        both: """
            SELECT COUNT(*) FROM users u
            WHERE u.disabled = 0
                AND EXISTS (SELECT 1 FROM user_roles r WHERE r.user_id = u.id AND r.role_name = 'agent')
                AND (NOT EXISTS (SELECT 1 FROM user_campaigns c WHERE c.user_id = u.id)
                    OR EXISTS (SELECT 1 FROM user_campaigns c WHERE c.user_id = u.id AND c.campaign_id = @id))
            """,
        "@id bigint");

    /// <summary>Null when there is none.</summary>
    public Task<Campaign?> GetAsync(CampaignId id, CancellationToken ct) => database.ReadAsync(session => GetAsync(session, id), ct);

    /// <summary>All, by id.</summary>
    public Task<IReadOnlyList<Campaign>> ListAsync(CancellationToken ct) => database.ReadAsync(
        async session => await AssembleAsync(session, await session.QueryAsync<CampaignRow>(SelectAll)), ct);

    /// <summary>Those in one state; the Dialer asks for the running ones at its start.</summary>
    public Task<IReadOnlyList<Campaign>> ByStateAsync(CampaignState state, CancellationToken ct) => database.ReadAsync(
        async session => await AssembleAsync(session, await session.QueryAsync<CampaignRow>(SelectByState, new { state })), ct);

    /// <summary>Stores a new, stopped campaign; id, state and version are ignored.</summary>
    public Task<Edited<Campaign>> CreateAsync(Campaign campaign, UserId? by, DateTimeOffset now, CancellationToken ct) => GuardAsync(
        async session =>
        {
            CampaignId id = await session.QuerySingleAsync<CampaignId>(Insert, Arguments(campaign, now));
            await StoreMembersAsync(session, id, campaign);
            return await FinishAsync(session, id, by, "created", now);
        },
        ct);

    /// <summary>Replaces everything but the state; <see cref="Campaign.Version"/> is the version that was seen.</summary>
    public Task<Edited<Campaign>> UpdateAsync(Campaign campaign, UserId? by, DateTimeOffset now, CancellationToken ct) => GuardAsync(
        async session =>
        {
            if (await session.ExecuteAsync(Change, Arguments(campaign, now)) == 0)
            {
                return Edited<Campaign>.Not(await GetAsync(session, campaign.Id) is null ? EditOutcome.NotFound : EditOutcome.VersionConflict);
            }

            await session.ExecuteAsync(ClearLists, new { campaign.Id });
            await session.ExecuteAsync(ClearTrunks, new { campaign.Id });
            await StoreMembersAsync(session, campaign.Id, campaign);
            return await FinishAsync(session, campaign.Id, by, "edited", now);
        },
        ct);

    /// <summary>Starts, pauses or stops; the first start is remembered. False when there is no such campaign.</summary>
    public Task<bool> SetStateAsync(CampaignId id, CampaignState state, UserId? by, DateTimeOffset at, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            if (await session.ExecuteAsync(ChangeState, new { id, state, at }) == 0)
            {
                return false;
            }

            await FinishAsync(session, id, by, "state " + state.Word(), at);
            return true;
        },
        ct);

    /// <summary>Changes, newest first.</summary>
    /// <param name="before">Id of the last one seen; null on the first page.</param>
    public Task<IReadOnlyList<CampaignChange>> HistoryAsync(CampaignId id, long? before, int limit, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<CampaignChange>(SelectHistory, new { id, Before = before ?? long.MaxValue, limit }), ct);

    /// <summary>Puts a stopped campaign away, or takes it back. <see cref="EditOutcome.VersionConflict"/>: it is not stopped.</summary>
    public Task<Edited<Campaign>> ArchiveAsync(CampaignId id, bool archived, UserId? by, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            if (await GetAsync(session, id) is not { } campaign)
            {
                return Edited<Campaign>.Not(EditOutcome.NotFound);
            }

            if (campaign.ArchivedAt is not null == archived)
            {
                return Edited<Campaign>.Stored(campaign);
            }

            return await session.ExecuteAsync(Archive, new { id, ArchivedAt = archived ? now : (DateTimeOffset?)null, now }) == 0
                ? Edited<Campaign>.Not(EditOutcome.VersionConflict)
                : await FinishAsync(session, id, by, archived ? "archived" : "restored", now);
        },
        ct);

    /// <summary>How often each disposition was given.</summary>
    public Task<IReadOnlyList<CampaignResult>> ResultsAsync(CampaignId id, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<CampaignResult>(SelectResults, new { id }), ct);

    /// <summary>Leads of its lists that were called at least once.</summary>
    public Task<long> TriedLeadsAsync(CampaignId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleAsync<long>(CountTried, new { id }), ct);

    /// <summary>People with role agent who are not limited to other campaigns.</summary>
    public Task<int> AgentsAllowedAsync(CampaignId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleAsync<int>(CountAgents, new { id }), ct);

    internal static async Task<Campaign?> GetAsync(DbSession session, CampaignId id)
        => await session.QuerySingleOrDefaultAsync<CampaignRow>(SelectOne, new { id }) is { } row ? (await AssembleAsync(session, [row]))[0] : null;

    private async Task<Edited<Campaign>> GuardAsync(Func<DbSession, Task<Edited<Campaign>>> work, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(work, ct);
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return Edited<Campaign>.Not(EditOutcome.NameTaken);
        }
        catch (DbException e) when (DbErrors.IsForeignKeyViolation(e))
        {
            return Edited<Campaign>.Not(EditOutcome.UnknownReference);
        }
    }

    private static async Task StoreMembersAsync(DbSession session, CampaignId id, Campaign campaign)
    {
        int position = 0;
        foreach (ListId list in campaign.ListIds.Distinct())
        {
            await session.ExecuteAsync(AddList, new { id, Member = list, Position = position++ });
        }

        position = 0;
        foreach (TrunkId trunk in campaign.TrunkIds.Distinct())
        {
            await session.ExecuteAsync(AddTrunk, new { id, Member = trunk, Position = position++ });
        }
    }

    private static async Task<Edited<Campaign>> FinishAsync(DbSession session, CampaignId id, UserId? by, string change, DateTimeOffset at)
    {
        Campaign stored = (await GetAsync(session, id))!;
        await session.ExecuteAsync(AddHistory, new { id, stored.Version, at, User = by, change, Snapshot = StoredJson.Write(stored) });
        return Edited<Campaign>.Stored(stored);
    }

    private static object Arguments(Campaign c, DateTimeOffset now) => new
    {
        c.Id,
        c.Version,
        c.Name,
        c.Mode,
        c.Ratio,
        c.CallerId,
        c.CallerIds,
        Timetable = StoredJson.Write(c.Timetable),
        c.RingTimeout,
        c.RuleSet,
        c.AbandonLimit,
        c.Amd,
        c.SafeHarbourPromptId,
        c.WrapUp,
        c.MaxAttempts,
        c.ConnectLimit,
        now,
    };

    private static async Task<IReadOnlyList<Campaign>> AssembleAsync(DbSession session, IReadOnlyList<CampaignRow> rows)
    {
        if (rows.Count == 0)
        {
            return [];
        }

        long[] ids = [.. rows.Select(r => r.Id.Value)];
        ILookup<CampaignId, long> lists = (await session.QueryAsync<MemberRow>(SelectLists, new { ids })).ToLookup(m => m.CampaignId, m => m.Member);
        ILookup<CampaignId, long> trunks = (await session.QueryAsync<MemberRow>(SelectTrunks, new { ids })).ToLookup(m => m.CampaignId, m => m.Member);
        return [.. rows.Select(r => r.ToCampaign([.. lists[r.Id].Select(ListId.From)], [.. trunks[r.Id].Select(TrunkId.From)]))];
    }

    private sealed record MemberRow
    {
        public CampaignId CampaignId { get; init; }

        public long Member { get; init; }
    }
}
