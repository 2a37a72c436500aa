using CallCenter.Domain;

namespace CallCenter.Data.Dispositions;

/// <summary>Where a promise stands.</summary>
public enum CallbackState
{
    Open,

    /// <summary>The call was made.</summary>
    Done,

    Cancelled,
}

/// <summary>A promised call.</summary>
public sealed record Callback
{
    public CallbackId Id { get; init; }

    public LeadId? LeadId { get; init; }

    public required CustomerId CustomerId { get; init; }

    public CampaignId? CampaignId { get; init; }

    public required string Number { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Null: any agent.</summary>
    public UserId? OwnerId { get; init; }

    public CallbackState State { get; init; }

    /// <summary>The call in which it was promised.</summary>
    public CallId? CallId { get; init; }

    /// <summary>The call that kept it.</summary>
    public CallId? DoneCallId { get; init; }

    public UserId? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Promised calls. Those for anyone are dialled by the hopper through their lead; an agent's own wait for that agent.</summary>
public sealed class CallbackStore(Database database)
{
    private const string Columns = "id, lead_id, customer_id, campaign_id, number, due_at, owner_id, state, call_id, done_call_id, created_by, created_at";

    private static readonly SqlStatement Insert = Sql.Define(
        "callbacks.create",
        sqlite: """
            INSERT INTO callbacks (lead_id, customer_id, campaign_id, number, due_at, owner_id, state, call_id, created_by, created_at)
            VALUES (@leadId, @customerId, @campaignId, @number, @dueAt, @ownerId, 'open', @callId, @createdBy, @createdAt) RETURNING id
            """,
        sqlserver: """
            INSERT INTO callbacks (lead_id, customer_id, campaign_id, number, due_at, owner_id, state, call_id, created_by, created_at) OUTPUT INSERTED.id
            VALUES (@leadId, @customerId, @campaignId, @number, @dueAt, @ownerId, 'open', @callId, @createdBy, @createdAt)
            """,
        "@leadId bigint, @customerId bigint, @campaignId bigint, @number nvarchar(20), @dueAt bigint, @ownerId bigint, @callId char(36), @createdBy bigint, @createdAt bigint");

    private static readonly SqlStatement SelectOne = Sql.Define("callbacks.get", both: $"SELECT {Columns} FROM callbacks WHERE id = @id", "@id bigint");

    private static readonly SqlStatement SelectDue = Sql.Define(
        "callbacks.due",
        sqlite: $"SELECT {Columns} FROM callbacks WHERE state = 'open' AND due_at <= @now ORDER BY due_at, id LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM callbacks WHERE state = 'open' AND due_at <= @now ORDER BY due_at, id",
        "@now bigint, @limit int");

    private static readonly SqlStatement SelectOfOwner = Sql.Define(
        "callbacks.ofOwner",
        sqlite: $"SELECT {Columns} FROM callbacks WHERE state = 'open' AND owner_id = @owner AND due_at <= @until ORDER BY due_at, id LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM callbacks WHERE state = 'open' AND owner_id = @owner AND due_at <= @until ORDER BY due_at, id",
        "@owner bigint, @until bigint, @limit int");

    private static readonly SqlStatement SelectOfLead = Sql.Define(
        "callbacks.ofLead", both: $"SELECT {Columns} FROM callbacks WHERE state = 'open' AND lead_id = @lead ORDER BY due_at, id", "@lead bigint");

    private static readonly SqlStatement End = Sql.Define(
        "callbacks.end",
        both: "UPDATE callbacks SET state = @state, done_call_id = @call, ended_at = @now WHERE id = @id AND state = 'open'",
        "@id bigint, @state nvarchar(20), @call char(36), @now bigint");

    private static readonly SqlStatement CancelOfCall = Sql.Define(
        "callbacks.cancelOfCall",
        both: "UPDATE callbacks SET state = 'cancelled', ended_at = @now WHERE call_id = @call AND state = 'open'",
        "@call char(36), @now bigint");

    private static readonly SqlStatement PromiseOfCall = Sql.Define(
        "callbacks.promiseOfCall",
        both: """
            INSERT INTO callbacks (lead_id, customer_id, campaign_id, number, due_at, state, call_id, created_at)
            SELECT lead_id, customer_id, campaign_id, number, @dueAt, 'open', id, @now FROM calls
            WHERE id = @call AND lead_id IS NOT NULL AND customer_id IS NOT NULL
            """,
        "@call char(36), @dueAt bigint, @now bigint");

    // An owner who does not come: after the grace anybody may make the call.
    private static readonly SqlStatement OpenLeadsToAnyone = Sql.Define(
        "callbacks.openLeadsToAnyone",
        both: """
            UPDATE leads SET callback_owner = NULL, version = version + 1
            WHERE state = 'callback' AND callback_owner IS NOT NULL
                AND id IN (SELECT lead_id FROM callbacks WHERE state = 'open' AND owner_id IS NOT NULL AND due_at <= @dueBefore)
            """,
        "@dueBefore bigint");

    /// <summary>Null when there is none.</summary>
    public Task<Callback?> GetAsync(CallbackId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<Callback>(SelectOne, new { id }), ct);

    /// <summary>Open ones whose time has come, whoever owns them.</summary>
    public Task<IReadOnlyList<Callback>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<Callback>(SelectDue, new { now, limit }), ct);

    /// <summary>An agent's own open ones up to a time.</summary>
    public Task<IReadOnlyList<Callback>> OfOwnerAsync(UserId owner, DateTimeOffset until, int limit, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<Callback>(SelectOfOwner, new { owner, until, limit }), ct);

    /// <summary>A lead's open ones.</summary>
    public Task<IReadOnlyList<Callback>> OfLeadAsync(LeadId lead, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<Callback>(SelectOfLead, new { lead }), ct);

    /// <summary>The promised call was made; false when it was not open.</summary>
    public Task<bool> CompleteAsync(CallbackId id, CallId call, DateTimeOffset now, CancellationToken ct)
        => database.WriteAsync(async session => await session.ExecuteAsync(End, new { id, State = CallbackState.Done, call, now }) == 1, ct);

    /// <summary>False when it was not open.</summary>
    public Task<bool> CancelAsync(CallbackId id, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async session => await session.ExecuteAsync(End, new { id, State = CallbackState.Cancelled, Call = (CallId?)null, now }) == 1, ct);

    /// <summary>Agents' own call-backs that were due before <paramref name="dueBefore"/> and not made: their leads go to the hopper. Returns how many.</summary>
    public Task<int> OpenOverdueToAnyoneAsync(DateTimeOffset dueBefore, CancellationToken ct)
        => database.WriteAsync(session => session.ExecuteAsync(OpenLeadsToAnyone, new { dueBefore }), ct);

    internal static Task<CallbackId> CreateAsync(DbSession session, Callback callback) => session.QuerySingleAsync<CallbackId>(Insert, callback);

    /// <summary>The call's customer is promised another one, by anyone.</summary>
    internal static Task PromiseOfCallAsync(DbSession session, CallId call, DateTimeOffset dueAt, DateTimeOffset now)
        => session.ExecuteAsync(PromiseOfCall, new { call, dueAt, now });

    internal static Task CancelOfCallAsync(DbSession session, CallId call, DateTimeOffset now) => session.ExecuteAsync(CancelOfCall, new { call, now });
}
