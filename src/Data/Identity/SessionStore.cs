using CallCenter.Domain;

namespace CallCenter.Data.Identity;

/// <summary>A browser that is signed in.</summary>
/// <param name="Id">Row.</param>
/// <param name="CreatedAt">The session ends twelve hours later.</param>
public sealed record SessionRecord(long Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, UserRecord User);

/// <summary>Signed-in browsers: the cookie holds a random token, the row its SHA-256, so that a copy of the database opens no session.</summary>
public sealed class SessionStore(Database database)
{
    private static readonly SqlStatement Insert = Sql.Define(
        "sessions.insert",
        both: """
            INSERT INTO user_sessions (token_hash, user_id, created_at, last_seen_at, remote_address)
            VALUES (@tokenHash, @user, @now, @now, @address)
            """,
        "@tokenHash nvarchar(64), @user bigint, @now bigint, @address nvarchar(64)");

    private static readonly SqlStatement FindByToken = Sql.Define(
        "sessions.find",
        sqlite: $"""
            SELECT s.id AS session_id, s.created_at AS session_created_at, s.last_seen_at, {UserStore.SqliteColumns}
            FROM user_sessions s JOIN users u ON u.id = s.user_id
            WHERE s.token_hash = @tokenHash AND u.disabled = 0
            """,
        sqlserver: $"""
            SELECT s.id AS session_id, s.created_at AS session_created_at, s.last_seen_at, {UserStore.SqlServerColumns}
            FROM user_sessions s JOIN users u ON u.id = s.user_id
            WHERE s.token_hash = @tokenHash AND u.disabled = 0
            """,
        "@tokenHash nvarchar(64)");

    private static readonly SqlStatement Seen = Sql.Define(
        "sessions.seen", both: "UPDATE user_sessions SET last_seen_at = @now WHERE id = @id", "@id bigint, @now bigint");

    private static readonly SqlStatement Delete = Sql.Define("sessions.delete", both: "DELETE FROM user_sessions WHERE id = @id", "@id bigint");

    private static readonly SqlStatement DeleteOfUser = Sql.Define(
        "sessions.deleteOfUser",
        both: "DELETE FROM user_sessions WHERE user_id = @user AND id <> @except",
        "@user bigint, @except bigint");

    private static readonly SqlStatement CountOfUsers = Sql.Define(
        "sessions.countOfUsers",
        sqlite: """
            SELECT user_id, COUNT(*) AS sessions FROM user_sessions
            WHERE created_at >= @begunAfter AND user_id IN (SELECT value FROM json_each(@users)) GROUP BY user_id
            """,
        sqlserver: """
            SELECT user_id, COUNT(*) AS sessions FROM user_sessions
            WHERE created_at >= @begunAfter AND user_id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@users) j) GROUP BY user_id
            """,
        "@users nvarchar(max), @begunAfter bigint");

    private static readonly SqlStatement DeleteOld = Sql.Define(
        "sessions.deleteOld", both: "DELETE FROM user_sessions WHERE created_at < @before", "@before bigint");

    private static readonly SqlStatement SelectAlive = Sql.Define(
        "sessions.alive",
        sqlite: """
            SELECT s.id FROM user_sessions s JOIN users u ON u.id = s.user_id
            WHERE u.disabled = 0 AND s.created_at >= @begunAfter AND s.id IN (SELECT value FROM json_each(@ids))
            """,
        sqlserver: """
            SELECT s.id FROM user_sessions s JOIN users u ON u.id = s.user_id
            WHERE u.disabled = 0 AND s.created_at >= @begunAfter AND s.id IN (SELECT CAST(j.value AS BIGINT) FROM OPENJSON(@ids) j)
            """,
        "@ids nvarchar(max), @begunAfter bigint");

    /// <summary>Which of these sessions still stand: not ended, begun after a time, their users not disabled.</summary>
    public Task<IReadOnlyList<long>> AliveAsync(IReadOnlyCollection<long> ids, DateTimeOffset begunAfter, CancellationToken ct)
        => database.ReadAsync(s => s.QueryAsync<long>(SelectAlive, new { ids, begunAfter }), ct);

    /// <summary>Begins a session and forgets those begun before <paramref name="forgetBefore"/>.</summary>
    public Task CreateAsync(string tokenHash, UserId user, string? address, DateTimeOffset now, DateTimeOffset forgetBefore, CancellationToken ct)
        => database.WriteAsync(
            async s =>
            {
                await s.ExecuteAsync(DeleteOld, new { Before = forgetBefore });
                await s.ExecuteAsync(Insert, new { tokenHash, user, now, address });
            },
            ct);

    /// <summary>Null when there is none or its user is disabled. The caller judges its age.</summary>
    public Task<SessionRecord?> FindAsync(string tokenHash, CancellationToken ct)
        => database.ReadAsync(
            async s => await s.QuerySingleOrDefaultAsync<SessionRow>(FindByToken, new { tokenHash }) is { } row
                ? new SessionRecord(row.SessionId, row.SessionCreatedAt, row.LastSeenAt, row.ToUser())
                : null,
            ct);

    /// <summary>Something was asked in it.</summary>
    public Task SeenAsync(long id, DateTimeOffset now, CancellationToken ct) => database.WriteAsync(s => s.ExecuteAsync(Seen, new { id, now }), ct);

    /// <summary>Ends it.</summary>
    public Task EndAsync(long id, CancellationToken ct) => database.WriteAsync(s => s.ExecuteAsync(Delete, new { id }), ct);

    /// <summary>How many sessions, begun after a time, each of these users has; users without one are left out.</summary>
    public Task<IReadOnlyDictionary<UserId, int>> CountAsync(IReadOnlyCollection<UserId> users, DateTimeOffset begunAfter, CancellationToken ct)
        => database.ReadAsync<IReadOnlyDictionary<UserId, int>>(
            async s => (await s.QueryAsync<CountRow>(CountOfUsers, new { users, begunAfter })).ToDictionary(r => r.UserId, r => r.Sessions), ct);

    /// <summary>Ends all of a user, but the one given.</summary>
    public Task EndAllAsync(UserId user, long? except, CancellationToken ct)
        => database.WriteAsync(s => s.ExecuteAsync(DeleteOfUser, new { user, Except = except ?? 0 }), ct);

    private sealed record CountRow
    {
        public UserId UserId { get; init; }

        public int Sessions { get; init; }
    }

    private sealed record SessionRow
    {
        public long SessionId { get; init; }

        public DateTimeOffset SessionCreatedAt { get; init; }

        public DateTimeOffset LastSeenAt { get; init; }

        public UserId Id { get; init; }

        public string UserName { get; init; } = "";

        public string DisplayName { get; init; } = "";

        public string? PasswordHash { get; init; }

        public bool MustChangePassword { get; init; }

        public bool Disabled { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? LastSignInAt { get; init; }

        public int Version { get; init; }

        public string? RoleNames { get; init; }

        public string? TeamIds { get; init; }

        public string? CampaignIds { get; init; }

        public UserRecord ToUser() => new()
        {
            Id = Id,
            UserName = UserName,
            DisplayName = DisplayName,
            PasswordHash = PasswordHash,
            MustChangePassword = MustChangePassword,
            Disabled = Disabled,
            CreatedAt = CreatedAt,
            LastSignInAt = LastSignInAt,
            Version = Version,
            RoleNames = RoleNames,
            TeamIds = TeamIds,
            CampaignIds = CampaignIds,
        };
    }
}
