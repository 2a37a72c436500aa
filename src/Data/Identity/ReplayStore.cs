using System.Data.Common;

namespace CallCenter.Data.Identity;

/// <summary>What a request with an Idempotency-Key was answered.</summary>
public sealed record Replay
{
    /// <summary>SHA-256 of the request, lower-case hex: the same key with another request is a mistake.</summary>
    public string RequestHash { get; init; } = "";

    /// <summary>Null while the first request is under way.</summary>
    public int? Status { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    public byte[]? Body { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Answers kept for repeats.</summary>
public sealed class ReplayStore(Database database)
{
    private static readonly SqlStatement Insert = Sql.Define(
        "replays.insert",
        both: "INSERT INTO replays (replay_key, request_hash, created_at) VALUES (@key, @requestHash, @now)",
        "@key nvarchar(64), @requestHash nvarchar(64), @now bigint");

    private static readonly SqlStatement Get = Sql.Define(
        "replays.get",
        both: "SELECT request_hash, status, content_type, location, body, created_at FROM replays WHERE replay_key = @key",
        "@key nvarchar(64)");

    private static readonly SqlStatement Complete = Sql.Define(
        "replays.complete",
        both: "UPDATE replays SET status = @status, content_type = @contentType, location = @location, body = @body WHERE replay_key = @key",
        "@key nvarchar(64), @status int, @contentType nvarchar(200), @location nvarchar(400), @body varbinary(max)");

    private static readonly SqlStatement Delete = Sql.Define(
        "replays.delete", both: "DELETE FROM replays WHERE replay_key = @key", "@key nvarchar(64)");

    private static readonly SqlStatement DeleteOld = Sql.Define(
        "replays.deleteOld", both: "DELETE FROM replays WHERE created_at < @before", "@before bigint");

    /// <summary>Null: the key is new and now taken; the caller answers and calls <see cref="CompleteAsync"/> or <see cref="ReleaseAsync"/>.</summary>
    /// <param name="forgetBefore">Older ones are thrown away first.</param>
    public async Task<Replay?> BeginAsync(string key, string requestHash, DateTimeOffset now, DateTimeOffset forgetBefore, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(
                async s =>
                {
                    await s.ExecuteAsync(DeleteOld, new { Before = forgetBefore });
                    Replay? known = await s.QuerySingleOrDefaultAsync<Replay>(Get, new { key });
                    if (known is null)
                    {
                        await s.ExecuteAsync(Insert, new { key, requestHash, now });
                    }

                    return known;
                },
                ct);
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return new Replay { RequestHash = requestHash, CreatedAt = now };
        }
    }

    /// <summary>Keeps the answer.</summary>
    public Task CompleteAsync(string key, int status, string? contentType, string? location, byte[] body, CancellationToken ct)
        => database.WriteAsync(s => s.ExecuteAsync(Complete, new { key, status, contentType, location, body }), ct);

    /// <summary>The request failed on our side: the key may be used again.</summary>
    public Task ReleaseAsync(string key, CancellationToken ct) => database.WriteAsync(s => s.ExecuteAsync(Delete, new { key }), ct);
}
