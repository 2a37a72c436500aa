using CallCenter.Data.Calls;
using CallCenter.Data.Customers;
using CallCenter.Data.Dispositions;
using CallCenter.Domain;

namespace CallCenter.Data.Desk;

/// <summary>Reads what the agent's screen shows of a call, in one visit to the database: the customer is about to say hello.</summary>
public sealed class PopReader(Database database)
{
    private const int PastCalls = 20;
    private const int Promises = 5;

    private static readonly SqlStatement SelectCall = Sql.Define(
        "pop.call",
        sqlite: """
            SELECT c.direction, c.campaign_id, c.lead_id, c.customer_id, c.agent_id, c.number, c.started_at, c.answered_at, c.ended_at, c.disposition,
                c.notes, c.notes_at, c.notes_revision, c.note_times,
                (SELECT COUNT(DISTINCT a.call_id) FROM attempts a WHERE a.lead_id = c.lead_id AND a.opened_at <= c.started_at) AS attempt,
                (SELECT b.outcome FROM attempts b WHERE b.lead_id = c.lead_id AND b.opened_at <= c.started_at AND b.call_id <> c.id
                    ORDER BY b.opened_at DESC, b.id DESC LIMIT 1) AS last_outcome,
                (SELECT MAX(p.due_at) FROM callbacks p WHERE p.done_call_id = c.id) AS promised_at
            FROM calls c WHERE c.id = @call
            """,
        sqlserver: """
            SELECT c.direction, c.campaign_id, c.lead_id, c.customer_id, c.agent_id, c.number, c.started_at, c.answered_at, c.ended_at, c.disposition,
                c.notes, c.notes_at, c.notes_revision, c.note_times,
                (SELECT COUNT(DISTINCT a.call_id) FROM attempts a WHERE a.lead_id = c.lead_id AND a.opened_at <= c.started_at) AS attempt,
                (SELECT TOP (1) b.outcome FROM attempts b WHERE b.lead_id = c.lead_id AND b.opened_at <= c.started_at AND b.call_id <> c.id
                    ORDER BY b.opened_at DESC, b.id DESC) AS last_outcome,
                (SELECT MAX(p.due_at) FROM callbacks p WHERE p.done_call_id = c.id) AS promised_at
            FROM calls c WHERE c.id = @call
            """,
        "@call char(36)");

    private static readonly SqlStatement SelectLead = Sql.Define(
        "pop.lead",
        both: """
            SELECT t.name AS list_name, t.default_country, t.fields, l.custom FROM leads l JOIN lists t ON t.id = l.list_id WHERE l.id = @lead
            """,
        "@lead bigint");

    private static readonly SqlStatement SelectCampaign = Sql.Define(
        "pop.campaign", both: "SELECT name, mode, rule_set, timetable FROM campaigns WHERE id = @campaign", "@campaign bigint");

    private static readonly SqlStatement SelectCalls = Sql.Define(
        "pop.calls",
        sqlite: """
            SELECT c.started_at, c.direction, c.outcome, c.disposition, u.display_name AS agent_name, c.connected_at, c.ended_at, c.notes, g.name AS campaign_name
            FROM calls c LEFT JOIN users u ON u.id = c.agent_id LEFT JOIN campaigns g ON g.id = c.campaign_id
            WHERE c.customer_id = @customer AND c.id <> @call ORDER BY c.started_at DESC LIMIT @limit
            """,
        sqlserver: """
            SELECT TOP (@limit) c.started_at, c.direction, c.outcome, c.disposition, u.display_name AS agent_name, c.connected_at, c.ended_at, c.notes, g.name AS campaign_name
            FROM calls c LEFT JOIN users u ON u.id = c.agent_id LEFT JOIN campaigns g ON g.id = c.campaign_id
            WHERE c.customer_id = @customer AND c.id <> @call ORDER BY c.started_at DESC
            """,
        "@customer bigint, @call char(36), @limit int");

    private static readonly SqlStatement SelectPromises = Sql.Define(
        "pop.promises",
        sqlite: """
            SELECT p.due_at, p.state, u.display_name AS agent_name, g.name AS campaign_name
            FROM callbacks p LEFT JOIN users u ON u.id = p.owner_id LEFT JOIN campaigns g ON g.id = p.campaign_id
            WHERE p.customer_id = @customer ORDER BY p.due_at DESC LIMIT @limit
            """,
        sqlserver: """
            SELECT TOP (@limit) p.due_at, p.state, u.display_name AS agent_name, g.name AS campaign_name
            FROM callbacks p LEFT JOIN users u ON u.id = p.owner_id LEFT JOIN campaigns g ON g.id = p.campaign_id
            WHERE p.customer_id = @customer ORDER BY p.due_at DESC
            """,
        "@customer bigint, @limit int");

    /// <summary>Everything stored that belongs to the call; a call whose row is not there yet is shown by what the query says.</summary>
    public Task<PopFacts> ReadAsync(PopQuery query, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(query);
        return database.ReadAsync(session => ReadAsync(session, query), ct);
    }

    private static async Task<PopFacts> ReadAsync(DbSession session, PopQuery query)
    {
        PopCallRow? call = await session.QuerySingleOrDefaultAsync<PopCallRow>(SelectCall, new { query.Call });
        Customer? customer = await CustomerAsync(session, call?.CustomerId ?? query.Customer, call?.Number ?? query.Number);
        CampaignId? campaign = call?.CampaignId ?? query.Campaign;
        LeadId? lead = call?.LeadId ?? query.Lead;
        return new PopFacts
        {
            Call = call,
            Customer = customer,
            Lead = lead is null ? null : await session.QuerySingleOrDefaultAsync<PopLeadRow>(SelectLead, new { lead }),
            Campaign = campaign is null ? null : await session.QuerySingleOrDefaultAsync<PopCampaignRow>(SelectCampaign, new { campaign }),
            Dispositions = await DispositionStore.ListAsync(session, campaign),
            Calls = customer is null ? [] : await session.QueryAsync<PopPastCall>(SelectCalls, new { Customer = customer.Id, query.Call, Limit = PastCalls }),
            Promises = customer is null ? [] : await session.QueryAsync<PopPromise>(SelectPromises, new { Customer = customer.Id, Limit = Promises }),
            Notes = call is null ? new StoredNotes("", null, 0, []) : CallNotes.Read(call.Notes, call.NotesAt, call.NotesRevision, call.NoteTimes),
        };
    }

    // A number that several people share names nobody.
    private static async Task<Customer?> CustomerAsync(DbSession session, CustomerId? id, string number)
        => id is { } known
            ? await CustomerStore.GetAsync(session, known)
            : await CustomerStore.OwnerOfNumberAsync(session, number) is { } only ? await CustomerStore.GetAsync(session, only) : null;
}
