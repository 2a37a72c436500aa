using System.Data.Common;
using CallCenter.Domain;
using CallCenter.Domain.Quality;

namespace CallCenter.Data.Quality;

/// <summary>A scorecard with the questions of one of its versions.</summary>
public sealed record Scorecard
{
    public required ScorecardId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Of these questions: 1 for the first, rising with each change after a score was given.</summary>
    public int Number { get; init; }

    public IReadOnlyList<ScorecardSection> Sections { get; init; } = [];

    /// <summary>Came with the product.</summary>
    public bool BuiltIn { get; init; }

    /// <summary>No new scores are given by it.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Scores given by any of its versions, drafts included.</summary>
    public int Scores { get; init; }

    /// <summary>Rises with every edit, for If-Match.</summary>
    public int Version { get; init; }
}

/// <summary>Scorecards. A version that a score was given by stays as it was: an edit then makes the next one.</summary>
public sealed class ScorecardStore(Database database)
{
    private const string Columns =
        "k.id, k.name, v.number, v.sections, k.built_in, k.archived_at, k.updated_at, k.version, (SELECT COUNT(*) FROM scores s WHERE s.scorecard_id = k.id) AS scores";

    private static readonly SqlStatement SelectAll = Sql.Define(
        "scorecards.list",
        both: $"SELECT {Columns} FROM scorecards k JOIN scorecard_versions v ON v.scorecard_id = k.id AND v.number = k.number ORDER BY k.id");

    private static readonly SqlStatement SelectOne = Sql.Define(
        "scorecards.get",
        both: $"SELECT {Columns} FROM scorecards k JOIN scorecard_versions v ON v.scorecard_id = k.id AND v.number = COALESCE(@number, k.number) WHERE k.id = @id",
        "@id bigint, @number int");

    private static readonly SqlStatement Insert = Sql.Define(
        "scorecards.create",
        sqlite: "INSERT INTO scorecards (name, number, built_in, created_by, created_at, updated_at) VALUES (@name, 1, @builtIn, @by, @now, @now) RETURNING id",
        sqlserver: """
            INSERT INTO scorecards (name, number, built_in, created_by, created_at, updated_at) OUTPUT INSERTED.id
            VALUES (@name, 1, @builtIn, @by, @now, @now)
            """,
        "@name nvarchar(200), @builtIn bit, @by bigint, @now bigint");

    private static readonly SqlStatement InsertVersion = Sql.Define(
        "scorecards.addVersion",
        both: "INSERT INTO scorecard_versions (scorecard_id, number, sections, created_by, created_at) VALUES (@id, @number, @sections, @by, @now)",
        "@id bigint, @number int, @sections nvarchar(max), @by bigint, @now bigint");

    private static readonly SqlStatement ChangeVersion = Sql.Define(
        "scorecards.changeVersion",
        both: "UPDATE scorecard_versions SET sections = @sections, created_by = @by, created_at = @now WHERE scorecard_id = @id AND number = @number",
        "@id bigint, @number int, @sections nvarchar(max), @by bigint, @now bigint");

    private static readonly SqlStatement Change = Sql.Define(
        "scorecards.update",
        both: """
            UPDATE scorecards SET name = @name, number = @number, archived_at = @archivedAt, updated_at = @now, version = version + 1
            WHERE id = @id AND version = @version
            """,
        "@id bigint, @version int, @name nvarchar(200), @number int, @archivedAt bigint, @now bigint");

    private static readonly SqlStatement CountUses = Sql.Define(
        "scorecards.uses",
        both: "SELECT COUNT(*) FROM scores WHERE scorecard_id = @id AND scorecard_number = @number",
        "@id bigint, @number int");

    private static readonly SqlStatement CountAll = Sql.Define("scorecards.count", both: "SELECT COUNT(*) FROM scorecards");

    /// <summary>All with their current questions, archived ones too; there are few.</summary>
    public Task<IReadOnlyList<Scorecard>> ListAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<Scorecard>>(
        async session => [.. (await session.QueryAsync<Row>(SelectAll)).Select(r => r.ToCard())], ct);

    /// <summary>With the questions of version <paramref name="number"/>, or the current ones; null when there is no such card or version.</summary>
    public Task<Scorecard?> GetAsync(ScorecardId id, int? number, CancellationToken ct) => database.ReadAsync(session => GetAsync(session, id, number), ct);

    /// <summary>Stores a new card with its first version.</summary>
    public Task<Edited<Scorecard>> CreateAsync(string name, IReadOnlyList<ScorecardSection> sections, UserId? by, DateTimeOffset now, CancellationToken ct)
        => GuardAsync(session => CreateAsync(session, name, sections, false, by, now), ct);

    /// <summary>Stores the card that comes with the product, unless there ever was a card. True when it was made.</summary>
    public Task<bool> CreateFirstAsync(string name, IReadOnlyList<ScorecardSection> sections, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(
        async session =>
        {
            if (await session.QuerySingleAsync<int>(CountAll) > 0)
            {
                return false;
            }

            await CreateAsync(session, name, sections, true, null, now);
            return true;
        },
        ct);

    /// <summary>
    /// Changes name, questions and whether it is archived. <see cref="Scorecard.Version"/> is the version that was seen. Changed questions are the
    /// next version when a score was given by the current one.
    /// </summary>
    public Task<Edited<Scorecard>> UpdateAsync(Scorecard card, UserId? by, DateTimeOffset now, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(card);
        return GuardAsync(
            async session =>
            {
                if (await GetAsync(session, card.Id, null) is not { } stored)
                {
                    return Edited<Scorecard>.Not(EditOutcome.NotFound);
                }

                string sections = QualityJson.Write(card.Sections);
                bool changed = !string.Equals(sections, QualityJson.Write(stored.Sections), StringComparison.Ordinal);
                int number = stored.Number;
                if (changed && await session.QuerySingleAsync<int>(CountUses, new { card.Id, stored.Number }) > 0)
                {
                    number++;
                }

                if (await session.ExecuteAsync(Change, new { card.Id, card.Version, card.Name, number, card.ArchivedAt, now }) == 0)
                {
                    return Edited<Scorecard>.Not(EditOutcome.VersionConflict);
                }

                if (changed)
                {
                    await session.ExecuteAsync(number > stored.Number ? InsertVersion : ChangeVersion, new { card.Id, number, sections, by, now });
                }

                return Edited<Scorecard>.Stored((await GetAsync(session, card.Id, null))!);
            },
            ct);
    }

    internal static async Task<Scorecard?> GetAsync(DbSession session, ScorecardId id, int? number)
        => (await session.QuerySingleOrDefaultAsync<Row>(SelectOne, new { id, number }))?.ToCard();

    private static async Task<Edited<Scorecard>> CreateAsync(
        DbSession session, string name, IReadOnlyList<ScorecardSection> sections, bool builtIn, UserId? by, DateTimeOffset now)
    {
        ScorecardId id = await session.QuerySingleAsync<ScorecardId>(Insert, new { name, builtIn, by, now });
        await session.ExecuteAsync(InsertVersion, new { id, Number = 1, Sections = QualityJson.Write(sections), by, now });
        return Edited<Scorecard>.Stored((await GetAsync(session, id, null))!);
    }

    private async Task<Edited<Scorecard>> GuardAsync(Func<DbSession, Task<Edited<Scorecard>>> work, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(work, ct);
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return Edited<Scorecard>.Not(EditOutcome.NameTaken);
        }
    }

    private sealed record Row
    {
        public ScorecardId Id { get; init; }

        public string Name { get; init; } = "";

        public int Number { get; init; }

        public string Sections { get; init; } = "[]";

        public bool BuiltIn { get; init; }

        public DateTimeOffset? ArchivedAt { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public int Scores { get; init; }

        public int Version { get; init; }

        public Scorecard ToCard() => new()
        {
            Id = Id,
            Name = Name,
            Number = Number,
            Sections = QualityJson.Read<ScorecardSection>(Sections),
            BuiltIn = BuiltIn,
            ArchivedAt = ArchivedAt,
            UpdatedAt = UpdatedAt,
            Scores = Scores,
            Version = Version,
        };
    }
}
