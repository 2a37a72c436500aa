using System.Data.Common;
using CallCenter.Domain;

namespace CallCenter.Data.Dispositions;

/// <summary>The verdicts that agents may choose: the built-in ones and those of a campaign.</summary>
public sealed class DispositionStore(Database database)
{
    private const string Columns =
        "id, code, name, meaning, hotkey, retry_after_ms AS retry_after, campaign_key, position, archived_at, created_at, version";

    private static readonly SqlStatement SelectAll = Sql.Define(
        "dispositions.list",
        both: $"SELECT {Columns} FROM dispositions WHERE campaign_key IN (0, @campaign) AND archived_at IS NULL ORDER BY campaign_key, position, id",
        "@campaign bigint");

    private static readonly SqlStatement SelectEvery = Sql.Define(
        "dispositions.every", both: $"SELECT {Columns} FROM dispositions ORDER BY campaign_key, position, id");

    private static readonly SqlStatement SelectOne = Sql.Define(
        "dispositions.get", both: $"SELECT {Columns} FROM dispositions WHERE id = @id", "@id bigint");

    // A campaign's own disposition hides the company's with the same code. What is archived still counts for a screen that was open before.
    private static readonly SqlStatement SelectByCode = Sql.Define(
        "dispositions.byCode",
        sqlite: $"SELECT {Columns} FROM dispositions WHERE campaign_key IN (0, @campaign) AND code = @code ORDER BY CASE WHEN archived_at IS NULL THEN 0 ELSE 1 END, campaign_key DESC LIMIT 1",
        sqlserver: $"SELECT TOP (1) {Columns} FROM dispositions WHERE campaign_key IN (0, @campaign) AND code = @code ORDER BY CASE WHEN archived_at IS NULL THEN 0 ELSE 1 END, campaign_key DESC",
        "@campaign bigint, @code nvarchar(50)");

    private static readonly SqlStatement Insert = Sql.Define(
        "dispositions.create",
        sqlite: """
            INSERT INTO dispositions (campaign_key, code, name, meaning, hotkey, retry_after_ms, position, created_at)
            VALUES (@campaign, @code, @name, @meaning, @hotkey, @retryAfter, @position, @now) RETURNING id
            """,
        sqlserver: """
            INSERT INTO dispositions (campaign_key, code, name, meaning, hotkey, retry_after_ms, position, created_at) OUTPUT INSERTED.id
            VALUES (@campaign, @code, @name, @meaning, @hotkey, @retryAfter, @position, @now)
            """,
        "@campaign bigint, @code nvarchar(50), @name nvarchar(200), @meaning int, @hotkey nvarchar(1), @retryAfter bigint, @position int, @now bigint");

    private static readonly SqlStatement Change = Sql.Define(
        "dispositions.update",
        both: """
            UPDATE dispositions SET name = @name, meaning = @meaning, hotkey = @hotkey, retry_after_ms = @retryAfter, position = @position,
                archived_at = @archivedAt, version = version + 1
            WHERE id = @id AND version = @version
            """,
        "@id bigint, @version int, @name nvarchar(200), @meaning int, @hotkey nvarchar(1), @retryAfter bigint, @position int, @archivedAt bigint");

    private static readonly SqlStatement Move = Sql.Define(
        "dispositions.move",
        both: "UPDATE dispositions SET position = @position, version = version + 1 WHERE id = @id AND position <> @position",
        "@id bigint, @position int");

    /// <summary>Those of the company, and of <paramref name="campaign"/> when one is named.</summary>
    public Task<IReadOnlyList<Disposition>> ListAsync(CampaignId? campaign, CancellationToken ct)
        => database.ReadAsync(session => ListAsync(session, campaign), ct);

    /// <summary>The one that <paramref name="code"/> means in a campaign; null when there is none.</summary>
    public Task<Disposition?> GetAsync(string code, CampaignId? campaign, CancellationToken ct)
        => database.ReadAsync(session => GetAsync(session, code, campaign), ct);

    /// <summary>Stores a new one; its id is ignored. <see cref="EditOutcome.NameTaken"/> when the code exists.</summary>
    public async Task<Edited<Disposition>> CreateAsync(Disposition disposition, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            DispositionId id = await database.WriteAsync(
                session => session.QuerySingleAsync<DispositionId>(
                    Insert,
                    new
                    {
                        Campaign = disposition.CampaignId?.Value ?? 0,
                        disposition.Code,
                        disposition.Name,
                        disposition.Meaning,
                        disposition.Hotkey,
                        disposition.RetryAfter,
                        disposition.Position,
                        now,
                    }),
                ct);
            return Edited<Disposition>.Stored(disposition with { Id = id });
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return Edited<Disposition>.Not(EditOutcome.NameTaken);
        }
    }

    /// <summary>Every one of every campaign, archived ones too.</summary>
    public Task<IReadOnlyList<Disposition>> EveryAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<Disposition>>(
        async session => [.. (await session.QueryAsync<DispositionRow>(SelectEvery)).Select(r => r.ToDisposition())], ct);

    /// <summary>Null when there is none.</summary>
    public Task<Disposition?> GetAsync(DispositionId id, CancellationToken ct)
        => database.ReadAsync(async session => (await session.QuerySingleOrDefaultAsync<DispositionRow>(SelectOne, new { id }))?.ToDisposition(), ct);

    /// <summary>Replaces everything but code and campaign; <see cref="Disposition.Version"/> is the version that was seen.</summary>
    public Task<Edited<Disposition>> UpdateAsync(Disposition disposition, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            bool changed = await session.ExecuteAsync(
                Change,
                new
                {
                    disposition.Id,
                    disposition.Version,
                    disposition.Name,
                    disposition.Meaning,
                    disposition.Hotkey,
                    disposition.RetryAfter,
                    disposition.Position,
                    disposition.ArchivedAt,
                }) > 0;
            DispositionRow? row = await session.QuerySingleOrDefaultAsync<DispositionRow>(SelectOne, new { disposition.Id });
            return row is null ? Edited<Disposition>.Not(EditOutcome.NotFound)
                : changed ? Edited<Disposition>.Stored(row.ToDisposition()) : Edited<Disposition>.Not(EditOutcome.VersionConflict);
        },
        ct);

    /// <summary>Puts them into this order.</summary>
    public Task OrderAsync(IReadOnlyList<DispositionId> ids, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            for (int i = 0; i < ids.Count; i++)
            {
                await session.ExecuteAsync(Move, new { Id = ids[i], Position = i + 1 });
            }
        },
        ct);

    internal static async Task<IReadOnlyList<Disposition>> ListAsync(DbSession session, CampaignId? campaign)
        => [.. (await session.QueryAsync<DispositionRow>(SelectAll, new { Campaign = campaign?.Value ?? 0 })).Select(r => r.ToDisposition())];

    internal static async Task<Disposition?> GetAsync(DbSession session, string code, CampaignId? campaign)
        => (await session.QuerySingleOrDefaultAsync<DispositionRow>(SelectByCode, new { Campaign = campaign?.Value ?? 0, code }))?.ToDisposition();

    private sealed record DispositionRow
    {
        public DispositionId Id { get; init; }

        public string Code { get; init; } = "";

        public string Name { get; init; } = "";

        public DispositionMeaning Meaning { get; init; }

        public string? Hotkey { get; init; }

        public TimeSpan? RetryAfter { get; init; }

        public long CampaignKey { get; init; }

        public int Position { get; init; }

        public DateTimeOffset? ArchivedAt { get; init; }

        public long CreatedAt { get; init; }

        public int Version { get; init; }

        public Disposition ToDisposition() => new(
            Id, Code, Name, Meaning, Hotkey is { Length: > 0 } ? Hotkey[0] : null, RetryAfter, CampaignKey == 0 ? null : new CampaignId(CampaignKey))
        {
            Position = Position,
            ArchivedAt = ArchivedAt,
            BuiltIn = CampaignKey == 0 && CreatedAt == 0, // the first script made them, at no time
            Version = Version,
        };
    }
}
