namespace CallCenter.TestKit.Api;

/// <summary>One page of a list.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A new user.</summary>
public sealed record CreatedUser(string Id, string SipPassword);

/// <summary>Anything that was made and has an id.</summary>
public sealed record Created(string Id);

/// <summary>GET /api/v1/uploads/{id}.</summary>
public sealed record UploadView(string Id, string State, long Rows, long Inserted, long Updated, long Duplicates, long Rejected);

/// <summary>A trunk's health.</summary>
public sealed record TrunkHealthView(string State, string? LastError, int CallsNow);

/// <summary>GET /api/v1/trunks/{id}.</summary>
public sealed record TrunkView(string Id, string Name, TrunkHealthView Health);

/// <summary>Agents by state.</summary>
public sealed record AgentCountsView(int Ready, int Talking, int WrapUp, int Paused);

/// <summary>Calls by phase.</summary>
public sealed record CallCountsView(int Dialing, int Ringing, int Detecting, int Waiting, int Connected)
{
    /// <summary>All of them.</summary>
    public int Total => Dialing + Ringing + Detecting + Waiting + Connected;
}

/// <summary>What the pacer decided.</summary>
public sealed record DecisionView(int CallsToPlace, string Reason);

/// <summary>GET /api/v1/campaigns/{id}/live.</summary>
public sealed record CampaignLiveView(
    string State, AgentCountsView Agents, CallCountsView Calls, long Attempts, long LiveAnswers, long Connected, long Abandoned, double AbandonRate, DecisionView Decision);

/// <summary>One reason of a "why" answer.</summary>
public sealed record WhyReasonView(string Code, string Text, long Count, string? Remedy);

/// <summary>GET .../why.</summary>
public sealed record WhyView(IReadOnlyList<WhyReasonView> Reasons);

/// <summary>An agent's phone.</summary>
public sealed record AgentPhoneView(string Kind, string State);

/// <summary>An agent's call.</summary>
public sealed record AgentCallView(string Id, string? LeadId, string? CustomerId, string Number, string Direction, string CampaignId, string State, DateTimeOffset? AnsweredAt);

/// <summary>GET /api/v1/agent.</summary>
public sealed record AgentView(string State, DateTimeOffset Since, string? Reason, AgentPhoneView? Phone, AgentCallView? Call);

/// <summary>One item of GET /api/v1/calls.</summary>
public sealed record CallView(
    string Id,
    string? AttemptId,
    string? CampaignId,
    string? LeadId,
    string? CustomerId,
    string? AgentId,
    string Number,
    string Direction,
    string? TrunkId,
    DateTimeOffset StartedAt,
    DateTimeOffset? RingingAt,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? ConnectedAt,
    DateTimeOffset? EndedAt,
    string? EndedBy,
    string? Outcome,
    int? SipStatus,
    string? Disposition,
    string? RecordingId);

/// <summary>What a new campaign needs; the rest has the journey's defaults.</summary>
public sealed record NewCampaign(string Name, IReadOnlyList<string> ListIds, IReadOnlyList<string> TrunkIds)
{
    public string Mode { get; init; } = "progressive";

    public double? Ratio { get; init; }

    public string CallerId { get; init; } = "+12125550199";

    public int RingTimeoutSeconds { get; init; } = 15;

    public string RuleSet { get; init; } = "none";

    public double AbandonLimit { get; init; } = 0.05;

    public string Amd { get; init; } = "off";

    public int WrapUpSeconds { get; init; } = 1;
}
