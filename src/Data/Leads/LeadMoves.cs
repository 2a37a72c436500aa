using CallCenter.Domain;

namespace CallCenter.Data.Leads;

/// <summary>Changes of a lead that several ledgers make within their transactions.</summary>
internal static class LeadMoves
{
    private static readonly SqlStatement MarkNumberBad = Sql.Define(
        "leads.markNumberBad",
        both: "UPDATE customer_numbers SET valid = 0 WHERE id = (SELECT number_id FROM leads WHERE id = @id)",
        "@id bigint");

    private static readonly SqlStatement SelectNextNumber = Sql.Define(
        "leads.nextNumber",
        sqlite: """
            SELECT n.id FROM leads l JOIN customer_numbers n ON n.customer_id = l.customer_id
            WHERE l.id = @id AND n.valid = 1 AND n.id <> l.number_id ORDER BY n.position LIMIT 1
            """,
        sqlserver: """
            SELECT TOP (1) n.id FROM leads l JOIN customer_numbers n ON n.customer_id = l.customer_id
            WHERE l.id = @id AND n.valid = 1 AND n.id <> l.number_id ORDER BY n.position
            """,
        "@id bigint");

    private static readonly SqlStatement SetNumber = Sql.Define(
        "leads.setNumber", both: "UPDATE leads SET number_id = @number WHERE id = @id", "@id bigint, @number bigint");

    /// <summary>
    /// Carries out <see cref="LeadAfter.NumberIsBad"/>: the number is marked, and when the customer has another good one the lead takes it and stays
    /// dialable. Returns what the lead's state is to be.
    /// </summary>
    public static async Task<LeadAfter> ResolveNumberAsync(DbSession session, LeadId lead, LeadAfter after)
    {
        if (!after.NumberIsBad)
        {
            return after;
        }

        await session.ExecuteAsync(MarkNumberBad, new { Id = lead });
        NumberId? next = await session.QuerySingleOrDefaultAsync<NumberId?>(SelectNextNumber, new { Id = lead });
        if (next is null)
        {
            return after;
        }

        await session.ExecuteAsync(SetNumber, new { Id = lead, Number = next });
        return after with { State = LeadState.Dialable };
    }
}
