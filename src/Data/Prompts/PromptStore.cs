using System.Data.Common;
using CallCenter.Domain;

namespace CallCenter.Data.Prompts;

/// <summary>How a prompt's bytes are stored.</summary>
public enum PromptFormat
{
    /// <summary>G.711 mu-law at 8 kHz, one channel, no header.</summary>
    MuLaw8k,

    /// <summary>The RIFF/WAVE file as it was uploaded.</summary>
    Wav,
}

/// <summary>A prompt without its audio.</summary>
public sealed record PromptInfo
{
    public required PromptId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>BCP 47, for example "en" or "zh-CN".</summary>
    public required string Language { get; init; }

    public required PromptFormat Format { get; init; }

    public required TimeSpan Duration { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A prompt with its audio.</summary>
public sealed record Prompt(PromptInfo Info, byte[] Audio);

/// <summary>Recorded audio that is played to someone; its audio never changes, a new text is a new prompt.</summary>
public sealed class PromptStore(Database database)
{
    private const string Columns = "id, name, language, format, duration_ms AS duration, created_at";

    private static readonly SqlStatement SelectOne = Sql.Define("prompts.get", both: $"SELECT {Columns} FROM prompts WHERE id = @id", "@id bigint");

    private static readonly SqlStatement SelectAudio = Sql.Define("prompts.audio", both: "SELECT audio FROM prompts WHERE id = @id", "@id bigint");

    private static readonly SqlStatement SelectAll = Sql.Define("prompts.list", both: $"SELECT {Columns} FROM prompts ORDER BY id");

    private static readonly SqlStatement Insert = Sql.Define(
        "prompts.create",
        sqlite: """
            INSERT INTO prompts (name, language, format, audio, duration_ms, created_at, created_by)
            VALUES (@name, @language, @format, @audio, @duration, @now, @by) RETURNING id
            """,
        sqlserver: """
            INSERT INTO prompts (name, language, format, audio, duration_ms, created_at, created_by) OUTPUT INSERTED.id
            VALUES (@name, @language, @format, @audio, @duration, @now, @by)
            """,
        "@name nvarchar(200), @language nvarchar(20), @format nvarchar(20), @audio varbinary(max), @duration bigint, @now bigint, @by bigint");

    private static readonly SqlStatement Rename = Sql.Define(
        "prompts.rename", both: "UPDATE prompts SET name = @name, language = @language WHERE id = @id", "@id bigint, @name nvarchar(200), @language nvarchar(20)");

    private static readonly SqlStatement Delete = Sql.Define("prompts.delete", both: "DELETE FROM prompts WHERE id = @id", "@id bigint");

    private static readonly SqlStatement SelectUses = Sql.Define(
        "prompts.uses",
        both: """
            SELECT safe_harbour_prompt_id AS prompt, id AS campaign, name FROM campaigns WHERE safe_harbour_prompt_id IS NOT NULL ORDER BY name, id
            """);

    /// <summary>With the audio; null when there is none.</summary>
    public Task<Prompt?> GetAsync(PromptId id, CancellationToken ct) => database.ReadAsync(
        async session =>
        {
            PromptInfo? info = await session.QuerySingleOrDefaultAsync<PromptInfo>(SelectOne, new { id });
            return info is null ? null : new Prompt(info, await session.QuerySingleAsync<byte[]>(SelectAudio, new { id }));
        },
        ct);

    /// <summary>All, by id.</summary>
    public Task<IReadOnlyList<PromptInfo>> ListAsync(CancellationToken ct) => database.ReadAsync(session => session.QueryAsync<PromptInfo>(SelectAll), ct);

    /// <summary>Stores a new prompt.</summary>
    public async Task<PromptInfo> CreateAsync(
        string name, string language, PromptFormat format, byte[] audio, TimeSpan duration, UserId? by, DateTimeOffset now, CancellationToken ct)
    {
        PromptId id = await database.WriteAsync(
            session => session.QuerySingleAsync<PromptId>(Insert, new { name, language, format, audio, duration, now, by }), ct);
        return new PromptInfo { Id = id, Name = name, Language = language, Format = format, Duration = duration, CreatedAt = now };
    }

    /// <summary>False when there is none.</summary>
    public Task<bool> RenameAsync(PromptId id, string name, string language, CancellationToken ct)
        => database.WriteAsync(async session => await session.ExecuteAsync(Rename, new { id, name, language }) > 0, ct);

    /// <summary><see cref="EditOutcome.UnknownReference"/>: a campaign plays it.</summary>
    public async Task<EditOutcome> DeleteAsync(PromptId id, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(session => session.ExecuteAsync(Delete, new { id }), ct) == 0 ? EditOutcome.NotFound : EditOutcome.Stored;
        }
        catch (DbException e) when (DbErrors.IsForeignKeyViolation(e))
        {
            return EditOutcome.UnknownReference;
        }
    }

    /// <summary>Which campaigns play which prompt.</summary>
    public Task<IReadOnlyList<PromptUse>> UsesAsync(CancellationToken ct) => database.ReadAsync(session => session.QueryAsync<PromptUse>(SelectUses), ct);
}

/// <summary>A campaign that plays a prompt.</summary>
public sealed record PromptUse
{
    public PromptId Prompt { get; init; }

    public CampaignId Campaign { get; init; }

    public string Name { get; init; } = "";
}
