using CallCenter.Contracts;
using CallCenter.Domain;
using CallCenter.Domain.Rules;

namespace CallCenter.Supervisor.Campaigns;

/// <summary>A campaign to be made, or as it should be (design.md, fixed points).</summary>
public sealed record CampaignRequest
{
    public required string Name { get; init; }

    public required DialMode Mode { get; init; }

    /// <summary>Attempts per free agent in mode ratio, 1 to 8.</summary>
    public double Ratio { get; init; } = 1;

    public IReadOnlyList<ListId> ListIds { get; init; } = [];

    /// <summary>In the order in which they are tried.</summary>
    public IReadOnlyList<TrunkId> TrunkIds { get; init; } = [];

    /// <summary>Number shown to the called party.</summary>
    public string CallerId { get; init; } = "";

    /// <summary>Further numbers: every call shows the next one, beginning with callerId.</summary>
    public IReadOnlyList<string> CallerIds { get; init; } = [];

    /// <summary>Hours by weekday, holidays and period, in the customer's time; within what the rule set allows.</summary>
    public CampaignTimetable Timetable { get; init; } = CampaignTimetable.Always;

    /// <summary>15 to 120.</summary>
    public int RingTimeoutSeconds { get; init; } = 25;

    /// <summary>us, uk, ca, cn, or none when all trunks are on loopback.</summary>
    public string RuleSet { get; init; } = "us";

    /// <summary>0 to 0.05.</summary>
    public double AbandonLimit { get; init; } = 0.03;

    public AmdMode Amd { get; init; } = AmdMode.Off;

    /// <summary>Absent: the built-in prompt.</summary>
    public PromptId? SafeHarbourPromptId { get; init; }

    /// <summary>0 to 600.</summary>
    public int WrapUpSeconds { get; init; } = 30;

    /// <summary>Charged attempts per lead, 1 to 50.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>A live answer without an agent this long is abandoned; 0.5 to 60, 2 by law.</summary>
    public double ConnectLimitSeconds { get; init; } = 2;

    internal static CampaignRequest Of(Campaign c) => new()
    {
        Name = c.Name,
        Mode = c.Mode,
        Ratio = c.Ratio,
        ListIds = c.ListIds,
        TrunkIds = c.TrunkIds,
        CallerId = c.CallerId,
        CallerIds = c.CallerIds,
        Timetable = c.Timetable,
        RingTimeoutSeconds = (int)c.RingTimeout.TotalSeconds,
        RuleSet = c.RuleSet,
        AbandonLimit = c.AbandonLimit,
        Amd = c.Amd,
        SafeHarbourPromptId = c.SafeHarbourPromptId,
        WrapUpSeconds = (int)c.WrapUp.TotalSeconds,
        MaxAttempts = c.MaxAttempts,
        ConnectLimitSeconds = c.ConnectLimit.TotalSeconds,
    };

    internal Campaign Onto(Campaign c) => c with
    {
        Name = Name.Trim(),
        Mode = Mode,
        Ratio = Ratio,
        ListIds = [.. ListIds.Distinct()],
        TrunkIds = [.. TrunkIds.Distinct()],
        CallerId = CallerId.Trim(),
        CallerIds = [.. CallerIds.Select(n => n.Trim()).Where(n => n != CallerId.Trim()).Distinct(StringComparer.Ordinal)],
        Timetable = Timetable,
        RingTimeout = TimeSpan.FromSeconds(RingTimeoutSeconds),
        RuleSet = RuleSet,
        AbandonLimit = AbandonLimit,
        Amd = Amd,
        SafeHarbourPromptId = SafeHarbourPromptId,
        WrapUp = TimeSpan.FromSeconds(WrapUpSeconds),
        MaxAttempts = MaxAttempts,
        ConnectLimit = TimeSpan.FromSeconds(ConnectLimitSeconds),
    };
}

/// <summary>A campaign as it is stored.</summary>
/// <param name="Version">For If-Match; also the ETag.</param>
public sealed record CampaignView(
    CampaignId Id,
    string Name,
    CampaignState State,
    DialMode Mode,
    double Ratio,
    IReadOnlyList<ListId> ListIds,
    IReadOnlyList<TrunkId> TrunkIds,
    string CallerId,
    IReadOnlyList<string> CallerIds,
    CampaignTimetable Timetable,
    int RingTimeoutSeconds,
    string RuleSet,
    double AbandonLimit,
    AmdMode Amd,
    PromptId? SafeHarbourPromptId,
    int WrapUpSeconds,
    int MaxAttempts,
    double ConnectLimitSeconds,
    DateTimeOffset? FirstStartedAt,
    DateTimeOffset? ArchivedAt,
    int Version)
{
    internal static CampaignView Of(Campaign c) => new(
        c.Id,
        c.Name,
        c.State,
        c.Mode,
        c.Ratio,
        c.ListIds,
        c.TrunkIds,
        c.CallerId,
        c.CallerIds,
        c.Timetable,
        (int)c.RingTimeout.TotalSeconds,
        c.RuleSet,
        c.AbandonLimit,
        c.Amd,
        c.SafeHarbourPromptId,
        (int)c.WrapUp.TotalSeconds,
        c.MaxAttempts,
        c.ConnectLimit.TotalSeconds,
        c.FirstStartedAt,
        c.ArchivedAt,
        c.Version);
}

/// <summary>A campaign as it is now.</summary>
public sealed record CampaignLiveView(
    CampaignId Id,
    CampaignState State,
    AgentCounts Agents,
    CallCounts Calls,
    long Attempts,
    long LiveAnswers,
    long Connected,
    long Abandoned,
    double AbandonRate,
    PacingDecisionView Decision)
{
    internal static CampaignLiveView Of(CampaignLive l)
        => new(l.Id, l.State, l.Agents, l.Calls, l.Attempts, l.LiveAnswers, l.Connected, l.Abandoned, l.AbandonRate, l.Decision);
}
