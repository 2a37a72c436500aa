using CallCenter.Data;

namespace CallCenter.AgentConsole.Tests;

/// <summary>Statements that only these tests need; they run on SQLite.</summary>
internal static class DeskStatements
{
    public static readonly SqlStatement AddLead = Sql.Define(
        "test.addLead",
        both: """
            INSERT INTO leads (list_id, customer_id, number_id, next_at, created_at, custom)
            VALUES (@list, @customer, @number, @now, @now, '{"Since":"2019","Plan":"Gold","Colour":"blue","Empty":""}') RETURNING id
            """,
        "@list bigint, @customer bigint, @number bigint, @now bigint");

    public static readonly SqlStatement SetDirection = Sql.Define(
        "test.setDirection", both: "UPDATE calls SET direction = @direction WHERE id = @call", "@call char(36), @direction nvarchar(20)");

    public static readonly SqlStatement HideSessions = Sql.Define("test.hideSessions", both: "ALTER TABLE user_sessions RENAME TO hidden_sessions");

    public static readonly SqlStatement ShowSessions = Sql.Define("test.showSessions", both: "ALTER TABLE hidden_sessions RENAME TO user_sessions");

    public static readonly SqlStatement EndCall = Sql.Define(
        "test.endCall", both: "UPDATE calls SET ended_at = @at, outcome = 'connected' WHERE id = @call", "@call char(36), @at bigint");
}
