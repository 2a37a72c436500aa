using CallCenter.Domain;

namespace CallCenter.Data.Calls;

/// <summary>
/// A dialer node's name belongs to one process at a time. Held under a short lease that the process renews, so that a second
/// start under the same name waits instead of closing the calls of the first.
/// </summary>
public sealed class NodeLease(Database database)
{
    private static readonly SqlStatement Take = Sql.Define(
        "nodes.take",
        both: """
            UPDATE dialer_nodes SET holder = @holder, held_until = @until, started_at = CASE WHEN holder = @holder THEN started_at ELSE @now END
            WHERE name = @node AND (holder = @holder OR held_until <= @now)
            """,
        "@node nvarchar(100), @holder char(36), @now bigint, @until bigint");

    private static readonly SqlStatement Create = Sql.Define(
        "nodes.create",
        both: """
            INSERT INTO dialer_nodes (name, holder, held_until, started_at)
            SELECT @node, @holder, @until, @now WHERE NOT EXISTS (SELECT 1 FROM dialer_nodes WHERE name = @node)
            """,
        "@node nvarchar(100), @holder char(36), @now bigint, @until bigint");

    private static readonly SqlStatement Free = Sql.Define(
        "nodes.free",
        both: "UPDATE dialer_nodes SET held_until = 0 WHERE name = @node AND holder = @holder",
        "@node nvarchar(100), @holder char(36)");

    /// <summary>Takes or renews the name; false while another process holds it.</summary>
    /// <param name="holder">This process, a new UUID at each start.</param>
    public Task<bool> TryHoldAsync(string node, Guid holder, DateTimeOffset now, TimeSpan lease, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            var arguments = new { node, holder, now, Until = now + lease };
            return await session.ExecuteAsync(Take, arguments) == 1 || await session.ExecuteAsync(Create, arguments) == 1;
        },
        ct);

    /// <summary>Gives the name back at an orderly end.</summary>
    public Task ReleaseAsync(string node, Guid holder, CancellationToken ct)
        => database.WriteAsync(session => session.ExecuteAsync(Free, new { node, holder }), ct);
}
