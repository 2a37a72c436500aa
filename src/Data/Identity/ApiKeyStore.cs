using CallCenter.Domain;

namespace CallCenter.Data.Identity;

/// <summary>A key for programs; only the hash of its secret is stored.</summary>
public sealed record ApiKeyRecord
{
    public long Id { get; init; }

    /// <summary>Public part, by which it is found.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>SHA-256 of the whole key, lower-case hex: the key is random, so a slow hash would add nothing.</summary>
    public string KeyHash { get; init; } = "";

    public string KeyName { get; init; } = "";

    /// <summary>Acts as this user; null: has the roles of <see cref="Roles"/>.</summary>
    public UserId? UserId { get; init; }

    /// <summary>Comma-separated; read <see cref="Roles"/>.</summary>
    public string RoleNames { get; init; } = "";

    public string CreatedBy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public IReadOnlyList<string> Roles => RoleNames.Split(',', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A key that is still good.</summary>
public sealed record AliveKey
{
    public long Id { get; init; }

    /// <summary>Version of the user it acts as: another one than before means other roles or another scope, perhaps. 0: it acts as nobody.</summary>
    public int UserVersion { get; init; }
}

/// <summary>API keys.</summary>
public sealed class ApiKeyStore(Database database)
{
    private const string Columns = "id, prefix, key_hash, key_name, user_id, role_names, created_by, created_at, last_used_at, revoked_at";

    private static readonly SqlStatement Insert = Sql.Define(
        "apiKeys.insert",
        sqlite: """
            INSERT INTO api_keys (prefix, key_hash, key_name, user_id, role_names, created_by, created_at)
            VALUES (@prefix, @keyHash, @keyName, @userId, @roleNames, @createdBy, @createdAt) RETURNING id
            """,
        sqlserver: """
            INSERT INTO api_keys (prefix, key_hash, key_name, user_id, role_names, created_by, created_at) OUTPUT INSERTED.id
            VALUES (@prefix, @keyHash, @keyName, @userId, @roleNames, @createdBy, @createdAt)
            """,
        "@prefix nvarchar(16), @keyHash nvarchar(64), @keyName nvarchar(100), @userId bigint, @roleNames nvarchar(400), @createdBy nvarchar(200), @createdAt bigint");

    private static readonly SqlStatement FindByPrefix = Sql.Define(
        "apiKeys.find", both: $"SELECT {Columns} FROM api_keys WHERE prefix = @prefix AND revoked_at IS NULL", "@prefix nvarchar(16)");

    private static readonly SqlStatement ListAfter = Sql.Define(
        "apiKeys.list",
        sqlite: $"SELECT {Columns} FROM api_keys WHERE id > @after ORDER BY id LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {Columns} FROM api_keys WHERE id > @after ORDER BY id",
        "@after bigint, @limit int");

    private static readonly SqlStatement Revoke = Sql.Define(
        "apiKeys.revoke", both: "UPDATE api_keys SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL", "@id bigint, @now bigint");

    private static readonly SqlStatement Used = Sql.Define(
        "apiKeys.used", both: "UPDATE api_keys SET last_used_at = @now WHERE id = @id", "@id bigint, @now bigint");

    private static readonly SqlStatement SelectAlive = Sql.Define(
        "apiKeys.alive",
        sqlite: """
            SELECT k.id, COALESCE(u.version, 0) AS user_version FROM api_keys k LEFT JOIN users u ON u.id = k.user_id
            WHERE k.revoked_at IS NULL AND COALESCE(u.disabled, 0) = 0 AND k.id IN (SELECT value FROM json_each(@ids))
            """,
        sqlserver: """
            SELECT k.id, COALESCE(u.version, 0) AS user_version FROM api_keys k LEFT JOIN users u ON u.id = k.user_id
            WHERE k.revoked_at IS NULL AND COALESCE(u.disabled, 0) = 0 AND k.id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@ids) j)
            """,
        "@ids nvarchar(max)");

    /// <summary>Which of these keys are still good: not revoked, their users not disabled.</summary>
    public Task<IReadOnlyList<AliveKey>> AliveAsync(IReadOnlyCollection<long> ids, CancellationToken ct)
        => database.ReadAsync(s => s.QueryAsync<AliveKey>(SelectAlive, new { ids }), ct);

    /// <summary>Stores a key and gives its row.</summary>
    public Task<long> CreateAsync(ApiKeyRecord key, CancellationToken ct)
        => database.WriteAsync(s => s.QuerySingleAsync<long>(Insert, key), ct);

    /// <summary>A key that is not revoked, or null. The caller compares the hash.</summary>
    public Task<ApiKeyRecord?> FindAsync(string prefix, CancellationToken ct)
        => database.ReadAsync(s => s.QuerySingleOrDefaultAsync<ApiKeyRecord>(FindByPrefix, new { prefix }), ct);

    /// <summary>In order of their rows, revoked ones included.</summary>
    public Task<IReadOnlyList<ApiKeyRecord>> ListAsync(long after, int limit, CancellationToken ct)
        => database.ReadAsync(s => s.QueryAsync<ApiKeyRecord>(ListAfter, new { after, limit }), ct);

    /// <summary>False when there is no such key in use.</summary>
    public Task<bool> RevokeAsync(long id, DateTimeOffset now, CancellationToken ct)
        => database.WriteAsync(async s => await s.ExecuteAsync(Revoke, new { id, now }) > 0, ct);

    /// <summary>Remembers when it was last used.</summary>
    public Task UsedAsync(long id, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(s => s.ExecuteAsync(Used, new { id, now }), ct);
}
