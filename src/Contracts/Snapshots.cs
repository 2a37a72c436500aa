using System.Text.Json.Serialization;
using CallCenter.Contracts.Monitoring;
using CallCenter.Domain;

namespace CallCenter.Contracts;

/// <summary>An agent's phone.</summary>
/// <param name="State">"connected", "connecting" or "disconnected".</param>
/// <param name="Problem">Why it is not connected, as a stable code for screens: noPhone, noAudio, closed, takenOver, hungUp; null when all is well.</param>
/// <param name="Tab">The browser tab that has the phone; null for SIP phones.</param>
public sealed record AgentPhone(PhoneKind Kind, string State, string? Problem = null, string? Tab = null);

/// <summary>The call an agent has, from the bridge to the end of wrap-up.</summary>
/// <param name="State">"ringing", "connected", "held" or "wrapUp".</param>
/// <param name="Direction">"outbound" or "inbound".</param>
public sealed record AgentCall(
    CallId Id,
    LeadId? LeadId,
    CustomerId? CustomerId,
    string Number,
    string Direction,
    CampaignId CampaignId,
    string State,
    DateTimeOffset? AnsweredAt,
    bool Muted,
    bool RecordingPaused,
    DateTimeOffset? WrapUpEndsAt);

/// <summary>An agent as the Dialer sees it.</summary>
/// <param name="Since">When the state began; null without a session.</param>
/// <param name="Reason">The pause reason chosen, or why the phone is not reachable.</param>
/// <param name="Listeners">Who is beside the agent; absent when nobody is, or when agents shall not see it.</param>
public sealed record AgentSnapshot(
    UserId UserId,
    string UserName,
    AgentState State,
    DateTimeOffset? Since,
    string? Reason,
    AgentPhone? Phone,
    IReadOnlyList<CampaignId> CampaignIds,
    AgentCall? Call,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ListenerMark>? Listeners = null);

/// <summary>Agents of a campaign, counted.</summary>
public sealed record AgentCounts(int Ready, int Talking, int WrapUp, int Paused, int Unreachable);

/// <summary>Calls of a campaign by phase.</summary>
public sealed record CallCounts(int Dialing, int Ringing, int Detecting, int Waiting, int Connected);

/// <summary>What the pacer last decided.</summary>
/// <param name="Reason">One sentence; which limit or rail was binding.</param>
public sealed record PacingDecisionView(int CallsToPlace, string Reason);

/// <summary>A campaign as it is now.</summary>
/// <param name="AbandonRate">abandoned / liveAnswers, 0 to 1; 0 before the first live answer.</param>
public sealed record CampaignLive(
    CampaignId Id,
    CampaignState State,
    AgentCounts Agents,
    CallCounts Calls,
    long Attempts,
    long LiveAnswers,
    long Connected,
    long Abandoned,
    double AbandonRate,
    PacingDecisionView Decision);

/// <summary>One reason, for the "why" panel.</summary>
/// <param name="Code">Stable, camelCase.</param>
/// <param name="Text">Plain words.</param>
/// <param name="Count">How many leads, agents or calls it holds back.</param>
/// <param name="Remedy">What would change it.</param>
public sealed record WhyReason(string Code, string Text, long Count, string? Remedy);

/// <summary>A trunk's health.</summary>
public sealed record TrunkHealth(TrunkId Id, TrunkHealthState State, string? LastError, int CallsNow);

/// <summary>Something an administrator should know now.</summary>
/// <param name="Code">Stable, for example "recordingDiskFull".</param>
public sealed record Alarm(string Code, string Text, DateTimeOffset Since);
