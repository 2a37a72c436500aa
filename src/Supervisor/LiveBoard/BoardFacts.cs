using CallCenter.Contracts.Board;
using CallCenter.Data.Board;
using CallCenter.Domain;

namespace CallCenter.Supervisor.LiveBoard;

/// <summary>What the board knows from the database: names, the day's figures, how far the lists are.</summary>
internal sealed record BoardFacts(
    IReadOnlyDictionary<UserId, BoardPerson> People,
    IReadOnlyList<BoardTeam> Teams,
    IReadOnlyDictionary<CampaignId, Campaign> Campaigns,
    IReadOnlyDictionary<TrunkId, Trunk> Trunks,
    IReadOnlyList<AgentDay> Day,
    IReadOnlyDictionary<CampaignId, BoardSums> Sums,
    IReadOnlyDictionary<CampaignId, BoardLeads> Leads,
    IReadOnlyDictionary<CustomerId, string> Customers)
{
    public static BoardFacts None { get; } = new(
        new Dictionary<UserId, BoardPerson>(),
        [],
        new Dictionary<CampaignId, Campaign>(),
        new Dictionary<TrunkId, Trunk>(),
        [],
        new Dictionary<CampaignId, BoardSums>(),
        new Dictionary<CampaignId, BoardLeads>(),
        new Dictionary<CustomerId, string>());
}

/// <summary>A user of the program, by name and teams.</summary>
internal sealed record BoardPerson(string UserName, string Name, IReadOnlyList<TeamId> Teams);
