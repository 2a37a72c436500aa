using CallCenter.Domain;

namespace CallCenter.Data.Calls;

/// <summary>One party's side of a call.</summary>
public sealed record LegDetail
{
    /// <summary>customer, agent, consultation, supervisor.</summary>
    public string Side { get; init; } = "";

    public UserId? UserId { get; init; }

    public string? UserName { get; init; }

    public string? Codec { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>JSON as it was measured; null when it was not.</summary>
    public string? Quality { get; init; }
}

/// <summary>One INVITE of a call, with what the gate said before it.</summary>
public sealed record AttemptDetail
{
    public AttemptId Id { get; init; }

    public TrunkId? TrunkId { get; init; }

    public string? TrunkName { get; init; }

    public string CallerId { get; init; } = "";

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? InvitedAt { get; init; }

    public DateTimeOffset? RingingAt { get; init; }

    public DateTimeOffset? AnsweredAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public CallOutcome? Outcome { get; init; }

    public int? SipStatus { get; init; }

    public string? Reason { get; init; }

    /// <summary>When the gate was asked; null when it was not.</summary>
    public DateTimeOffset? GateAt { get; init; }

    public string? GateOrigin { get; init; }

    public bool? GateAllowed { get; init; }

    /// <summary>JSON array, as logged.</summary>
    public string? GateReasons { get; init; }
}

/// <summary>What a call's page shows beyond its record.</summary>
/// <param name="NoteTimes">For each line of the notes the milliseconds since the answer; null for empty ones.</param>
public sealed record CallDetail(
    FoundCall Call,
    string? DispositionName,
    ListId? ListId,
    string? ListName,
    IReadOnlyList<long?> NoteTimes,
    IReadOnlyList<LegDetail> Legs,
    IReadOnlyList<AttemptDetail> Attempts);

/// <summary>Reads all that is known of one call, in one visit to the database.</summary>
public sealed class CallDetails(Database database)
{
    private static readonly SqlStatement SelectMore = Sql.Define(
        "callDetails.more",
        both: """
            SELECT COALESCE(o.name, d.name) AS disposition_name, l.list_id, t.name AS list_name, c.note_times
            FROM calls c
            LEFT JOIN dispositions d ON d.campaign_key = 0 AND d.code = c.disposition
            LEFT JOIN dispositions o ON o.campaign_key = c.campaign_id AND o.code = c.disposition
            LEFT JOIN leads l ON l.id = c.lead_id LEFT JOIN lists t ON t.id = l.list_id
            WHERE c.id = @id
            """,
        "@id char(36)");

    private static readonly SqlStatement SelectLegs = Sql.Define(
        "callDetails.legs",
        both: """
            SELECT l.side, l.user_id, u.display_name AS user_name, l.codec, l.started_at, l.ended_at, l.quality
            FROM call_legs l LEFT JOIN users u ON u.id = l.user_id WHERE l.call_id = @id ORDER BY l.id
            """,
        "@id char(36)");

    private static readonly SqlStatement SelectAttempts = Sql.Define(
        "callDetails.attempts",
        both: """
            SELECT a.id, a.trunk_id, t.name AS trunk_name, a.caller_id, a.opened_at, a.invited_at, a.ringing_at, a.answered_at, a.ended_at, a.outcome, a.sip_status,
                a.reason, g.at AS gate_at, g.origin AS gate_origin, g.allowed AS gate_allowed, g.reasons AS gate_reasons
            FROM attempts a LEFT JOIN trunks t ON t.id = a.trunk_id LEFT JOIN gate_decisions g ON g.id = a.gate_decision_id
            WHERE a.call_id = @id ORDER BY a.id
            """,
        "@id char(36)");

    /// <summary>Null when there is no such call.</summary>
    public Task<CallDetail?> ReadAsync(CallId id, CancellationToken ct) => database.ReadAsync(
        async session =>
        {
            if (await CallStore.FindAsync(session, id) is not { } call)
            {
                return null;
            }

            More more = await session.QuerySingleAsync<More>(SelectMore, new { id });
            return new CallDetail(
                call,
                more.DispositionName,
                more.ListId,
                more.ListName,
                CallNotes.Read(null, null, 0, more.NoteTimes).Times,
                await session.QueryAsync<LegDetail>(SelectLegs, new { id }),
                await session.QueryAsync<AttemptDetail>(SelectAttempts, new { id }));
        },
        ct);

    private sealed record More
    {
        public string? DispositionName { get; init; }

        public ListId? ListId { get; init; }

        public string? ListName { get; init; }

        public string NoteTimes { get; init; } = "[]";
    }
}
