using System.Data.Common;
using CallCenter.Domain;

namespace CallCenter.Data.Identity;

/// <summary>Users with their roles, teams and limits. Names are unique without regard to case.</summary>
public sealed class UserStore(Database database)
{
    internal const string SqliteColumns = """
        u.id, u.user_name, u.display_name, u.password_hash, u.must_change_password, u.disabled, u.created_at, u.last_sign_in_at, u.version,
        (SELECT group_concat(r.role_name, ',') FROM user_roles r WHERE r.user_id = u.id) AS role_names,
        (SELECT group_concat(m.team_id, ',') FROM team_members m WHERE m.user_id = u.id) AS team_ids,
        (SELECT group_concat(c.campaign_id, ',') FROM user_campaigns c WHERE c.user_id = u.id) AS campaign_ids
        """;

    internal const string SqlServerColumns = """
        u.id, u.user_name, u.display_name, u.password_hash, u.must_change_password, u.disabled, u.created_at, u.last_sign_in_at, u.version,
        (SELECT STRING_AGG(r.role_name, ',') FROM user_roles r WHERE r.user_id = u.id) AS role_names,
        (SELECT STRING_AGG(CAST(m.team_id AS VARCHAR(20)), ',') FROM team_members m WHERE m.user_id = u.id) AS team_ids,
        (SELECT STRING_AGG(CAST(c.campaign_id AS VARCHAR(20)), ',') FROM user_campaigns c WHERE c.user_id = u.id) AS campaign_ids
        """;

    private const string Matching = """
        AND (@text IS NULL OR u.normalized_name LIKE @text ESCAPE '!' OR UPPER(u.display_name) LIKE @text ESCAPE '!')
        AND (@role IS NULL OR EXISTS (SELECT 1 FROM user_roles a WHERE a.user_id = u.id AND a.role_name = @role))
        AND (@team IS NULL OR EXISTS (SELECT 1 FROM team_members b WHERE b.user_id = u.id AND b.team_id = @team))
        AND (@disabled IS NULL OR u.disabled = @disabled)
        """;

    private const string MatchingTypes = "@text nvarchar(210), @role nvarchar(40), @team bigint, @disabled bit";

    private static readonly SqlStatement GetById = Sql.Define(
        "users.get",
        sqlite: $"SELECT {SqliteColumns} FROM users u WHERE u.id = @id",
        sqlserver: $"SELECT {SqlServerColumns} FROM users u WHERE u.id = @id",
        "@id bigint");

    private static readonly SqlStatement FindByName = Sql.Define(
        "users.find",
        sqlite: $"SELECT {SqliteColumns} FROM users u WHERE u.normalized_name = @name",
        sqlserver: $"SELECT {SqlServerColumns} FROM users u WHERE u.normalized_name = @name",
        "@name nvarchar(64)");

    private static readonly SqlStatement ListAfter = Sql.Define(
        "users.list",
        sqlite: $"SELECT {SqliteColumns} FROM users u WHERE u.id > @after {Matching} ORDER BY u.id LIMIT @limit",
        sqlserver: $"SELECT TOP (@limit) {SqlServerColumns} FROM users u WHERE u.id > @after {Matching} ORDER BY u.id",
        "@after bigint, @limit int, " + MatchingTypes);

    private static readonly SqlStatement ListOfTeamsAfter = Sql.Define(
        "users.listOfTeams",
        sqlite: $"""
            SELECT {SqliteColumns} FROM users u
            WHERE u.id > @after AND EXISTS (
                SELECT 1 FROM team_members x WHERE x.user_id = u.id AND x.team_id IN (SELECT value FROM json_each(@teams)))
                {Matching}
            ORDER BY u.id LIMIT @limit
            """,
        sqlserver: $"""
            SELECT TOP (@limit) {SqlServerColumns} FROM users u
            WHERE u.id > @after AND EXISTS (
                SELECT 1 FROM team_members x WHERE x.user_id = u.id AND x.team_id IN (SELECT CAST(value AS BIGINT) FROM OPENJSON(@teams)))
                {Matching}
            ORDER BY u.id
            """,
        "@after bigint, @limit int, @teams nvarchar(max), " + MatchingTypes);

    private static readonly SqlStatement Count = Sql.Define("users.count", both: "SELECT COUNT(*) FROM users");

    private static readonly SqlStatement CountAdministrators = Sql.Define(
        "users.countAdministrators",
        both: """
            SELECT COUNT(*) FROM users u
            WHERE u.disabled = 0 AND u.password_hash IS NOT NULL
                AND EXISTS (SELECT 1 FROM user_roles r WHERE r.user_id = u.id AND r.role_name = @role)
            """,
        "@role nvarchar(40)");

    private static readonly SqlStatement CountOthers = Sql.Define(
        "users.countOthers",
        both: """
            SELECT COUNT(*) FROM users u
            WHERE u.id <> @id AND u.disabled = 0 AND (@signsIn = 0 OR u.password_hash IS NOT NULL)
                AND EXISTS (SELECT 1 FROM user_roles r WHERE r.user_id = u.id AND r.role_name = @role)
            """,
        "@id bigint, @signsIn bit, @role nvarchar(40)");

    private static readonly SqlStatement Insert = Sql.Define(
        "users.insert",
        sqlite: """
            INSERT INTO users (user_name, normalized_name, display_name, password_hash, must_change_password, sip_ha1_md5, sip_ha1_sha256, created_at)
            VALUES (@userName, @normalizedName, @displayName, @passwordHash, @mustChange, @md5, @sha256, @now)
            RETURNING id
            """,
        sqlserver: """
            INSERT INTO users (user_name, normalized_name, display_name, password_hash, must_change_password, sip_ha1_md5, sip_ha1_sha256, created_at)
            OUTPUT INSERTED.id
            VALUES (@userName, @normalizedName, @displayName, @passwordHash, @mustChange, @md5, @sha256, @now)
            """,
        "@userName nvarchar(64), @normalizedName nvarchar(64), @displayName nvarchar(200), @passwordHash nvarchar(400), @mustChange bit, @md5 nvarchar(32), @sha256 nvarchar(64), @now bigint");

    private static readonly SqlStatement Update = Sql.Define(
        "users.update",
        both: """
            UPDATE users SET
                display_name = COALESCE(@displayName, display_name),
                disabled = COALESCE(@disabled, disabled),
                sip_ha1_md5 = COALESCE(@md5, sip_ha1_md5),
                sip_ha1_sha256 = COALESCE(@sha256, sip_ha1_sha256),
                password_hash = COALESCE(@passwordHash, password_hash),
                must_change_password = COALESCE(@mustChange, must_change_password),
                version = version + 1
            WHERE id = @id AND (@expected IS NULL OR version = @expected)
            """,
        "@id bigint, @expected int, @displayName nvarchar(200), @disabled bit, @md5 nvarchar(32), @sha256 nvarchar(64), @passwordHash nvarchar(400), @mustChange bit");

    private static readonly SqlStatement SetHash = Sql.Define(
        "users.setPassword",
        both: "UPDATE users SET password_hash = @hash, must_change_password = @mustChange WHERE id = @id",
        "@id bigint, @hash nvarchar(400), @mustChange bit");

    private static readonly SqlStatement SetSignedIn = Sql.Define(
        "users.signedIn", both: "UPDATE users SET last_sign_in_at = @now WHERE id = @id", "@id bigint, @now bigint");

    private static readonly SqlStatement ClearRoles = Sql.Define("users.clearRoles", both: "DELETE FROM user_roles WHERE user_id = @id", "@id bigint");

    private static readonly SqlStatement AddRole = Sql.Define(
        "users.addRole", both: "INSERT INTO user_roles (user_id, role_name) VALUES (@id, @role)", "@id bigint, @role nvarchar(40)");

    private static readonly SqlStatement ClearTeams = Sql.Define("users.clearTeams", both: "DELETE FROM team_members WHERE user_id = @id", "@id bigint");

    private static readonly SqlStatement AddTeam = Sql.Define(
        "users.addTeam", both: "INSERT INTO team_members (team_id, user_id) VALUES (@team, @id)", "@id bigint, @team bigint");

    private static readonly SqlStatement ClearCampaigns = Sql.Define(
        "users.clearCampaigns", both: "DELETE FROM user_campaigns WHERE user_id = @id", "@id bigint");

    private static readonly SqlStatement AddCampaign = Sql.Define(
        "users.addCampaign", both: "INSERT INTO user_campaigns (user_id, campaign_id) VALUES (@id, @campaign)", "@id bigint, @campaign bigint");

    private static readonly SqlStatement ListSip = Sql.Define(
        "users.sipSecrets",
        both: """
            SELECT id AS user_id, user_name, sip_ha1_md5 AS ha1_md5, sip_ha1_sha256 AS ha1_sha256 FROM users
            WHERE disabled = 0 AND sip_ha1_md5 IS NOT NULL AND sip_ha1_sha256 IS NOT NULL ORDER BY id
            """);

    private static readonly SqlStatement GetSip = Sql.Define(
        "users.sipSecret",
        both: """
            SELECT id AS user_id, user_name, sip_ha1_md5 AS ha1_md5, sip_ha1_sha256 AS ha1_sha256 FROM users
            WHERE id = @id AND disabled = 0 AND sip_ha1_md5 IS NOT NULL AND sip_ha1_sha256 IS NOT NULL
            """,
        "@id bigint");

    /// <summary>The form in which names are compared.</summary>
    public static string Normalize(string userName) => userName.Trim().ToUpperInvariant();

    /// <summary>Null when there is none.</summary>
    public Task<UserRecord?> GetAsync(UserId id, CancellationToken ct)
        => database.ReadAsync(s => s.QuerySingleOrDefaultAsync<UserRecord>(GetById, new { id }), ct);

    /// <summary>By name, without regard to case; null when there is none.</summary>
    public Task<UserRecord?> FindAsync(string userName, CancellationToken ct)
        => database.ReadAsync(s => s.QuerySingleOrDefaultAsync<UserRecord>(FindByName, new { Name = Normalize(userName) }), ct);

    /// <summary>In order of their keys, those of the asker's scope.</summary>
    /// <param name="after">Key of the last one seen; 0 for the first page.</param>
    public Task<IReadOnlyList<UserRecord>> ListAsync(Scope scope, long after, int limit, CancellationToken ct)
        => ListAsync(scope, new UserFilter(), after, limit, ct);

    /// <summary>In order of their keys, those of the asker's scope that match.</summary>
    /// <param name="after">Key of the last one seen; 0 for the first page.</param>
    public Task<IReadOnlyList<UserRecord>> ListAsync(Scope scope, UserFilter filter, long after, int limit, CancellationToken ct)
    {
        var arguments = new
        {
            after,
            limit,
            scope.Teams,
            Text = filter.Text is { Length: > 0 } text ? $"%{Escape(Normalize(text))}%" : null,
            filter.Role,
            filter.Team,
            filter.Disabled,
        };
        return database.ReadAsync(s => s.QueryAsync<UserRecord>(scope.LimitedToTeams ? ListOfTeamsAfter : ListAfter, arguments), ct);
    }

    /// <summary>How many there are, disabled ones included.</summary>
    public Task<long> CountAsync(CancellationToken ct) => database.ReadAsync(s => s.QuerySingleAsync<long>(Count), ct);

    /// <summary>True when an enabled user with the role can sign in by password.</summary>
    public Task<bool> SomebodySignsInAsAsync(string role, CancellationToken ct)
        => database.ReadAsync(async s => await s.QuerySingleAsync<long>(CountAdministrators, new { role }) > 0, ct);

    /// <summary>Null when the name is taken.</summary>
    public async Task<UserId?> CreateAsync(NewUser user, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(
                async s =>
                {
                    UserId id = new(await s.QuerySingleAsync<long>(Insert, new
                    {
                        user.UserName,
                        NormalizedName = Normalize(user.UserName),
                        user.DisplayName,
                        user.PasswordHash,
                        MustChange = user.MustChangePassword,
                        Md5 = user.Sip?.Ha1Md5,
                        Sha256 = user.Sip?.Ha1Sha256,
                        now,
                    }));
                    await AddRolesAsync(s, id, user.Roles);
                    await AddTeamsAsync(s, id, user.Teams);
                    await AddCampaignsAsync(s, id, user.Campaigns);
                    return (UserId?)id;
                },
                ct);
        }
        catch (DbException e) when (DbErrors.IsUniqueViolation(e))
        {
            return null;
        }
    }

    /// <summary>Changes what is not null.</summary>
    public Task<EditResult> UpdateAsync(UserChange change, CancellationToken ct) => UpdateAsync(change, null, ct);

    /// <summary>Changes what is not null.</summary>
    /// <param name="keep">A role that somebody enabled must have afterwards, if anybody has it now: without it nobody could give it back.</param>
    public Task<EditResult> UpdateAsync(UserChange change, string? keep, CancellationToken ct)
        => database.WriteAsync(
            async s =>
            {
                if (keep is not null && await IsLastAsync(s, change, keep))
                {
                    return EditResult.LastAdministrator;
                }

                int rows = await s.ExecuteAsync(Update, new
                {
                    change.Id,
                    Expected = change.ExpectedVersion,
                    change.DisplayName,
                    change.Disabled,
                    Md5 = change.Sip?.Ha1Md5,
                    Sha256 = change.Sip?.Ha1Sha256,
                    change.PasswordHash,
                    MustChange = change.MustChangePassword,
                });
                if (rows == 0)
                {
                    return await s.QuerySingleOrDefaultAsync<UserRecord>(GetById, new { change.Id }) is null ? EditResult.NotFound : EditResult.Conflict;
                }

                await ReplaceAsync(s, change);
                return EditResult.Done;
            },
            ct);

    /// <summary>A new hash; with <paramref name="mustChange"/> the user has to choose a password at the next sign-in.</summary>
    public Task SetPasswordAsync(UserId id, string hash, bool mustChange, CancellationToken ct)
        => database.WriteAsync(s => s.ExecuteAsync(SetHash, new { id, hash, mustChange }), ct);

    /// <summary>Remembers when the user last signed in.</summary>
    public Task SignedInAsync(UserId id, DateTimeOffset now, CancellationToken ct)
        => database.WriteAsync(s => s.ExecuteAsync(SetSignedIn, new { id, now }), ct);

    /// <summary>Of every enabled user that has one; for the registrar.</summary>
    public Task<IReadOnlyList<SipSecret>> SipSecretsAsync(CancellationToken ct)
        => database.ReadAsync(s => s.QueryAsync<SipSecret>(ListSip), ct);

    /// <summary>Null when the user is disabled or has none.</summary>
    public Task<SipSecret?> SipSecretAsync(UserId id, CancellationToken ct)
        => database.ReadAsync(s => s.QuerySingleOrDefaultAsync<SipSecret>(GetSip, new { id }), ct);

    private static async Task<bool> IsLastAsync(DbSession s, UserChange change, string role)
    {
        bool loses = change.Disabled == true || change.Roles?.Contains(role, StringComparer.Ordinal) == false;
        return loses
            && await s.QuerySingleOrDefaultAsync<UserRecord>(GetById, new { change.Id }) is { Disabled: false } user
            && user.Roles.Contains(role, StringComparer.Ordinal)
            && await s.QuerySingleAsync<long>(CountOthers, new { change.Id, SignsIn = user.PasswordHash is not null, role }) == 0;
    }

    private static string Escape(string text)
        => text.Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal).Replace("[", "![", StringComparison.Ordinal);

    private static async Task ReplaceAsync(DbSession s, UserChange change)
    {
        if (change.Roles is { } roles)
        {
            await s.ExecuteAsync(ClearRoles, new { change.Id });
            await AddRolesAsync(s, change.Id, roles);
        }

        if (change.Teams is { } teams)
        {
            await s.ExecuteAsync(ClearTeams, new { change.Id });
            await AddTeamsAsync(s, change.Id, teams);
        }

        if (change.Campaigns is { } campaigns)
        {
            await s.ExecuteAsync(ClearCampaigns, new { change.Id });
            await AddCampaignsAsync(s, change.Id, campaigns);
        }
    }

    private static async Task AddRolesAsync(DbSession s, UserId id, IReadOnlyList<string> roles)
    {
        foreach (string role in roles.Distinct(StringComparer.Ordinal))
        {
            await s.ExecuteAsync(AddRole, new { id, role });
        }
    }

    private static async Task AddTeamsAsync(DbSession s, UserId id, IReadOnlyList<TeamId> teams)
    {
        foreach (TeamId team in teams.Distinct())
        {
            await s.ExecuteAsync(AddTeam, new { id, team });
        }
    }

    private static async Task AddCampaignsAsync(DbSession s, UserId id, IReadOnlyList<CampaignId> campaigns)
    {
        foreach (CampaignId campaign in campaigns.Distinct())
        {
            await s.ExecuteAsync(AddCampaign, new { id, campaign });
        }
    }
}
