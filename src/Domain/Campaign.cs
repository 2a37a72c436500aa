using System.Text.Json.Serialization;
using CallCenter.Domain.Rules;

namespace CallCenter.Domain;

/// <summary>How a campaign decides when to dial (C1 of product.md).</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<DialMode>))]
public enum DialMode
{
    Manual,
    Preview,
    Progressive,
    AgentFirst,
    Ratio,
    Predictive,
}

/// <summary>Whether a campaign dials.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<CampaignState>))]
public enum CampaignState
{
    /// <summary>Never started, or stopped.</summary>
    Stopped,

    /// <summary>Dialling.</summary>
    Running,

    /// <summary>No new calls; calls under way go on.</summary>
    Paused,
}

/// <summary>What is done with answering machines: nothing, decide silently, decide and act.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<AmdMode>))]
public enum AmdMode
{
    Off,
    Shadow,
    On,
}

/// <summary>Lists, trunks, pacing and rules that are dialled together.</summary>
public sealed record Campaign
{
    public required CampaignId Id { get; init; }

    public required string Name { get; init; }

    public DialMode Mode { get; init; } = DialMode.Progressive;

    /// <summary>Attempts per free agent in mode <see cref="DialMode.Ratio"/>; 1 to 8.</summary>
    public double Ratio { get; init; } = 1;

    public CampaignState State { get; init; } = CampaignState.Stopped;

    public IReadOnlyList<ListId> ListIds { get; init; } = [];

    /// <summary>In the order in which they are tried.</summary>
    public IReadOnlyList<TrunkId> TrunkIds { get; init; } = [];

    /// <summary>E.164 number shown to the called party.</summary>
    public string CallerId { get; init; } = "";

    /// <summary>Further numbers to show: with them every call takes the next one, beginning with <see cref="CallerId"/>.</summary>
    public IReadOnlyList<string> CallerIds { get; init; } = [];

    /// <summary>Hours, holidays and period in the customer's time.</summary>
    public CampaignTimetable Timetable { get; init; } = CampaignTimetable.Always;

    /// <summary>From the first ringing indication; at least 15 s (P3), at most 120 s.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>Name of the calling rules: us, uk, ca, cn or none.</summary>
    public string RuleSet { get; init; } = "none";

    /// <summary>Abandoned share of live answers, 0 to 0.05.</summary>
    public double AbandonLimit { get; init; } = 0.03;

    public AmdMode Amd { get; init; } = AmdMode.Off;

    /// <summary>Null: the built-in prompt.</summary>
    public PromptId? SafeHarbourPromptId { get; init; }

    /// <summary>Wrap-up limit, 0 to 600 s; after it the agent becomes ready and the disposition stays open.</summary>
    public TimeSpan WrapUp { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Charged attempts per lead before it is final; 1 to 50.</summary>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>Calls to the customer that are not connected this long after the answer are abandoned (P3); 2 s by law.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>When dialling was started for the first time; the legal block counts from here.</summary>
    public DateTimeOffset? FirstStartedAt { get; init; }

    /// <summary>Put away: not shown, not started. Null: in use.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>Rises with every change; an edit names the version it saw.</summary>
    public int Version { get; init; } = 1;
}
