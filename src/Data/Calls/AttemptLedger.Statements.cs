namespace CallCenter.Data.Calls;

public sealed partial class AttemptLedger
{
    private static readonly SqlStatement TakeLead = Sql.Define(
        "attempts.takeLead",
        both: """
            UPDATE leads SET state = 'dialing', last_attempt_at = @now, callback_owner = NULL, version = version + 1
            WHERE id = @id AND claimed_by = @node AND state IN ('dialable', 'callback') AND staged = 0
            """,
        "@id bigint, @node nvarchar(100), @now bigint");

    // An agent may call a lead that waits, was done or is in a hopper (which then loses it); never one that is under way.
    private static readonly SqlStatement TakeLeadByHand = Sql.Define(
        "attempts.takeLeadByHand",
        both: """
            UPDATE leads SET state = 'dialing', last_attempt_at = @now, callback_owner = NULL, claimed_by = @node, claimed_until = NULL, version = version + 1
            WHERE id = @id AND state NOT IN ('dialing', 'removed', 'doNotCall')
            """,
        "@id bigint, @node nvarchar(100), @now bigint");

    // A promised call is kept by making it.
    private static readonly SqlStatement KeepPromise = Sql.Define(
        "attempts.keepPromise",
        both: "UPDATE callbacks SET state = 'done', done_call_id = @call, ended_at = @now WHERE lead_id = @lead AND state = 'open'",
        "@lead bigint, @call char(36), @now bigint");

    private static readonly SqlStatement InsertCall = Sql.Define(
        "attempts.insertCall",
        both: """
            INSERT INTO calls (id, direction, campaign_id, lead_id, customer_id, agent_id, number, caller_id, trunk_id, node, started_at)
            VALUES (@call, @direction, @campaign, @lead, @customer, @agent, @number, @callerId, @trunk, @node, @now)
            """,
        "@call char(36), @direction nvarchar(20), @campaign bigint, @lead bigint, @customer bigint, @agent bigint, @number nvarchar(20), "
        + "@callerId nvarchar(20), @trunk bigint, @node nvarchar(100), @now bigint");

    private static readonly SqlStatement InsertAttempt = Sql.Define(
        "attempts.insert",
        sqlite: """
            INSERT INTO attempts (call_id, campaign_id, lead_id, customer_id, number, trunk_id, caller_id, gate_decision_id, node, opened_at)
            VALUES (@call, @campaign, @lead, @customer, @number, @trunk, @callerId, @gate, @node, @now) RETURNING id
            """,
        sqlserver: """
            INSERT INTO attempts (call_id, campaign_id, lead_id, customer_id, number, trunk_id, caller_id, gate_decision_id, node, opened_at) OUTPUT INSERTED.id
            VALUES (@call, @campaign, @lead, @customer, @number, @trunk, @callerId, @gate, @node, @now)
            """,
        "@call char(36), @campaign bigint, @lead bigint, @customer bigint, @number nvarchar(20), @trunk bigint, @callerId nvarchar(20), "
        + "@gate bigint, @node nvarchar(100), @now bigint");

    private static readonly SqlStatement CopyAttempt = Sql.Define(
        "attempts.copy",
        sqlite: """
            INSERT INTO attempts (call_id, campaign_id, lead_id, customer_id, number, trunk_id, caller_id, gate_decision_id, node, opened_at)
            SELECT call_id, campaign_id, lead_id, customer_id, number, @trunk, caller_id, gate_decision_id, node, @now FROM attempts WHERE id = @failed
            RETURNING id
            """,
        sqlserver: """
            INSERT INTO attempts (call_id, campaign_id, lead_id, customer_id, number, trunk_id, caller_id, gate_decision_id, node, opened_at) OUTPUT INSERTED.id
            SELECT call_id, campaign_id, lead_id, customer_id, number, @trunk, caller_id, gate_decision_id, node, @now FROM attempts WHERE id = @failed
            """,
        "@failed bigint, @trunk bigint, @now bigint");

    private static readonly SqlStatement LinkAttempt = Sql.Define(
        "attempts.link",
        both: "UPDATE calls SET attempt_id = @attempt, trunk_id = @trunk WHERE id = @call",
        "@call char(36), @attempt bigint, @trunk bigint");

    private static readonly SqlStatement MarkAttemptAnswered = Sql.Define(
        "attempts.answered", both: "UPDATE attempts SET answered_at = @at WHERE id = @id AND ended_at IS NULL", "@id bigint, @at bigint");

    private static readonly SqlStatement MarkCallAnswered = Sql.Define(
        "calls.answered", both: "UPDATE calls SET answered_at = @at WHERE id = @id AND ended_at IS NULL", "@id char(36), @at bigint");

    private static readonly SqlStatement MarkCallConnected = Sql.Define(
        "calls.connected",
        both: "UPDATE calls SET connected_at = @at, agent_id = @agent, live_answer = 1 WHERE id = @id AND ended_at IS NULL",
        "@id char(36), @agent bigint, @at bigint");

    private static readonly SqlStatement CloseAttempt = Sql.Define(
        "attempts.close",
        both: """
            UPDATE attempts SET invited_at = COALESCE(@invitedAt, invited_at), ringing_at = COALESCE(@ringingAt, ringing_at),
                answered_at = COALESCE(@answeredAt, answered_at), ended_at = @endedAt, ended_by = @endedBy, outcome = @outcome,
                sip_status = @sipStatus, reason = @reason, charged = @charged
            WHERE id = @id AND ended_at IS NULL
            """,
        "@id bigint, @invitedAt bigint, @ringingAt bigint, @answeredAt bigint, @endedAt bigint, @endedBy nvarchar(20), @outcome nvarchar(30), "
        + "@sipStatus int, @reason nvarchar(400), @charged bit");

    private static readonly SqlStatement CloseCall = Sql.Define(
        "calls.close",
        both: """
            UPDATE calls SET ringing_at = COALESCE(@ringingAt, ringing_at), answered_at = COALESCE(@answeredAt, answered_at),
                connected_at = COALESCE(@connectedAt, connected_at), ended_at = @endedAt, ended_by = @endedBy, outcome = @outcome,
                sip_status = @sipStatus, reason = @reason, live_answer = @liveAnswer, abandoned = @abandoned,
                agent_id = COALESCE(@agent, agent_id), wait_ms = @wait, mos = @mos, loss_percent = @lossPercent, jitter_ms = @jitterMs
            WHERE id = @call AND ended_at IS NULL
            """,
        "@call char(36), @ringingAt bigint, @answeredAt bigint, @connectedAt bigint, @endedAt bigint, @endedBy nvarchar(20), @outcome nvarchar(30), "
        + "@sipStatus int, @reason nvarchar(400), @liveAnswer bit, @abandoned bit, @agent bigint, @wait bigint, @mos float, @lossPercent float, @jitterMs float");

    private static readonly SqlStatement InsertLeg = Sql.Define(
        "calls.insertLeg",
        both: """
            INSERT INTO call_legs (call_id, side, user_id, remote, local_port, ssrc, codec, started_at, ended_at, quality)
            VALUES (@call, @side, @user, @remote, @localPort, @ssrc, @codec, @startedAt, @endedAt, @quality)
            """,
        "@call char(36), @side nvarchar(20), @user bigint, @remote nvarchar(100), @localPort int, @ssrc bigint, @codec nvarchar(30), "
        + "@startedAt bigint, @endedAt bigint, @quality nvarchar(max)");

    private static readonly SqlStatement SelectLeadState = Sql.Define("leads.state", both: "SELECT state FROM leads WHERE id = @id", "@id bigint");

    private static readonly SqlStatement CloseLead = Sql.Define(
        "leads.close",
        both: """
            UPDATE leads SET attempts = attempts + @charged, last_outcome = @outcome, last_attempt_at = @at,
                next_at = CASE WHEN state = 'dialing' THEN @nextAt ELSE next_at END,
                state = CASE WHEN state = 'dialing' THEN @state ELSE state END,
                claimed_by = NULL, claimed_until = NULL, version = version + 1
            WHERE id = @id
            """,
        "@id bigint, @state nvarchar(30), @nextAt bigint, @charged int, @outcome nvarchar(30), @at bigint");

    private static readonly SqlStatement SelectOpen = Sql.Define(
        "attempts.openOfNode",
        both: """
            SELECT a.id AS attempt_id, a.call_id, a.campaign_id, a.lead_id, c.agent_id, a.number, a.opened_at, a.answered_at
            FROM attempts a JOIN calls c ON c.id = a.call_id WHERE a.node = @node AND a.ended_at IS NULL ORDER BY a.id
            """,
        "@node nvarchar(100)");

    // Also leads that are "dialing" without an open attempt: there should be none, and none may stay.
    private static readonly SqlStatement InterruptLeads = Sql.Define(
        "leads.interrupt",
        both: """
            UPDATE leads SET state = 'dialable', next_at = @nextAt, last_outcome = 'interrupted', claimed_by = NULL, claimed_until = NULL, version = version + 1,
                attempts = attempts + CASE WHEN EXISTS (
                    SELECT 1 FROM attempts a WHERE a.lead_id = leads.id AND a.ended_at IS NULL AND a.answered_at IS NOT NULL) THEN 1 ELSE 0 END
            WHERE claimed_by = @node AND state = 'dialing'
            """,
        "@node nvarchar(100), @nextAt bigint");

    private static readonly SqlStatement InterruptAttempts = Sql.Define(
        "attempts.interrupt",
        both: """
            UPDATE attempts SET ended_at = @now, ended_by = 'dialer', outcome = 'interrupted', charged = CASE WHEN answered_at IS NULL THEN 0 ELSE 1 END
            WHERE node = @node AND ended_at IS NULL
            """,
        "@node nvarchar(100), @now bigint");

    private static readonly SqlStatement InterruptCalls = Sql.Define(
        "calls.interrupt",
        both: "UPDATE calls SET ended_at = @now, ended_by = 'dialer', outcome = 'interrupted' WHERE node = @node AND ended_at IS NULL",
        "@node nvarchar(100), @now bigint");

    private static readonly SqlStatement ReleaseClaims = Sql.Define(
        "leads.releaseOfNode",
        both: "UPDATE leads SET claimed_by = NULL, claimed_until = NULL WHERE claimed_by = @node",
        "@node nvarchar(100)");

    private static readonly SqlStatement SelectTotals = Sql.Define(
        "calls.totals",
        both: """
            SELECT (SELECT COUNT(*) FROM attempts WHERE campaign_id = @campaign AND opened_at >= @since) AS attempts,
                COUNT(CASE WHEN live_answer = 1 THEN 1 END) AS live_answers,
                COUNT(CASE WHEN connected_at IS NOT NULL THEN 1 END) AS connected,
                COUNT(CASE WHEN abandoned = 1 THEN 1 END) AS abandoned
            FROM calls WHERE campaign_id = @campaign AND answered_at >= @since
            """,
        "@campaign bigint, @since bigint");

    private static readonly SqlStatement SelectAbandoned = Sql.Define(
        "calls.lastAbandonedOfNumbers",
        sqlite: """
            SELECT number, MAX(answered_at) AS abandoned_at FROM calls
            WHERE abandoned = 1 AND answered_at >= @since AND number IN (SELECT value FROM json_each(@numbers)) GROUP BY number
            """,
        sqlserver: """
            SELECT number, MAX(answered_at) AS abandoned_at FROM calls
            WHERE abandoned = 1 AND answered_at >= @since AND number IN (SELECT CAST(j.value AS NVARCHAR(20)) FROM OPENJSON(@numbers) j) GROUP BY number
            """,
        "@numbers nvarchar(max), @since bigint");
}
