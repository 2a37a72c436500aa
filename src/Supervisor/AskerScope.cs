using CallCenter.Data.Calls;
using CallCenter.Data.Campaigns;
using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;

namespace CallCenter.Supervisor;

/// <summary>Whose data an asker sees, where a query alone does not say it (design.md, "Scope").</summary>
public sealed class AskerScope(CampaignStore campaigns, UserStore users)
{
    private const int UsersPage = 500;

    /// <summary>True when the campaign lies within the asker's scope.</summary>
    public static bool Sees(CurrentUser asker, CampaignId? campaign)
        => asker.Scope.OwnOnly is null && (!asker.Scope.LimitedToCampaigns || (campaign is { } c && asker.Scope.Campaigns.Contains(c)));

    /// <summary>True when the list belongs to one of the asker's campaigns, or the asker is not limited to campaigns.</summary>
    public async Task<bool> SeesAsync(CurrentUser asker, ListId list, CancellationToken ct)
        => await ListsAsync(asker, ct) is not { } lists || lists.Contains(list);

    /// <summary>True when the person is in one of the asker's teams, or the asker is not limited to teams.</summary>
    public async Task<bool> SeesAsync(CurrentUser asker, UserId person, CancellationToken ct)
        => asker.Scope.OwnOnly is { } self
            ? self == person
            : await users.GetAsync(person, ct) is { } user && (!asker.Scope.LimitedToTeams || user.Teams.Any(asker.Scope.Teams.Contains));

    /// <summary>Lists of the asker's campaigns; null when not limited.</summary>
    public async Task<IReadOnlySet<ListId>?> ListsAsync(CurrentUser asker, CancellationToken ct)
        => !asker.Scope.LimitedToCampaigns
            ? null
            : (await campaigns.ListAsync(ct)).Where(c => asker.Scope.Campaigns.Contains(c.Id)).SelectMany(c => c.ListIds).ToHashSet();

    /// <summary>
    /// What decides about calls: an agent sees the own ones; who is limited to campaigns those of the campaigns; who is
    /// limited to teams those of the teams' agents, and those no agent had.
    /// </summary>
    public async Task<Func<CallRecord, bool>> CallsAsync(CurrentUser asker, string permission, CancellationToken ct)
    {
        if (!asker.Has(permission) || asker.Scope.OwnOnly is not null)
        {
            return call => asker.UserId is { } self && call.AgentId == self;
        }

        IReadOnlySet<UserId>? agents = await AgentsAsync(asker, ct);
        return call => (!asker.Scope.LimitedToCampaigns || (call.CampaignId is { } c && asker.Scope.Campaigns.Contains(c)))
            && (agents is null || call.AgentId is not { } agent || agents.Contains(agent));
    }

    /// <summary>The people of the asker's teams; null when not limited to teams.</summary>
    public async Task<IReadOnlySet<UserId>?> AgentsAsync(CurrentUser asker, CancellationToken ct)
        => asker.Scope.LimitedToTeams ? await AgentsAsync(asker.Scope, ct) : null;

    private async Task<IReadOnlySet<UserId>> AgentsAsync(Scope scope, CancellationToken ct)
    {
        var agents = new HashSet<UserId>();
        long after = 0;
        while (true)
        {
            IReadOnlyList<UserRecord> page = await users.ListAsync(scope, after, UsersPage, ct);
            foreach (UserRecord user in page)
            {
                agents.Add(user.Id);
                after = user.Id.Value;
            }

            if (page.Count < UsersPage)
            {
                return agents;
            }
        }
    }
}
