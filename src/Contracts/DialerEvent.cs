using System.Text.Json.Serialization;
using CallCenter.Contracts.Monitoring;
using CallCenter.Domain;

namespace CallCenter.Contracts;

/// <summary>Something that happened in the Dialer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(AgentChanged), "agentChanged")]
[JsonDerivedType(typeof(PhoneMoved), "phoneMoved")]
[JsonDerivedType(typeof(MonitoringChanged), "monitoringChanged")]
[JsonDerivedType(typeof(CallConnected), "callConnected")]
[JsonDerivedType(typeof(CallClosed), "callClosed")]
[JsonDerivedType(typeof(CampaignChanged), "campaignChanged")]
[JsonDerivedType(typeof(TrunkChanged), "trunkChanged")]
[JsonDerivedType(typeof(AlarmRaised), "alarmRaised")]
[JsonDerivedType(typeof(AlarmCleared), "alarmCleared")]
[JsonDerivedType(typeof(EventsLost), "eventsLost")]
public abstract record DialerEvent;

/// <summary>An agent's state, phone or call changed.</summary>
public sealed record AgentChanged(AgentSnapshot Agent) : DialerEvent;

/// <summary>An agent's browser phone went from one tab to another, or a phone without a session came or went.</summary>
/// <param name="Phone">Null when it is gone.</param>
public sealed record PhoneMoved(UserId Agent, AgentPhone? Phone) : DialerEvent;

/// <summary>A supervisor came to an agent, changed mode or phone, hears another call, or left.</summary>
/// <param name="Ended">Why it ended, as a stable code: stopped, moved, agentSignedOut, phoneGone, dialerStopping; null while it lasts.</param>
public sealed record MonitoringChanged(MonitoringView Monitoring, string? Ended = null) : DialerEvent;

/// <summary>A customer was joined to an agent: pop the screen.</summary>
public sealed record CallConnected(
    CallId Call,
    AttemptId? Attempt,
    CampaignId Campaign,
    LeadId? Lead,
    CustomerId? Customer,
    UserId Agent,
    string Number,
    DateTimeOffset AnsweredAt,
    DateTimeOffset ConnectedAt) : DialerEvent;

/// <summary>A call has its record.</summary>
public sealed record CallClosed(CallId Call, CampaignId Campaign, LeadId? Lead, UserId? Agent, CallOutcome Outcome, RecordingId? Recording) : DialerEvent;

/// <summary>A campaign's figures changed; at most once a second per campaign.</summary>
public sealed record CampaignChanged(CampaignLive Live) : DialerEvent;

/// <summary>A trunk went up or down.</summary>
public sealed record TrunkChanged(TrunkHealth Health) : DialerEvent;

/// <summary>An alarm began.</summary>
public sealed record AlarmRaised(Alarm Alarm) : DialerEvent;

/// <summary>An alarm ended.</summary>
public sealed record AlarmCleared(string Code) : DialerEvent;

/// <summary>The reader was too slow; ask for snapshots again.</summary>
public sealed record EventsLost : DialerEvent;
