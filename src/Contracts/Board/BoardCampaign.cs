using CallCenter.Domain;

namespace CallCenter.Contracts.Board;

/// <summary>A campaign on the live board.</summary>
/// <param name="AbandonLimit">Share of live answers that may be abandoned, 0 to 1.</param>
/// <param name="AbandonRate">abandoned / liveAnswers since the campaign's start; the figure of <c>GET .../live</c>.</param>
/// <param name="Decision">What the pacer last decided, in words.</param>
/// <param name="Leads">Null until they were counted.</param>
public sealed record BoardCampaign(
    CampaignId Id,
    string Name,
    DialMode Mode,
    CampaignState State,
    double AbandonLimit,
    AgentCounts Agents,
    CallCounts Calls,
    long Attempts,
    long LiveAnswers,
    long Connected,
    long Abandoned,
    double AbandonRate,
    PacingDecisionView Decision,
    BoardSums Today,
    BoardLeads? Leads);

/// <summary>What was done since midnight, by the server's clock.</summary>
public sealed record BoardSums(long Attempts, long LiveAnswers, long Connected, long Abandoned);

/// <summary>How far a campaign's lists are.</summary>
/// <param name="Dialable">May be dialled now.</param>
/// <param name="Open">Not finished yet, those included.</param>
public sealed record BoardLeads(long Dialable, long Open, long Total);

/// <summary>A campaign's calls in one minute.</summary>
public sealed record CampaignMinute(CampaignId Id, int Attempts, int LiveAnswers, int Connected, int Abandoned);

/// <summary>A campaign's calls by minutes, the oldest first.</summary>
public sealed record CampaignMinutes(
    CampaignId Id, IReadOnlyList<int> Attempts, IReadOnlyList<int> LiveAnswers, IReadOnlyList<int> Connected, IReadOnlyList<int> Abandoned);

/// <summary>The last hour, for the charts.</summary>
/// <param name="From">The first minute; the others follow without a gap.</param>
public sealed record BoardHistory(DateTimeOffset From, IReadOnlyList<CampaignMinutes> Campaigns);

/// <summary>One minute of all campaigns in which something happened; a later one of the same minute replaces it.</summary>
public sealed record BoardMinute(DateTimeOffset At, IReadOnlyList<CampaignMinute> Campaigns);
