using CallCenter.Domain;

namespace CallCenter.Data.Identity;

/// <summary>Whose data the asker may see; every query on people's data takes one.</summary>
/// <param name="Everything">No limit; the other members are then empty.</param>
/// <param name="Teams">Agents of these teams and their calls; empty: not limited to teams.</param>
/// <param name="Campaigns">These campaigns, their lists and calls; empty: all campaigns.</param>
/// <param name="OwnOnly">Only what belongs to this user: an agent's own calls and recordings.</param>
public sealed record Scope(bool Everything, IReadOnlyList<TeamId> Teams, IReadOnlyList<CampaignId> Campaigns, UserId? OwnOnly)
{
    /// <summary>No limit.</summary>
    public static Scope All { get; } = new(true, [], [], null);

    /// <summary>True when the asker is limited to the agents of some teams.</summary>
    public bool LimitedToTeams => Teams.Count > 0;

    /// <summary>True when the asker is limited to some campaigns.</summary>
    public bool LimitedToCampaigns => Campaigns.Count > 0;

    /// <summary>Only the user's own.</summary>
    public static Scope Own(UserId user) => new(false, [], [], user);
}
