using System.Data.Common;
using CallCenter.Domain;

namespace CallCenter.Data.Dispositions;

/// <summary>The verdicts that agents may choose: the built-in ones and those of a campaign.</summary>
public sealed class DispositionStore(Database database)
{
    private const string Columns = "id, code, name, meaning, hotkey, retry_after_ms AS retry_after, campaign_key";

    private static readonly SqlStatement SelectAll = Sql.Define(
        "dispositions.list",
        both: $"SELECT {Columns} FROM dispositions WHERE campaign_key IN (0, @campaign) ORDER BY campaign_key, id",
        "@campaign bigint");

    // A campaign's own disposition hides the company's with the same code.
    private static readonly SqlStatement SelectByCode = Sql.Define(
        "dispositions.byCode",
        sqlite: $"SELECT {Columns} FROM dispositions WHERE campaign_key IN (0, @campaign) AND code = @code ORDER BY campaign_key DESC LIMIT 1",
        sqlserver: $"SELECT TOP (1) {Columns} FROM dispositions WHERE campaign_key IN (0, @campaign) AND code = @code ORDER BY campaign_key DESC",
        "@campaign bigint, @code nvarchar(50)");

    private static readonly SqlStatement Insert = Sql.Define(
        "dispositions.create",
        sqlite: """
            INSERT INTO dispositions (campaign_key, code, name, meaning, hotkey, retry_after_ms, created_at)
            VALUES (@campaign, @code, @name, @meaning, @hotkey, @retryAfter, @now) RETURNING id
            """,
        sqlserver: """
            INSERT INTO dispositions (campaign_key, code, name, meaning, hotkey, retry_after_ms, created_at) OUTPUT INSERTED.id
            VALUES (@campaign, @code, @name, @meaning, @hotkey, @retryAfter, @now)
            """,
        "@campaign bigint, @code nvarchar(50), @name nvarchar(200), @meaning int, @hotkey nvarchar(1), @retryAfter bigint, @now bigint");

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

        public Disposition ToDisposition() => new(
            Id, Code, Name, Meaning, Hotkey is { Length: > 0 } ? Hotkey[0] : null, RetryAfter, CampaignKey == 0 ? null : new CampaignId(CampaignKey));
    }
}
