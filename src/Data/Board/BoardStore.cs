using CallCenter.Domain;

namespace CallCenter.Data.Board;

/// <summary>What an agent did for a campaign since a moment.</summary>
public sealed record AgentDay
{
    public UserId AgentId { get; init; }

    /// <summary>Null for calls without a campaign.</summary>
    public CampaignId? CampaignId { get; init; }

    /// <summary>Calls in which the agent talked.</summary>
    public int Calls { get; init; }

    public int Contacts { get; init; }

    public int Sales { get; init; }

    /// <summary>From connect to end.</summary>
    public long TalkMs { get; init; }

    /// <summary>From end to verdict, at most ten minutes a call.</summary>
    public long WrapUpMs { get; init; }

    /// <summary>Sum of the calls' mean opinion scores.</summary>
    public double MosSum { get; init; }

    /// <summary>Calls that have one.</summary>
    public int MosCalls { get; init; }
}

/// <summary>What the live board reads.</summary>
public sealed class BoardStore(Database database)
{
    // A campaign's own disposition hides the company's with the same code. Bits of meaning: contact 1, sale 2.
    private static readonly SqlStatement SelectDay = Sql.Define(
        "board.day",
        both: """
            SELECT c.agent_id, c.campaign_id, COUNT(*) AS calls,
                COALESCE(SUM(CASE WHEN COALESCE(o.meaning, d.meaning, 0) & 1 = 1 THEN 1 ELSE 0 END), 0) AS contacts,
                COALESCE(SUM(CASE WHEN COALESCE(o.meaning, d.meaning, 0) & 2 = 2 THEN 1 ELSE 0 END), 0) AS sales,
                COALESCE(SUM(c.ended_at - c.connected_at), 0) AS talk_ms,
                COALESCE(SUM(CASE WHEN c.disposed_at <= c.ended_at OR c.disposed_at IS NULL THEN 0
                    WHEN c.disposed_at - c.ended_at > 600000 THEN 600000 ELSE c.disposed_at - c.ended_at END), 0) AS wrap_up_ms,
                COALESCE(SUM(c.mos), 0.0) AS mos_sum,
                COUNT(c.mos) AS mos_calls
            FROM calls c
            LEFT JOIN dispositions d ON d.campaign_key = 0 AND d.code = c.disposition
            LEFT JOIN dispositions o ON o.campaign_key = c.campaign_id AND o.code = c.disposition
            WHERE c.connected_at >= @from AND c.agent_id IS NOT NULL
            GROUP BY c.agent_id, c.campaign_id
            """,
        "@from bigint");

    private static readonly SqlStatement SelectName = Sql.Define(
        "board.customer",
        both: "SELECT CASE WHEN full_name <> '' THEN full_name ELSE company END FROM customers WHERE id = @id",
        "@id bigint");

    /// <summary>The agents' calls that were connected at or after <paramref name="from"/>, by agent and campaign.</summary>
    public Task<IReadOnlyList<AgentDay>> DayAsync(DateTimeOffset from, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<AgentDay>(SelectDay, new { from }), ct);

    /// <summary>A customer's name, else the company's; null when there is no such customer.</summary>
    public Task<string?> CustomerNameAsync(CustomerId customer, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<string>(SelectName, new { Id = customer }), ct);
}
