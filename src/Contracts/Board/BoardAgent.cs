using CallCenter.Domain;

namespace CallCenter.Contracts.Board;

/// <summary>An agent with a session, as the live board shows it.</summary>
/// <param name="Since">When the state began.</param>
/// <param name="Reason">The pause reason chosen, or why the phone is not reachable.</param>
/// <param name="CampaignIds">Campaigns served, of those that the asker sees.</param>
/// <param name="Calls">Calls of the agent's day so far.</param>
/// <param name="Sales">Sales of them.</param>
/// <param name="Mos">Mean opinion score of the agent's day; null without a call.</param>
public sealed record BoardAgent(
    UserId Id,
    string UserName,
    string Name,
    IReadOnlyList<TeamId> TeamIds,
    AgentState State,
    DateTimeOffset? Since,
    string? Reason,
    BoardPhone? Phone,
    IReadOnlyList<CampaignId> CampaignIds,
    BoardCall? Call,
    int Calls,
    int Sales,
    double? Mos);

/// <summary>An agent's phone.</summary>
/// <param name="State">"connected", "connecting" or "disconnected".</param>
/// <param name="Problem">Why it is not connected, as a stable code; null when all is well.</param>
public sealed record BoardPhone(PhoneKind Kind, string State, string? Problem);

/// <summary>The call an agent has.</summary>
/// <param name="CampaignId">Null when the asker does not see it.</param>
/// <param name="Number">All but the last four digits are asterisks for askers who see no numbers; null when the campaign is not theirs.</param>
/// <param name="State">"ringing", "connected", "held" or "wrapUp".</param>
/// <param name="Customer">Name; null when there is none, or for askers who see no personal data.</param>
public sealed record BoardCall(
    CallId Id,
    CampaignId? CampaignId,
    string? Number,
    string Direction,
    string State,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? WrapUpEndsAt,
    string? Customer);
