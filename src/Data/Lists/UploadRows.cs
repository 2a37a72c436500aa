using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>
/// What becomes of an upload's leads after the import: released to the hopper, or taken away again. Works in chunks of
/// a few thousand rows, each a transaction of its own, so that the Dialer's writes never wait long; every step can be
/// repeated after a crash.
/// </summary>
public sealed class UploadRows(Database database)
{
    private const int Chunk = 2000;

    private static readonly SqlStatement NextLeads = Sql.Define(
        "uploadRows.nextLeads",
        sqlite: "SELECT max(id) FROM (SELECT id FROM leads WHERE upload_id = @upload AND id > @after ORDER BY id LIMIT @count)",
        sqlserver: "SELECT max(n.id) FROM (SELECT TOP (@count) id FROM leads WHERE upload_id = @upload AND id > @after ORDER BY id) n",
        "@upload bigint, @after bigint, @count int");

    private static readonly SqlStatement Release = Sql.Define(
        "uploadRows.release",
        both: "UPDATE leads SET staged = 0 WHERE upload_id = @upload AND id > @after AND id <= @last AND staged = 1",
        "@upload bigint, @after bigint, @last bigint");

    private static readonly SqlStatement Stage = Sql.Define(
        "uploadRows.stage",
        both: """
            UPDATE leads SET staged = 1, claimed_by = NULL, claimed_until = NULL
            WHERE upload_id = @upload AND id > @after AND id <= @last AND staged = 0 AND state IN ('dialable', 'doNotCall')
            """,
        "@upload bigint, @after bigint, @last bigint");

    private static readonly SqlStatement WasDialled = Sql.Define(
        "uploadRows.wasDialled",
        both: """
            SELECT CASE WHEN EXISTS (SELECT 1 FROM leads l WHERE l.upload_id = @upload
                    AND (l.attempts > 0 OR l.last_attempt_at IS NOT NULL OR l.state NOT IN ('dialable', 'doNotCall', 'removed')))
                OR EXISTS (SELECT 1 FROM leads l JOIN attempts a ON a.lead_id = l.id WHERE l.upload_id = @upload)
                OR EXISTS (SELECT 1 FROM leads l JOIN calls c ON c.lead_id = l.id WHERE l.upload_id = @upload)
                THEN 1 ELSE 0 END
            """,
        "@upload bigint");

    private static readonly SqlStatement DeleteLeads = Sql.Define(
        "uploadRows.deleteLeads",
        both: "DELETE FROM leads WHERE upload_id = @upload AND id > @after AND id <= @last",
        "@upload bigint, @after bigint, @last bigint");

    private static readonly SqlStatement LastChanges = Sql.Define(
        "uploadRows.lastChanges",
        sqlite: """
            SELECT id, customer_id, lead_id, version_after, customer_before, lead_custom_before, lead_custom_after, added_numbers
            FROM upload_changes WHERE upload_id = @upload ORDER BY id DESC LIMIT @count
            """,
        sqlserver: """
            SELECT TOP (@count) id, customer_id, lead_id, version_after, customer_before, lead_custom_before, lead_custom_after, added_numbers
            FROM upload_changes WHERE upload_id = @upload ORDER BY id DESC
            """,
        "@upload bigint, @count int");

    private static readonly SqlStatement RestoreCustomer = Sql.Define(
        "uploadRows.restoreCustomer",
        sqlite: """
            UPDATE customers SET full_name = @before ->> 'fullName', first_name = @before ->> 'firstName', last_name = @before ->> 'lastName',
                company = @before ->> 'company', email = @before ->> 'email', language = @before ->> 'language', time_zone = @before ->> 'timeZone',
                segment = @before ->> 'segment', owner = @before ->> 'owner', external_id = @before ->> 'externalId', note = @before ->> 'note',
                updated_at = @now, version = version - 1
            WHERE id = @customer AND version = @versionAfter
            """,
        sqlserver: """
            UPDATE customers SET full_name = JSON_VALUE(@before, '$.fullName'), first_name = JSON_VALUE(@before, '$.firstName'),
                last_name = JSON_VALUE(@before, '$.lastName'), company = JSON_VALUE(@before, '$.company'), email = JSON_VALUE(@before, '$.email'),
                language = JSON_VALUE(@before, '$.language'), time_zone = JSON_VALUE(@before, '$.timeZone'), segment = JSON_VALUE(@before, '$.segment'),
                owner = JSON_VALUE(@before, '$.owner'), external_id = JSON_VALUE(@before, '$.externalId'), note = JSON_VALUE(@before, '$.note'),
                updated_at = @now, version = version - 1
            WHERE id = @customer AND version = @versionAfter
            """,
        "@customer bigint, @versionAfter bigint, @before nvarchar(max), @now bigint");

    private static readonly SqlStatement RestoreLead = Sql.Define(
        "uploadRows.restoreLead",
        both: "UPDATE leads SET custom = @before WHERE id = @lead AND custom = @after",
        "@lead bigint, @before nvarchar(max), @after nvarchar(max)");

    private static readonly SqlStatement DeleteNumbers = Sql.Define(
        "uploadRows.deleteNumbers",
        sqlite: """
            DELETE FROM customer_numbers WHERE customer_id = @customer AND number IN (SELECT j.value FROM json_each(@numbers) j)
                AND NOT EXISTS (SELECT 1 FROM leads l WHERE l.number_id = customer_numbers.id)
            """,
        sqlserver: """
            DELETE FROM customer_numbers WHERE customer_id = @customer AND number IN (SELECT j.number FROM OPENJSON(@numbers) WITH (number nvarchar(16) '$') j)
                AND NOT EXISTS (SELECT 1 FROM leads l WHERE l.number_id = customer_numbers.id)
            """,
        "@customer bigint, @numbers nvarchar(max)");

    private static readonly SqlStatement DeleteChanges = Sql.Define(
        "uploadRows.deleteChanges", both: "DELETE FROM upload_changes WHERE upload_id = @upload AND id >= @first", "@upload bigint, @first bigint");

    private static readonly SqlStatement NextCustomers = Sql.Define(
        "uploadRows.nextCustomers",
        sqlite: "SELECT max(id) FROM (SELECT id FROM customers WHERE created_by_upload = @upload AND id > @after ORDER BY id LIMIT @count)",
        sqlserver: "SELECT max(n.id) FROM (SELECT TOP (@count) id FROM customers WHERE created_by_upload = @upload AND id > @after ORDER BY id) n",
        "@upload bigint, @after bigint, @count int");

    private static readonly SqlStatement DeleteCustomers = Sql.Define(
        "uploadRows.deleteCustomers",
        both: """
            DELETE FROM customers WHERE created_by_upload = @upload AND id > @after AND id <= @last
                AND NOT EXISTS (SELECT 1 FROM leads l WHERE l.customer_id = customers.id)
                AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.customer_id = customers.id)
                AND NOT EXISTS (SELECT 1 FROM callbacks b WHERE b.customer_id = customers.id)
            """,
        "@upload bigint, @after bigint, @last bigint");

    /// <summary>Gives the upload's leads to the hopper.</summary>
    public Task ReleaseAsync(UploadId upload, CancellationToken ct) => InChunksAsync(upload, NextLeads, Release, ct);

    /// <summary>Holds the upload's leads back from the hopper.</summary>
    public Task StageAsync(UploadId upload, CancellationToken ct) => InChunksAsync(upload, NextLeads, Stage, ct);

    /// <summary>True once a lead of the upload was dialled.</summary>
    public Task<bool> WasDialledAsync(UploadId upload, CancellationToken ct)
        => database.ReadAsync(async session => await session.QuerySingleAsync<long>(WasDialled, new { upload }) != 0, ct);

    /// <summary>Takes away what the upload brought: its leads, its changes to customers, and the customers whom nothing else knows.</summary>
    public async Task RemoveAsync(UploadId upload, DateTimeOffset now, CancellationToken ct)
    {
        await InChunksAsync(upload, NextLeads, DeleteLeads, ct);
        while (await RestoreSomeAsync(upload, now, ct))
        {
            // the next ones
        }

        await InChunksAsync(upload, NextCustomers, DeleteCustomers, ct);
    }

    private async Task InChunksAsync(UploadId upload, SqlStatement next, SqlStatement change, CancellationToken ct)
    {
        long after = 0;
        while (true)
        {
            long from = after;
            long? last = await database.WriteAsync(
                async session =>
                {
                    long? end = await session.QuerySingleOrDefaultAsync<long?>(next, new { upload, after = from, count = Chunk });
                    if (end is { } to)
                    {
                        await session.ExecuteAsync(change, new { upload, after = from, last = to });
                    }

                    return end;
                },
                ct);
            if (last is null)
            {
                return;
            }

            after = last.Value;
        }
    }

    /// <summary>The newest changes first: a customer changed twice goes back step by step.</summary>
    private Task<bool> RestoreSomeAsync(UploadId upload, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            IReadOnlyList<ChangeRecord> changes = await session.QueryAsync<ChangeRecord>(LastChanges, new { upload, count = Chunk });
            using PreparedStatement customer = session.Prepare(RestoreCustomer);
            foreach (ChangeRecord c in changes)
            {
                await customer.ExecuteAsync(new { customer = c.CustomerId, versionAfter = c.VersionAfter, before = c.CustomerBefore, now });
                if (c.LeadId is { } lead)
                {
                    await session.ExecuteAsync(RestoreLead, new { lead, before = c.LeadCustomBefore ?? "{}", after = c.LeadCustomAfter });
                }

                if (c.AddedNumbers is not "[]")
                {
                    await session.ExecuteAsync(DeleteNumbers, new { customer = c.CustomerId, numbers = c.AddedNumbers });
                }
            }

            if (changes.Count > 0)
            {
                await session.ExecuteAsync(DeleteChanges, new { upload, first = changes[^1].Id });
            }

            return changes.Count > 0;
        },
        ct);

    private sealed record ChangeRecord
    {
        public long Id { get; init; }

        public CustomerId CustomerId { get; init; }

        public long? LeadId { get; init; }

        public long VersionAfter { get; init; }

        public string CustomerBefore { get; init; } = "{}";

        public string? LeadCustomBefore { get; init; }

        public string? LeadCustomAfter { get; init; }

        public string AddedNumbers { get; init; } = "[]";
    }
}
