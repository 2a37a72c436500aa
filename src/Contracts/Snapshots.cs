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
/// <param name="Code">The same as a stable word, for translation: "noLeads" ..., or stopped, paused, problem.</param>
/// <param name="Idle">Agents free for a call.</param>
/// <param name="Pending">Calls under way that will need an agent.</param>
public sealed record PacingDecisionView(int CallsToPlace, string Reason, string Code = "", int Idle = 0, int Pending = 0);

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
/// <param name="Values">Names, times (ISO 8601) and figures in the text, for translation.</param>
public sealed record WhyReason(string Code, string Text, long Count, string? Remedy, IReadOnlyDictionary<string, string>? Values = null);

/// <summary>A trunk's health.</summary>
/// <param name="Attempts">INVITEs of the last hour that have come to an end, since the Dialer started.</param>
/// <param name="Answers">Those of them that were answered.</param>
public sealed record TrunkHealth(TrunkId Id, TrunkHealthState State, string? LastError, int CallsNow, int Attempts = 0, int Answers = 0);

/// <summary>A test call over one trunk.</summary>
/// <param name="State">dialing, ringing, playing or ended.</param>
/// <param name="Steps">What happened, in order.</param>
/// <param name="SipStatus">The final one, 0 before it.</param>
/// <param name="Outcome">How it ended; null before the end.</param>
/// <param name="PostDialDelayMs">From the INVITE to the first ringing indication or answer.</param>
/// <param name="PacketsIn">Audio packets that came from the far end.</param>
public sealed record TrunkTestCall(
    CallId Id,
    TrunkId Trunk,
    string Number,
    string State,
    DateTimeOffset StartedAt,
    IReadOnlyList<TrunkTestStep> Steps,
    int SipStatus,
    string? Outcome,
    long? PostDialDelayMs,
    long PacketsIn,
    DateTimeOffset? EndedAt);

/// <summary>One step of a test call.</summary>
/// <param name="Code">invited, ringing, answered, playing, heard, silent, hungUpByFarEnd, hungUp, rejected, noAnswer, trunkDown, failed.</param>
/// <param name="Text">Plain words.</param>
/// <param name="Status">The SIP status it came with; 0: none.</param>
public sealed record TrunkTestStep(DateTimeOffset At, string Code, string Text, int Status);

/// <summary>Something an administrator should know now.</summary>
/// <param name="Code">Stable, for example "recordingDiskFull".</param>
public sealed record Alarm(string Code, string Text, DateTimeOffset Since);
