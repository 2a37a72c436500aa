using System.Buffers.Binary;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace CallCenter.Data.Audit;

/// <summary>Something a person or program did that may have to be proved later.</summary>
/// <param name="Actor">User name, "key:" and a key's name, or "system".</param>
/// <param name="Action">Stable word, for example "user.create".</param>
/// <param name="Subject">What it was done to, for example "user/17".</param>
/// <param name="Details">JSON object; never a password, token or full number.</param>
/// <param name="RemoteAddress">Empty for the program itself.</param>
public sealed record AuditEntry(string Actor, string Action, string Subject, string Details, string RemoteAddress);

/// <summary>A stored entry.</summary>
public sealed record AuditRecord
{
    /// <summary>1, 2, 3 without gaps.</summary>
    public long Seq { get; init; }

    public DateTimeOffset HappenedAt { get; init; }

    public string Actor { get; init; } = "";

    public string ActionName { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Details { get; init; } = "";

    public string RemoteAddress { get; init; } = "";

    /// <summary>Lower-case hex; 64 zeros for the first row.</summary>
    public string PreviousHash { get; init; } = "";

    /// <summary>Lower-case hex.</summary>
    public string RowHash { get; init; } = "";
}

/// <summary>Which entries to read; what is null does not limit.</summary>
/// <param name="Action">The word, for example "user.edit", or a family that ends in a dot, for example "user.".</param>
/// <param name="Subject">For example "campaign/4".</param>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, string? Subject = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>The result of reading the whole chain.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="HeadHash">Hash of the last row; null when empty.</param>
/// <param name="BrokenAt">First number that is missing, changed or out of order; null when the chain holds.</param>
public sealed record AuditVerdict(long Rows, string? HeadHash, long? BrokenAt);

/// <summary>The append-only log (H-A4): each row holds the hash of the one before, so that a change, a gap or a swap shows.</summary>
public sealed class AuditLog(Database database)
{
    private const int Batch = 1000;
    private const int MostTries = 5;
    private const string Columns = "seq, happened_at, actor, action_name, subject, details, remote_address, previous_hash, row_hash";
    private static readonly string NoHash = new('0', 64);

    private static readonly SqlStatement Head = Sql.Define(
        "audit.head",
        sqlite: $"SELECT {Columns} FROM audit_log ORDER BY seq DESC LIMIT 1",
        sqlserver: $"SELECT TOP (1) {Columns} FROM audit_log WITH (UPDLOCK, HOLDLOCK) ORDER BY seq DESC");

    private static readonly SqlStatement Insert = Sql.Define(
        "audit.append",
        both: $"""
            INSERT INTO audit_log ({Columns})
            VALUES (@seq, @happenedAt, @actor, @actionName, @subject, @details, @remoteAddress, @previousHash, @rowHash)
            """,
        "@seq bigint, @happenedAt bigint, @actor nvarchar(200), @actionName nvarchar(60), @subject nvarchar(200), @details nvarchar(max), @remoteAddress nvarchar(64), @previousHash nvarchar(64), @rowHash nvarchar(64)");

    private static readonly SqlStatement After = Sql.Define(
        "audit.after",
        sqlite: $"SELECT {Columns} FROM audit_log WHERE seq > @after ORDER BY seq LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM audit_log WHERE seq > @after ORDER BY seq",
        "@after bigint, @limit int");

    private static readonly SqlStatement Before = Sql.Define(
        "audit.before",
        sqlite: $"SELECT {Columns} FROM audit_log WHERE seq < @before ORDER BY seq DESC LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM audit_log WHERE seq < @before ORDER BY seq DESC",
        "@before bigint, @limit int");

    private const string Rest = """
        AND (@action IS NULL OR action_name = @action) AND (@family IS NULL OR action_name LIKE @family)
        AND (@from IS NULL OR happened_at >= @from) AND (@to IS NULL OR happened_at < @to)
        """;

    private const string RestTypes = "@before bigint, @limit int, @action nvarchar(60), @family nvarchar(61), @from bigint, @to bigint";

    private static readonly SqlStatement Filtered = Sql.Define(
        "audit.filtered",
        sqlite: $"SELECT {Columns} FROM audit_log WHERE seq < @before {Rest} ORDER BY seq DESC LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM audit_log WHERE seq < @before {Rest} ORDER BY seq DESC",
        RestTypes);

    private static readonly SqlStatement FilteredByAction = Sql.Define(
        "audit.filteredByAction",
        sqlite: $"SELECT {Columns} FROM audit_log WHERE action_name = @action AND seq < @before {Rest} ORDER BY seq DESC LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM audit_log WHERE action_name = @action AND seq < @before {Rest} ORDER BY seq DESC",
        RestTypes);

    private static readonly SqlStatement FilteredByActor = Sql.Define(
        "audit.filteredByActor",
        sqlite: $"SELECT {Columns} FROM audit_log WHERE actor = @actor AND seq < @before {Rest} ORDER BY seq DESC LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM audit_log WHERE actor = @actor AND seq < @before {Rest} ORDER BY seq DESC",
        RestTypes + ", @actor nvarchar(200)");

    private static readonly SqlStatement FilteredBySubject = Sql.Define(
        "audit.filteredBySubject",
        sqlite: $"SELECT {Columns} FROM audit_log WHERE subject = @subject AND seq < @before AND (@actor IS NULL OR actor = @actor) {Rest} ORDER BY seq DESC LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM audit_log WHERE subject = @subject AND seq < @before AND (@actor IS NULL OR actor = @actor) {Rest} ORDER BY seq DESC",
        RestTypes + ", @subject nvarchar(200), @actor nvarchar(200)");

    /// <summary>Stored when the task completes.</summary>
    public async Task AppendAsync(AuditEntry entry, DateTimeOffset now, CancellationToken ct)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await database.WriteAsync(s => AppendAsync(s, entry, now), ct);
                return;
            }
            catch (DbException e) when (tries < MostTries && DbErrors.IsUniqueViolation(e))
            {
                // Another process took the same number on a server that gives no lock for the empty tail: take the next one.
            }
        }
    }

    /// <summary>Within a transaction of the caller, so that the deed and its entry are stored together or not at all.</summary>
    public static async Task AppendAsync(DbSession session, AuditEntry entry, DateTimeOffset now)
    {
        AuditRecord? head = await session.QuerySingleOrDefaultAsync<AuditRecord>(Head);
        AuditRecord row = new()
        {
            Seq = (head?.Seq ?? 0) + 1,
            HappenedAt = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()),
            Actor = Cut(entry.Actor, 200),
            ActionName = Cut(entry.Action, 60),
            Subject = Cut(entry.Subject, 200),
            Details = entry.Details,
            RemoteAddress = Cut(entry.RemoteAddress, 64),
            PreviousHash = head?.RowHash ?? NoHash,
        };
        await session.ExecuteAsync(Insert, row with { RowHash = HashOf(row) });
    }

    /// <summary>Newest first.</summary>
    /// <param name="before">Number of the last one seen; null for the first page.</param>
    public Task<IReadOnlyList<AuditRecord>> NewestAsync(long? before, int limit, CancellationToken ct)
        => database.ReadAsync(s => s.QueryAsync<AuditRecord>(Before, new { Before = before ?? long.MaxValue, limit }), ct);

    /// <summary>Newest first, those that match.</summary>
    /// <param name="before">Number of the last one seen; null for the first page.</param>
    public Task<IReadOnlyList<AuditRecord>> NewestAsync(AuditFilter filter, long? before, int limit, CancellationToken ct)
    {
        bool family = filter.Action?.EndsWith('.') == true;
        var arguments = new
        {
            Before = before ?? long.MaxValue,
            limit,
            filter.Actor,
            filter.Subject,
            Action = family ? null : filter.Action,
            Family = family ? filter.Action + "%" : null,
            filter.From,
            filter.To,
        };

        // The narrowest index first: a subject has few entries, an actor some, an action many.
        SqlStatement statement = filter.Subject is not null ? FilteredBySubject
            : filter.Actor is not null ? FilteredByActor
            : arguments.Action is not null ? FilteredByAction
            : Filtered;
        return database.ReadAsync(s => s.QueryAsync<AuditRecord>(statement, arguments), ct);
    }

    /// <summary>The last row; null when there is none.</summary>
    public Task<AuditRecord?> HeadAsync(CancellationToken ct)
        => database.ReadAsync(s => s.QuerySingleOrDefaultAsync<AuditRecord>(Before, new { Before = long.MaxValue, Limit = 1 }), ct);

    /// <summary>Reads everything and hashes it again.</summary>
    public async Task<AuditVerdict> VerifyAsync(CancellationToken ct)
    {
        long rows = 0;
        string previous = NoHash;
        while (true)
        {
            long after = rows;
            IReadOnlyList<AuditRecord> batch = await database.ReadAsync(s => s.QueryAsync<AuditRecord>(After, new { after, Limit = Batch }), ct);
            foreach (AuditRecord row in batch)
            {
                if (row.Seq != rows + 1
                    || !string.Equals(row.PreviousHash, previous, StringComparison.Ordinal)
                    || !string.Equals(row.RowHash, HashOf(row), StringComparison.Ordinal))
                {
                    return new AuditVerdict(rows, rows == 0 ? null : previous, rows + 1);
                }

                rows++;
                previous = row.RowHash;
            }

            if (batch.Count < Batch)
            {
                return new AuditVerdict(rows, rows == 0 ? null : previous, null);
            }
        }
    }

    /// <summary>SHA-256 over the previous hash and every column, each with its length in front, so that no two rows look alike.</summary>
    internal static string HashOf(AuditRecord row)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        foreach (long value in (ReadOnlySpan<long>)[row.Seq, row.HappenedAt.ToUnixTimeMilliseconds()])
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            hash.AppendData(number);
        }

        foreach (string text in (ReadOnlySpan<string>)[row.PreviousHash, row.Actor, row.ActionName, row.Subject, row.Details, row.RemoteAddress])
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64BigEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Cut(string text, int length)
        => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
