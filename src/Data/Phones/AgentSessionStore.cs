using System.Text.Json;
using CallCenter.Domain;

namespace CallCenter.Data.Phones;

/// <summary>Agents' sessions: who was signed in when, on which phone and for which campaigns.</summary>
public sealed class AgentSessionStore(Database database)
{
    private static readonly SqlStatement Insert = Sql.Define(
        "agentSessions.start",
        both: "INSERT INTO agent_sessions (user_id, campaigns, phone, started_at) VALUES (@user, @campaigns, @phone, @at)",
        "@user bigint, @campaigns nvarchar(max), @phone nvarchar(10), @at bigint");

    private static readonly SqlStatement End = Sql.Define(
        "agentSessions.end",
        both: "UPDATE agent_sessions SET ended_at = @at WHERE user_id = @user AND ended_at IS NULL",
        "@user bigint, @at bigint");

    private static readonly SqlStatement EndAll = Sql.Define(
        "agentSessions.endAll", both: "UPDATE agent_sessions SET ended_at = @at WHERE ended_at IS NULL", "@at bigint");

    private static readonly SqlStatement SelectLast = Sql.Define(
        "agentSessions.last",
        sqlite: "SELECT campaigns FROM agent_sessions WHERE user_id = @user ORDER BY id DESC LIMIT 1",
        sqlserver: "SELECT TOP (1) campaigns FROM agent_sessions WHERE user_id = @user ORDER BY id DESC",
        "@user bigint");

    /// <summary>A session began; one that was left open by a crash ends now.</summary>
    public Task StartedAsync(UserId user, IReadOnlyList<CampaignId> campaigns, PhoneKind phone, DateTimeOffset at, CancellationToken ct)
        => database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(End, new { user, at });
                await session.ExecuteAsync(Insert, new { user, Campaigns = campaigns.Select(c => c.Value).ToArray(), phone, at });
            },
            ct);

    /// <summary>The user's open session ended.</summary>
    public Task EndedAsync(UserId user, DateTimeOffset at, CancellationToken ct)
        => database.WriteAsync(session => session.ExecuteAsync(End, new { user, at }), ct);

    /// <summary>At start-up: sessions of an earlier run are over.</summary>
    public Task EndAllAsync(DateTimeOffset at, CancellationToken ct)
        => database.WriteAsync(session => session.ExecuteAsync(EndAll, new { at }), ct);

    /// <summary>The campaigns of the user's latest session; empty when there was none.</summary>
    public Task<IReadOnlyList<CampaignId>> LastCampaignsAsync(UserId user, CancellationToken ct)
        => database.ReadAsync<IReadOnlyList<CampaignId>>(
            async session => await session.QuerySingleOrDefaultAsync<string>(SelectLast, new { user }) is { } json
                ? [.. (JsonSerializer.Deserialize<long[]>(json) ?? []).Select(CampaignId.From)]
                : [],
            ct);
}
