using System.Text.Json;
using CallCenter.Domain;

namespace CallCenter.Data.Recordings;

/// <summary>Where a recording's file stands.</summary>
public enum RecordingState
{
    /// <summary>Being written.</summary>
    Open,

    /// <summary>Complete, hash stored.</summary>
    Closed,

    /// <summary>Was open when the program ended; its header was put right at the next start.</summary>
    Repaired,

    /// <summary>Its file is not there.</summary>
    Lost,
}

/// <summary>A stretch of a recording without sound on purpose or for want of disk.</summary>
/// <param name="FromMs">Milliseconds from the recording's beginning.</param>
/// <param name="Reason">paused, disk or lagging.</param>
public sealed record RecordingSilence(long FromMs, long ToMs, string Reason);

/// <summary>One recording's row.</summary>
public sealed record Recording
{
    public required RecordingId Id { get; init; }

    public required CallId CallId { get; init; }

    /// <summary>Relative to the data folder's recordings, with slashes.</summary>
    public required string Path { get; init; }

    public required RecordingState State { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public TimeSpan? Duration { get; init; }

    public long? Bytes { get; init; }

    /// <summary>32 bytes over the whole file.</summary>
    public byte[]? Sha256 { get; init; }

    /// <summary>"wav-pcm16-8k-stereo" and the like.</summary>
    public string Format { get; init; } = "";

    /// <summary>JSON of <see cref="RecordingSilence"/>s, as stored; <see cref="Silences"/> reads it.</summary>
    public string Gaps { get; init; } = "[]";

    /// <summary>Stretches without sound on purpose or for want of disk, in order.</summary>
    public IReadOnlyList<RecordingSilence> Silences => JsonSerializer.Deserialize<RecordingSilence[]>(Gaps, JsonSerializerOptions.Web) ?? [];
}

/// <summary>What is known of every recording. The file is made first and named here afterwards (hardening A14): a file without a row is linked at start-up.</summary>
public sealed class RecordingLedger(Database database)
{
    private const string Columns = "id, call_id, path, state, started_at, closed_at, duration_ms AS duration, bytes, sha256, format, gaps";

    private static readonly SqlStatement Insert = Sql.Define(
        "recordings.open",
        both: "INSERT INTO recordings (id, call_id, path, state, started_at, format) VALUES (@id, @call, @path, 'open', @at, @format)",
        "@id char(36), @call char(36), @path nvarchar(400), @at bigint, @format nvarchar(50)");

    private static readonly SqlStatement LinkCall = Sql.Define(
        "recordings.linkCall", both: "UPDATE calls SET recording_id = @id WHERE id = @call", "@id char(36), @call char(36)");

    private static readonly SqlStatement Finish = Sql.Define(
        "recordings.close",
        both: """
            UPDATE recordings SET state = @state, closed_at = @at, duration_ms = @duration, bytes = @bytes, sha256 = @sha256, gaps = @gaps
            WHERE id = @id AND state = 'open'
            """,
        "@id char(36), @state nvarchar(20), @at bigint, @duration bigint, @bytes bigint, @sha256 varbinary(32), @gaps nvarchar(max)");

    private static readonly SqlStatement SelectOpen = Sql.Define(
        "recordings.openOnes", both: $"SELECT {Columns} FROM recordings WHERE state = 'open' ORDER BY started_at");

    private static readonly SqlStatement SelectOne = Sql.Define("recordings.get", both: $"SELECT {Columns} FROM recordings WHERE id = @id", "@id char(36)");

    private static readonly SqlStatement SelectByCall = Sql.Define(
        "recordings.byCall", both: $"SELECT {Columns} FROM recordings WHERE call_id = @call ORDER BY started_at", "@call char(36)");

    private static readonly SqlStatement SelectClosedPage = Sql.Define(
        "recordings.closedPage",
        sqlite: $"SELECT {Columns} FROM recordings WHERE id > @after AND state IN ('closed', 'repaired') ORDER BY id LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM recordings WHERE id > @after AND state IN ('closed', 'repaired') ORDER BY id",
        "@after char(36), @limit int");

    /// <summary>Names a file that exists already; durable when the task completes.</summary>
    public Task OpenAsync(RecordingId id, CallId call, string relativePath, string format, DateTimeOffset at, CancellationToken ct)
        => database.WriteAsync(session => OpenAsync(session, id, call, relativePath, format, at), ct);

    /// <summary>As above, within a session.</summary>
    public static async Task OpenAsync(DbSession session, RecordingId id, CallId call, string relativePath, string format, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(session);
        await session.ExecuteAsync(Insert, new { id, call, Path = relativePath, at, format });
        await session.ExecuteAsync(LinkCall, new { id, call });
    }

    /// <summary>Ends a recording; false when it was ended before. A lost one has no hash.</summary>
    public Task<bool> CloseAsync(
        RecordingId id, RecordingState state, TimeSpan duration, long bytes, byte[]? sha256, DateTimeOffset at, CancellationToken ct)
        => database.WriteAsync(session => CloseAsync(session, id, state, duration, bytes, sha256, at), ct);

    /// <summary>As above, within a session.</summary>
    public static async Task<bool> CloseAsync(
        DbSession session, RecordingId id, RecordingState state, TimeSpan duration, long bytes, byte[]? sha256, DateTimeOffset at, IReadOnlyList<RecordingSilence>? silences = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        string gaps = JsonSerializer.Serialize(silences ?? [], JsonSerializerOptions.Web);
        return await session.ExecuteAsync(Finish, new { id, state, at, duration, bytes, sha256, gaps }) == 1;
    }

    /// <summary>What start-up has to reconcile with the files.</summary>
    public Task<IReadOnlyList<Recording>> OpenOnesAsync(CancellationToken ct) => database.ReadAsync(session => session.QueryAsync<Recording>(SelectOpen), ct);

    /// <summary>Null when there is none.</summary>
    public Task<Recording?> GetAsync(RecordingId id, CancellationToken ct)
        => database.ReadAsync(session => session.QuerySingleOrDefaultAsync<Recording>(SelectOne, new { id }), ct);

    /// <summary>Usually one.</summary>
    public Task<IReadOnlyList<Recording>> ByCallAsync(CallId call, CancellationToken ct)
        => database.ReadAsync(session => session.QueryAsync<Recording>(SelectByCall, new { call }), ct);

    /// <summary>Finished recordings in the order of their ids, for <c>callcenter verify</c>; begin with null.</summary>
    public Task<IReadOnlyList<Recording>> FinishedAfterAsync(RecordingId? after, int limit, CancellationToken ct) => database.ReadAsync(
        session => session.QueryAsync<Recording>(SelectClosedPage, new { After = after ?? RecordingId.From(Guid.Empty), limit }), ct);
}
