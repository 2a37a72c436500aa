namespace CallCenter.Data.Tests;

/// <summary>Statements that only the tests need.</summary>
internal static class TestStatements
{
    public static readonly SqlStatement AddList = Sql.Define(
        "test.addList",
        sqlite: "INSERT INTO lists (name, default_country, created_at) VALUES (@name, 'US', @now) RETURNING id",
        sqlserver: "INSERT INTO lists (name, default_country, created_at) OUTPUT INSERTED.id VALUES (@name, 'US', @now)",
        "@name nvarchar(200), @now bigint");

    public static readonly SqlStatement AddLead = Sql.Define(
        "test.addLead",
        sqlite: """
            INSERT INTO leads (list_id, customer_id, number_id, priority, next_at, created_at) VALUES (@list, @customer, @number, @priority, @nextAt, @now) RETURNING id
            """,
        sqlserver: """
            INSERT INTO leads (list_id, customer_id, number_id, priority, next_at, created_at) OUTPUT INSERTED.id VALUES (@list, @customer, @number, @priority, @nextAt, @now)
            """,
        "@list bigint, @customer bigint, @number bigint, @priority int, @nextAt bigint, @now bigint");

    public static readonly SqlStatement AddCall = Sql.Define(
        "test.addCall",
        both: """
            INSERT INTO calls (id, direction, customer_id, agent_id, number, node, started_at, connected_at, ended_at, outcome, disposition, recording_id)
            VALUES (@id, 'outbound', @customer, @agent, @number, 'n', @at, @connectedAt, @endedAt, @outcome, @disposition, @recording)
            """,
        "@id char(36), @customer bigint, @agent bigint, @number nvarchar(20), @at bigint, @connectedAt bigint, @endedAt bigint, @outcome nvarchar(30), "
        + "@disposition nvarchar(50), @recording char(36)");

    public static readonly SqlStatement Stage = Sql.Define("test.stage", both: "UPDATE leads SET staged = 1 WHERE id = @id", "@id bigint");

    public static readonly SqlStatement ChangeDecision = Sql.Define(
        "test.changeDecision", both: "UPDATE gate_decisions SET number = '+1' WHERE id = @id", "@id bigint");

    public static readonly SqlStatement DeleteDecision = Sql.Define("test.deleteDecision", both: "DELETE FROM gate_decisions WHERE id = @id", "@id bigint");

    public static readonly SqlStatement One = Sql.Define("test.one", both: "SELECT 1");
}
