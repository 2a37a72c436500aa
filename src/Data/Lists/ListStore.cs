using System.Data.Common;
using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>Lists.</summary>
public sealed class ListStore(Database database)
{
    private static readonly SqlStatement Insert = Sql.Define(
        "lists.insert",
        sqlite: """
            INSERT INTO lists (name, default_country, created_at, created_by) VALUES (@name, @country, @now, @user) RETURNING id
            """,
        sqlserver: """
            INSERT INTO lists (name, default_country, created_at, created_by) OUTPUT INSERTED.id VALUES (@name, @country, @now, @user)
            """,
        "@name nvarchar(200), @country nvarchar(2), @now bigint, @user bigint");

    private static readonly SqlStatement Get = Sql.Define(
        "lists.get",
        both: """
            SELECT l.id, l.name, l.default_country, l.fields, l.created_at,
                (SELECT count(*) FROM leads d WHERE d.list_id = l.id AND d.staged = 0) AS leads
            FROM lists l WHERE l.id = @id
            """,
        "@id bigint");

    private static readonly SqlStatement ByName = Sql.Define(
        "lists.byName", both: "SELECT id FROM lists WHERE name = @name", "@name nvarchar(200)");

    private static readonly SqlStatement NameOf = Sql.Define("lists.name", both: "SELECT name FROM lists WHERE id = @id", "@id bigint");

    private static readonly SqlStatement PageAfter = Sql.Define(
        "lists.page",
        sqlite: """
            SELECT l.id, l.name, l.default_country, l.fields, l.created_at,
                (SELECT count(*) FROM leads d WHERE d.list_id = l.id AND d.staged = 0) AS leads
            FROM lists l WHERE l.id > @after ORDER BY l.id LIMIT @count
            """,
        sqlserver: """
            SELECT TOP (@count) l.id, l.name, l.default_country, l.fields, l.created_at,
                (SELECT count(*) FROM leads d WHERE d.list_id = l.id AND d.staged = 0) AS leads
            FROM lists l WHERE l.id > @after ORDER BY l.id
            """,
        "@after bigint, @count int");

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
    public Task<IReadOnlyList<LeadList>> PageAsync(long after, int count, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<LeadList>(PageAfter, new { after, count }), ct);

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
}
