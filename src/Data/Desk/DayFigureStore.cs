using CallCenter.Domain;

namespace CallCenter.Data.Desk;

/// <summary>What an agent did in a span of time.</summary>
public sealed record DaySums
{
    /// <summary>Calls in which the agent talked.</summary>
    public int Calls { get; init; }

    public int Contacts { get; init; }

    public int Sales { get; init; }

    /// <summary>From connect to end.</summary>
    public long TalkMs { get; init; }

    /// <summary>From end to verdict, at most ten minutes a call: verdicts given later are no wrap-up.</summary>
    public long WrapUpMs { get; init; }

    /// <summary>Calls that have ended: those that the times are of.</summary>
    public int Ended { get; init; }

    /// <summary>Promised calls that were made.</summary>
    public int Callbacks { get; init; }
}

/// <summary>Agents' own figures.</summary>
public sealed class DayFigureStore(Database database)
{
    // A campaign's own disposition hides the company's with the same code. Bits of meaning: contact 1, sale 2.
    private static readonly SqlStatement Select = Sql.Define(
        "desk.figures",
        both: """
            SELECT COUNT(*) AS calls,
                COALESCE(SUM(CASE WHEN COALESCE(o.meaning, d.meaning, 0) & 1 = 1 THEN 1 ELSE 0 END), 0) AS contacts,
                COALESCE(SUM(CASE WHEN COALESCE(o.meaning, d.meaning, 0) & 2 = 2 THEN 1 ELSE 0 END), 0) AS sales,
                COALESCE(SUM(c.ended_at - c.connected_at), 0) AS talk_ms,
                COALESCE(SUM(CASE WHEN c.disposed_at <= c.ended_at OR c.disposed_at IS NULL THEN 0
                    WHEN c.disposed_at - c.ended_at > 600000 THEN 600000 ELSE c.disposed_at - c.ended_at END), 0) AS wrap_up_ms,
                COUNT(c.ended_at) AS ended,
                (SELECT COUNT(*) FROM callbacks p JOIN calls k ON k.id = p.done_call_id WHERE k.agent_id = @agent AND k.started_at >= @from) AS callbacks
            FROM calls c
            LEFT JOIN dispositions d ON d.campaign_key = 0 AND d.code = c.disposition
            LEFT JOIN dispositions o ON o.campaign_key = c.campaign_id AND o.code = c.disposition
            WHERE c.agent_id = @agent AND c.started_at >= @from AND c.connected_at IS NOT NULL
            """,
        "@agent bigint, @from bigint");

    /// <summary>Of the agent's calls that began at or after <paramref name="from"/>.</summary>
    public Task<DaySums> SinceAsync(UserId agent, DateTimeOffset from, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleAsync<DaySums>(Select, new { agent, from }), ct);
}
