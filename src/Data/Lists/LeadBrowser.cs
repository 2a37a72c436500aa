using CallCenter.Domain;

namespace CallCenter.Data.Lists;

/// <summary>A lead as a list shows it.</summary>
public sealed record LeadRow
{
    public LeadId Id { get; init; }

    public ListId ListId { get; init; }

    public CustomerId CustomerId { get; init; }

    public string FullName { get; init; } = "";

    public string Company { get; init; } = "";

    public string Number { get; init; } = "";

    public UploadId? UploadId { get; init; }

    public LeadState State { get; init; }

    public bool Staged { get; init; }

    public int Priority { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset NextAt { get; init; }

    public CallOutcome? LastOutcome { get; init; }

    public string? LastDisposition { get; init; }

    public DateTimeOffset? LastAttemptAt { get; init; }

    public IReadOnlyDictionary<string, string> Custom { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Reads leads for people; the Dialer reads them through its queue.</summary>
public sealed class LeadBrowser(Database database)
{
    private const string Columns = """
        l.id, l.list_id, l.customer_id, c.full_name, c.company, n.number, l.upload_id, l.state, l.staged, l.priority, l.attempts, l.next_at,
        l.last_outcome, l.last_disposition, l.last_attempt_at, l.custom
        """;

    private const string Joins = "leads l JOIN customers c ON c.id = l.customer_id JOIN customer_numbers n ON n.id = l.number_id";

    private static readonly SqlStatement One = Sql.Define("leadBrowser.get", both: $"SELECT {Columns} FROM {Joins} WHERE l.id = @id", "@id bigint");

    private static readonly SqlStatement Page = Sql.Define(
        "leadBrowser.page",
        sqlite: $"""
            SELECT {Columns} FROM {Joins}
            WHERE l.id IN (SELECT f.id FROM leads f WHERE f.list_id = @list AND f.id > @after AND (@state IS NULL OR f.state = @state) ORDER BY f.id LIMIT @count) ORDER BY l.id
            """,
        sqlserver: $"""
            SELECT TOP (@count) {Columns} FROM {Joins}
            WHERE l.list_id = @list AND l.id > @after AND (@state IS NULL OR l.state = @state) ORDER BY l.id
            """,
        "@list bigint, @after bigint, @state nvarchar(20), @count int");

    /// <summary>One lead, or null.</summary>
    public Task<LeadRow?> GetAsync(LeadId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<LeadRow>(One, new { id }), ct);

    /// <summary>Leads of a list by id, beginning behind <paramref name="after"/>.</summary>
    public Task<IReadOnlyList<LeadRow>> PageAsync(ListId list, long after, LeadState? state, int count, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<LeadRow>(Page, new { list, after, state, count }), ct);
}
