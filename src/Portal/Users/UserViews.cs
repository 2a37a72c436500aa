using CallCenter.Domain;

namespace CallCenter.Portal.Users;

/// <summary>A person to be added.</summary>
/// <param name="UserName">1 to 64 of letters, digits, dot, underscore, hyphen; also the SIP user.</param>
/// <param name="Password">Absent: cannot sign in by password until one is set.</param>
/// <param name="Roles">Names as in GET /roles.</param>
/// <param name="Teams">Ids or names; a new name makes the team.</param>
/// <param name="CampaignIds">Limits what is seen to these campaigns; absent or empty: no limit.</param>
/// <param name="SipPassword">Absent: made here.</param>
/// <param name="MustChangePassword">The password has to be changed at the first sign-in.</param>
public sealed record NewUserRequest(
    string UserName,
    IReadOnlyList<string> Roles,
    string? DisplayName = null,
    string? Password = null,
    IReadOnlyList<string>? Teams = null,
    IReadOnlyList<CampaignId>? CampaignIds = null,
    string? SipPassword = null,
    bool MustChangePassword = false);

/// <summary>The new person's key, and the SIP password, which is shown this once.</summary>
public sealed record NewUserView(UserId Id, string SipPassword);

/// <summary>An edit; what is absent stays. <c>If-Match</c> with the version guards against overwriting another's edit.</summary>
/// <param name="NewSipPassword">True: a new SIP password is made and returned this once.</param>
public sealed record UserEditRequest(
    string? DisplayName = null,
    bool? Disabled = null,
    string? Password = null,
    bool? MustChangePassword = null,
    IReadOnlyList<string>? Roles = null,
    IReadOnlyList<string>? Teams = null,
    IReadOnlyList<CampaignId>? CampaignIds = null,
    string? SipPassword = null,
    bool NewSipPassword = false);

/// <summary>A team in a person's view.</summary>
public sealed record TeamView(TeamId Id, string Name);

/// <summary>A person.</summary>
/// <param name="SipPassword">Only in the answer to the edit that made one.</param>
/// <param name="HasPassword">Can sign in by name and password.</param>
/// <param name="LockedUntil">After too many failed tries; null: not locked.</param>
/// <param name="Sessions">Browsers in which the person is signed in.</param>
public sealed record UserView(
    UserId Id,
    string UserName,
    string DisplayName,
    IReadOnlyList<string> Roles,
    IReadOnlyList<TeamView> Teams,
    IReadOnlyList<CampaignId> CampaignIds,
    bool Disabled,
    bool MustChangePassword,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LastSignInAt,
    int Version,
    string? SipPassword = null,
    bool HasPassword = false,
    DateTimeOffset? LockedUntil = null,
    int Sessions = 0);

/// <summary>A password that was made, shown this once; it has to be changed at the next sign-in.</summary>
public sealed record NewPasswordView(string Password);

/// <summary>A team with its size.</summary>
/// <param name="Members">People in it, disabled ones included.</param>
public sealed record TeamDetailView(TeamId Id, string Name, int Members);

/// <summary>A role and what it may do.</summary>
public sealed record RoleView(string Name, IReadOnlyList<string> Permissions);

/// <summary>A team's name.</summary>
public sealed record TeamRequest(string Name);
