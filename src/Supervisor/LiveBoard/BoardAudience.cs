using CallCenter.Data.Identity;
using CallCenter.Domain;
using CallCenter.Portal.Access;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>Who sees the same board: askers with the same scope and the same rights share one view.</summary>
/// <param name="Scope">Whose agents and campaigns are seen.</param>
/// <param name="Pii">Numbers and names of customers are seen.</param>
/// <param name="Figures">Alarms of the installation are seen.</param>
/// <param name="Trunks">Trunks are seen.</param>
internal sealed record BoardAudience(Scope Scope, bool Pii, bool Figures, bool Trunks)
{
    /// <summary>Equal for askers who see the same.</summary>
    public string Key { get; } = string.Join('|', Ids(Scope.LimitedToTeams, Scope.Teams.Select(t => t.Value)),
        Ids(Scope.LimitedToCampaigns, Scope.Campaigns.Select(c => c.Value)), Scope.OwnOnly?.Value, Pii, Figures, Trunks);

    public static BoardAudience Of(CurrentUser asker)
        => new(asker.Scope, asker.Has(Permissions.PiiView), asker.Has(Permissions.CampaignWatch), asker.Has(Permissions.TrunkRead));

    public bool Sees(CampaignId campaign) => Scope.OwnOnly is null && (!Scope.LimitedToCampaigns || Scope.Campaigns.Contains(campaign));

    /// <summary>An agent who belongs to one of the teams and serves one of the campaigns.</summary>
    public bool Sees(UserId agent, IReadOnlyList<TeamId> teams, IReadOnlyList<CampaignId> campaigns)
        => Scope.OwnOnly is { } self
            ? agent == self
            : (!Scope.LimitedToTeams || teams.Any(Scope.Teams.Contains)) && (!Scope.LimitedToCampaigns || campaigns.Any(Scope.Campaigns.Contains));

    private static string Ids(bool limited, IEnumerable<long> ids) => limited ? string.Join(',', ids.Order()) : "*";
}
