using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.SignIn;

namespace CallCenter.Portal.Users;

/// <summary>People as the API shows them, with what other tables know of them: teams, sessions, lock-outs.</summary>
public sealed class UserFacts(TeamStore teams, SessionStore sessions, SignInCounters counters, TimeProvider time)
{
    /// <summary>One person.</summary>
    public async Task<UserView> ViewAsync(UserRecord user, CancellationToken ct) => (await ViewAsync([user], ct))[0];

    /// <summary>In the same order.</summary>
    public async Task<IReadOnlyList<UserView>> ViewAsync(IReadOnlyList<UserRecord> users, CancellationToken ct)
    {
        if (users.Count == 0)
        {
            return [];
        }

        DateTimeOffset now = time.GetUtcNow();
        IReadOnlyList<TeamRecord> names = await teams.ListAsync(ct);
        IReadOnlyDictionary<UserId, int> open = await sessions.CountAsync([.. users.Select(u => u.Id)], now - SignInService.AbsoluteLimit, ct);
        IReadOnlyDictionary<string, DateTimeOffset> locked = await counters.LockedAsync(
            [.. users.Select(u => SignInService.AccountSubject(u.UserName))], SignInService.AccountLimit, now, ct);
        return [.. users.Select(u => View(u, names) with
        {
            Sessions = open.GetValueOrDefault(u.Id),
            LockedUntil = locked.TryGetValue(SignInService.AccountSubject(u.UserName), out DateTimeOffset until) ? until : null,
        })];
    }

    private static UserView View(UserRecord user, IReadOnlyList<TeamRecord> teams) => new(
        user.Id,
        user.UserName,
        user.DisplayName,
        user.Roles,
        [.. teams.Where(t => user.Teams.Contains(t.Id)).Select(t => new TeamView(t.Id, t.Name))],
        user.Campaigns,
        user.Disabled,
        user.MustChangePassword,
        user.CreatedAt,
        user.LastSignInAt,
        user.Version,
        HasPassword: user.PasswordHash is not null);
}
