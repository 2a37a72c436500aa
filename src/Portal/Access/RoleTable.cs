using System.Collections.Frozen;
using CallCenter.Data.Identity;
using static CallCenter.Portal.Access.Permissions;

namespace CallCenter.Portal.Access;

/// <summary>Roles and what each may do: the one place, read by the program and by the tests. What is not listed is refused.</summary>
public static class RoleTable
{
    public const string Agent = "agent";

    public const string Supervisor = "supervisor";

    public const string Coach = "coach";

    public const string Manager = "manager";

    public const string Administrator = "administrator";

    /// <summary>Role name to its permissions.</summary>
    public static FrozenDictionary<string, FrozenSet<string>> Roles { get; } = new Dictionary<string, FrozenSet<string>>(StringComparer.Ordinal)
    {
        [Agent] = Set(
            Self, AgentWork, CallDial, CallReadOwn, RecordingListenOwn, ScoreReadOwn, DispositionRead, PiiView),
        [Supervisor] = Set(
            Self, PiiView, UserRead, TeamRead,
            BoardWatch, AgentDirect, CallListen, CallWhisper, CallBarge,
            CallRead, RecordingListen, ScoreRead, ScoreEdit,
            CampaignRead, CampaignWatch, CampaignRun, TrunkRead, DispositionRead, PromptRead,
            ListRead, LeadRead, DncRead, DncEdit),
        [Coach] = Set(
            Self, UserRead, TeamRead,
            BoardWatch, CallListen, CallWhisper,
            CallRead, RecordingListen, ScoreRead, ScoreEdit, ScorecardEdit,
            CampaignRead, DispositionRead),
        [Manager] = Set(
            Self, ScopeAll, PiiView, UserRead, TeamRead,
            BoardWatch, AgentDirect, CallListen,
            CallRead, RecordingListen, RecordingDownload, ScoreRead,
            CampaignRead, CampaignEdit, CampaignRun, CampaignWatch, TrunkRead, TrunkTest, DispositionRead, DispositionEdit, PromptRead, PromptEdit,
            ListRead, ListEdit, ListUpload, LeadRead, LeadExport, DncRead, DncEdit),
        [Administrator] = Set(
            Self, ScopeAll, PiiView, UserRead, UserEdit, TeamRead, TeamEdit, RoleRead, ApiKeyRead, ApiKeyEdit, AuditRead,
            BoardWatch, AgentDirect, CallListen, CallWhisper, CallBarge,
            CallRead, RecordingListen, RecordingDownload, ScoreRead, ScoreEdit, ScorecardEdit,
            CampaignRead, CampaignEdit, CampaignRun, CampaignWatch, TrunkRead, TrunkEdit, TrunkTest, DispositionRead, DispositionEdit, PromptRead, PromptEdit,
            ListRead, ListEdit, ListUpload, LeadRead, LeadExport, DncRead, DncEdit),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Roles whose sessions end after 30 minutes without a request (hardening H-W7).</summary>
    public static FrozenSet<string> ShortSessions { get; } = Set(Supervisor, Coach, Manager, Administrator);

    /// <summary>Everything the roles allow together.</summary>
    public static FrozenSet<string> PermissionsOf(IEnumerable<string> roles)
        => roles.SelectMany(role => Roles.TryGetValue(role, out FrozenSet<string>? set) ? (IEnumerable<string>)set : [])
            .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// Whose data a user sees: agents their own; others what lies in their teams and campaigns, where they are limited to some; those with
    /// <see cref="ScopeAll"/> all teams.
    /// </summary>
    public static Scope ScopeOf(UserRecord user)
    {
        FrozenSet<string> permissions = PermissionsOf(user.Roles);
        if (!permissions.Contains(CallRead))
        {
            return Scope.Own(user.Id) with { Campaigns = user.Campaigns };
        }

        Scope scope = new(false, permissions.Contains(ScopeAll) ? [] : user.Teams, user.Campaigns, null);
        return scope is { LimitedToTeams: false, LimitedToCampaigns: false } ? Scope.All : scope;
    }

    private static FrozenSet<string> Set(params string[] permissions) => permissions.ToFrozenSet(StringComparer.Ordinal);
}
