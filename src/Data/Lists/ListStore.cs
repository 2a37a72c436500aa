using System.Data.Common;
using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>Lists.</summary>
public sealed class ListStore(Database database)
{
    private const string Columns = "l.id, l.name, l.default_country, l.fields, l.created_at, l.archived_at, l.version";

    private static readonly SqlStatement Insert = Sql.Define(
        "lists.insert",
        sqlite: """
            INSERT INTO lists (name, default_country, created_at, created_by) VALUES (@name, @country, @now, @user) RETURNING id
            """,
        sqlserver: """
            INSERT INTO lists (name, default_country, created_at, created_by) OUTPUT INSERTED.id VALUES (@name, @country, @now, @user)
            """,
        "@name nvarchar(200), @country nvarchar(2), @now bigint, @user bigint");

    private static readonly SqlStatement Get = Sql.Define("lists.get", both: $"SELECT {Columns} FROM lists l WHERE l.id = @id", "@id bigint");

    private static readonly SqlStatement ByName = Sql.Define(
        "lists.byName", both: "SELECT id FROM lists WHERE name = @name", "@name nvarchar(200)");

    private static readonly SqlStatement NameOf = Sql.Define("lists.name", both: "SELECT name FROM lists WHERE id = @id", "@id bigint");

    private static readonly SqlStatement PageAfter = Sql.Define(
        "lists.page",
        sqlite: $"SELECT {Columns} FROM lists l WHERE l.id > @after AND (@all = 1 OR l.archived_at IS NULL) ORDER BY l.id LIMIT @count",
        sqlserver: $"SELECT TOP (@count) {Columns} FROM lists l WHERE l.id > @after AND (@all = 1 OR l.archived_at IS NULL) ORDER BY l.id",
        "@after bigint, @all bit, @count int");

    private static readonly SqlStatement StateCounts = Sql.Define(
        "lists.stateCounts",
        sqlite: """
            SELECT d.list_id, d.state, count(*) AS count FROM leads d
            WHERE d.list_id IN (SELECT value FROM json_each(@ids)) AND d.staged = 0 GROUP BY d.list_id, d.state
            """,
        sqlserver: """
            SELECT d.list_id, d.state, CAST(COUNT(*) AS BIGINT) AS count FROM leads d
            WHERE d.list_id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@ids) j) AND d.staged = 0 GROUP BY d.list_id, d.state
            """,
        "@ids nvarchar(max)");

    private static readonly SqlStatement Update = Sql.Define(
        "lists.update",
        both: """
            UPDATE lists SET name = @name, default_country = @country, archived_at = @archivedAt, version = version + 1
            WHERE id = @id AND (@version IS NULL OR version = @version)
            """,
        "@id bigint, @name nvarchar(200), @country nvarchar(2), @archivedAt bigint, @version int");

    // What the hopper had taken of an archived list is called off: it cannot renew its claim.
    private static readonly SqlStatement Unclaim = Sql.Define(
        "lists.unclaim",
        both: "UPDATE leads SET claimed_by = NULL, claimed_until = NULL WHERE claimed_by IS NOT NULL AND list_id = @id AND state IN ('dialable', 'callback')",
        "@id bigint");

    private static readonly SqlStatement Delete = Sql.Define(
        "lists.delete",
        both: """
            DELETE FROM lists WHERE id = @id
                AND NOT EXISTS (SELECT 1 FROM uploads u WHERE u.list_id = @id)
                AND NOT EXISTS (SELECT 1 FROM leads d WHERE d.list_id = @id)
                AND NOT EXISTS (SELECT 1 FROM campaign_lists c WHERE c.list_id = @id)
            """,
        "@id bigint");

    private static readonly SqlStatement SetFields = Sql.Define(
        "lists.setFields", both: "UPDATE lists SET fields = @fields, version = version + 1 WHERE id = @id", "@id bigint, @fields nvarchar(max)");

    /// <summary>Makes a list.</summary>
    /// <returns>Null when a list of that name (case does not matter) is there.</returns>
    public async Task<ListId?> CreateAsync(string name, string defaultCountry, UserId? user, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync<ListId?>(
                async session => ListId.From(await session.QuerySingleAsync<long>(Insert, new { name, country = defaultCountry, now, user })), ct);
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return null;
        }
    }

    /// <summary>One list, or null.</summary>
    public Task<LeadList?> GetAsync(ListId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<LeadList>(Get, new { id }), ct);

    /// <summary>The list of a name, case not minded, or null.</summary>
    public Task<ListId?> FindAsync(string name, CancellationToken ct)
        => database.ReadAsync(
            async session => await session.QuerySingleOrDefaultAsync<long?>(ByName, new { name }) is { } id ? ListId.From(id) : (ListId?)null, ct);

    /// <summary>A list's name, or null when there is no such list; cheap, counts no leads.</summary>
    public Task<string?> FindNameAsync(ListId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<string>(NameOf, new { id }), ct);

    /// <summary>Lists by id, beginning behind <paramref name="after"/>.</summary>
    /// <param name="archived">With those that are archived.</param>
    public Task<IReadOnlyList<LeadList>> PageAsync(long after, bool archived, int count, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<LeadList>(PageAfter, new { after, all = archived, count }), ct);

    /// <summary>Leads by state, those of unfinished uploads not counted; states without a lead are left out.</summary>
    public Task<IReadOnlyList<LeadStateCount>> StateCountsAsync(IReadOnlyCollection<ListId> ids, CancellationToken ct)
        => database.ReadAsync<IReadOnlyList<LeadStateCount>>(
            async session => [.. (await session.QueryAsync<StateCountRow>(StateCounts, new { ids })).Select(r => new LeadStateCount(r.ListId, r.State, r.Count))], ct);

    /// <summary>Renames a list, changes its country, archives it or takes it back.</summary>
    /// <param name="version">As it was read; null: whatever it is now.</param>
    public async Task<Edited<LeadList>> UpdateAsync(ListId id, string name, string country, DateTimeOffset? archivedAt, int? version, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(
                async session =>
                {
                    if (await session.ExecuteAsync(Update, new { id, name, country, archivedAt, version }) == 0)
                    {
                        return Edited<LeadList>.Not(
                            await session.QuerySingleOrDefaultAsync<string>(NameOf, new { id }) is null ? EditOutcome.NotFound : EditOutcome.VersionConflict);
                    }

                    if (archivedAt is not null)
                    {
                        await session.ExecuteAsync(Unclaim, new { id });
                    }

                    return Edited<LeadList>.Stored(await session.QuerySingleAsync<LeadList>(Get, new { id }));
                },
                ct);
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return Edited<LeadList>.Not(EditOutcome.NameTaken);
        }
    }

    /// <summary>Deletes a list that was never used: without uploads, leads and campaigns.</summary>
    /// <returns>False when it was used, or is not there.</returns>
    public async Task<bool> DeleteAsync(ListId id, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(async session => await session.ExecuteAsync(Delete, new { id }) > 0, ct);
        }
        catch (DbException e) when (DbErrors.IsForeignKeyViolation(e))
        {
            return false;
        }
    }

    /// <summary>Adds custom fields that are new to the list, in a transaction of the caller.</summary>
    public static async Task AddFieldsAsync(DbSession session, ListId id, IReadOnlyCollection<string> names)
    {
        LeadList? list = await session.QuerySingleOrDefaultAsync<LeadList>(Get, new { id });
        string[] added = [.. names.Where(n => list?.Fields.Contains(n, StringComparer.OrdinalIgnoreCase) == false)];
        if (added.Length > 0)
        {
            await session.ExecuteAsync(SetFields, new { id, fields = (string[])[.. list!.Fields, .. added] });
        }
    }

    private sealed record StateCountRow
    {
        public ListId ListId { get; init; }

        public LeadState State { get; init; }

        public long Count { get; init; }
    }
}
