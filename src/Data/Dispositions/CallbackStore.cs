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

    /// <summary>Read with it: a person's name, else the company's.</summary>
    public string CustomerName { get; init; } = "";

    /// <summary>Read with it: stored with the customer, stands above the number's.</summary>
    public string? CustomerTimeZone { get; init; }

    /// <summary>Read with it: of the number, a JSON array; null when the number is not the customer's.</summary>
    public string? NumberTimeZones { get; init; }

    /// <summary>Read with it: the notes on the call in which it was promised.</summary>
    public string? Note { get; init; }
}

/// <summary>Promised calls. Those for anyone are dialled by the hopper through their lead; an agent's own wait for that agent.</summary>
public sealed class CallbackStore(Database database)
{
    private const string Columns = """
        p.id, p.lead_id, p.customer_id, p.campaign_id, p.number, p.due_at, p.owner_id, p.state, p.call_id, p.done_call_id, p.created_by, p.created_at,
        CASE WHEN c.full_name = '' THEN c.company ELSE c.full_name END AS customer_name, c.time_zone AS customer_time_zone,
        (SELECT MIN(n.time_zones) FROM customer_numbers n WHERE n.customer_id = p.customer_id AND n.number = p.number) AS number_time_zones,
        (SELECT k.notes FROM calls k WHERE k.id = p.call_id) AS note
        """;

    private const string Source = "FROM callbacks p JOIN customers c ON c.id = p.customer_id";

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

    private static readonly SqlStatement SelectOne = Sql.Define("callbacks.get", both: $"SELECT {Columns} {Source} WHERE p.id = @id", "@id bigint");

    private static readonly SqlStatement SelectOfOwner = Sql.Define(
        "callbacks.ofOwner",
        sqlite: $"SELECT {Columns} {Source} WHERE p.state = 'open' AND p.owner_id = @owner AND p.due_at > @after AND p.due_at <= @until ORDER BY p.due_at, p.id LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} {Source} WHERE p.state = 'open' AND p.owner_id = @owner AND p.due_at > @after AND p.due_at <= @until ORDER BY p.due_at, p.id",
        "@owner bigint, @after bigint, @until bigint, @limit int");

    private static readonly SqlStatement SelectOfLead = Sql.Define(
        "callbacks.ofLead", both: $"SELECT {Columns} {Source} WHERE p.state = 'open' AND p.lead_id = @lead ORDER BY p.due_at, p.id", "@lead bigint");

    // A promise is kept by hand: the call is the lead's, so that its verdict moves the lead.
    private static readonly SqlStatement NameCall = Sql.Define(
        "callbacks.nameCall", both: "UPDATE calls SET lead_id = @lead, customer_id = @customer WHERE id = @call", "@call char(36), @lead bigint, @customer bigint");

    private static readonly SqlStatement NameAttempts = Sql.Define(
        "callbacks.nameAttempts",
        both: "UPDATE attempts SET lead_id = @lead, customer_id = @customer WHERE call_id = @call",
        "@call char(36), @lead bigint, @customer bigint");

    private static readonly SqlStatement Change = Sql.Define(
        "callbacks.move",
        both: "UPDATE callbacks SET due_at = @dueAt, owner_id = @newOwner WHERE id = @id AND state = 'open' AND owner_id = @owner AND (@newOwner IS NOT NULL OR lead_id IS NOT NULL)",
        "@id bigint, @owner bigint, @dueAt bigint, @newOwner bigint");

    private static readonly SqlStatement ChangeLead = Sql.Define(
        "callbacks.moveLead",
        both: """
            UPDATE leads SET state = @state, next_at = @dueAt, callback_owner = @newOwner, version = version + 1
            WHERE state = 'callback' AND id = (SELECT p.lead_id FROM callbacks p WHERE p.id = @id)
            """,
        "@id bigint, @state nvarchar(30), @dueAt bigint, @newOwner bigint");

    private static readonly SqlStatement End = Sql.Define(
        "callbacks.end",
        both: "UPDATE callbacks SET state = @state, done_call_id = @call, ended_at = @now WHERE id = @id AND state = 'open' AND owner_id = @owner",
        "@id bigint, @owner bigint, @state nvarchar(20), @call char(36), @now bigint");

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

    /// <summary>An agent's own open ones within a span of time, those due first in front.</summary>
    /// <param name="after">Exclusive.</param>
    /// <param name="until">Inclusive.</param>
    public Task<IReadOnlyList<Callback>> OfOwnerAsync(UserId owner, DateTimeOffset after, DateTimeOffset until, int limit, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<Callback>(SelectOfOwner, new { owner, after, until, limit }), ct);

    /// <summary>A lead's open ones.</summary>
    public Task<IReadOnlyList<Callback>> OfLeadAsync(LeadId lead, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<Callback>(SelectOfLead, new { lead }), ct);

    /// <summary>
    /// The owner makes the promised call by hand: it counts as kept, the call becomes the customer's and the lead's, and the lead is dialled as
    /// others are from <paramref name="leadAfter"/> on, unless the call's verdict says otherwise before. False when it was not the owner's open one.
    /// </summary>
    public Task<bool> KeepAsync(Callback promise, UserId owner, CallId call, DateTimeOffset now, DateTimeOffset leadAfter, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(promise);
        return database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(End, new { promise.Id, owner, State = CallbackState.Done, call, now }) != 1)
                {
                    return false;
                }

                var names = new { call, Lead = promise.LeadId, Customer = promise.CustomerId };
                await session.ExecuteAsync(NameCall, names);
                await session.ExecuteAsync(NameAttempts, names);
                await session.ExecuteAsync(ChangeLead, new { promise.Id, State = LeadState.Dialable, DueAt = leadAfter, NewOwner = (UserId?)null });
                return true;
            },
            ct);
    }

    /// <summary>No call after all: its lead is dialled as others are. False when it was not the owner's open one.</summary>
    public Task<bool> CancelAsync(CallbackId id, UserId owner, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            bool ended = await session.ExecuteAsync(End, new { id, owner, State = CallbackState.Cancelled, Call = (CallId?)null, now }) == 1;
            if (ended)
            {
                await session.ExecuteAsync(ChangeLead, new { id, State = LeadState.Dialable, DueAt = now, NewOwner = (UserId?)null });
            }

            return ended;
        },
        ct);

    /// <summary>Another time or owner, for its lead too; false when it was not the owner's open one.</summary>
    /// <param name="newOwner">Null: any agent, by the hopper.</param>
    public Task<bool> MoveAsync(CallbackId id, UserId owner, DateTimeOffset dueAt, UserId? newOwner, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            bool moved = await session.ExecuteAsync(Change, new { id, owner, dueAt, newOwner }) == 1;
            if (moved)
            {
                await session.ExecuteAsync(ChangeLead, new { id, State = LeadState.Callback, dueAt, newOwner });
            }

            return moved;
        },
        ct);

    /// <summary>Agents' own call-backs that were due before <paramref name="dueBefore"/> and not made: their leads go to the hopper. Returns how many.</summary>
    public Task<int> OpenOverdueToAnyoneAsync(DateTimeOffset dueBefore, CancellationToken ct)
        => database.WriteAsync(session => session.ExecuteAsync(OpenLeadsToAnyone, new { dueBefore }), ct);

    internal static Task<CallbackId> CreateAsync(DbSession session, Callback callback) => session.QuerySingleAsync<CallbackId>(Insert, callback);

    /// <summary>The call's customer is promised another one, by anyone.</summary>
    internal static Task PromiseOfCallAsync(DbSession session, CallId call, DateTimeOffset dueAt, DateTimeOffset now)
        => session.ExecuteAsync(PromiseOfCall, new { call, dueAt, now });

    internal static Task CancelOfCallAsync(DbSession session, CallId call, DateTimeOffset now) => session.ExecuteAsync(CancelOfCall, new { call, now });
}
