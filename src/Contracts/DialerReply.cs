using System.Text.Json.Serialization;
using CallCenter.Contracts.Monitoring;
using CallCenter.Domain;

namespace CallCenter.Contracts;

/// <summary>The Dialer's answer to a command.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "reply")]
[JsonDerivedType(typeof(Done), "done")]
[JsonDerivedType(typeof(Refused), "refused")]
[JsonDerivedType(typeof(CallPlaced), "callPlaced")]
[JsonDerivedType(typeof(PhoneAnswer), "phoneAnswer")]
[JsonDerivedType(typeof(MonitoringReply), "monitoring")]
[JsonDerivedType(typeof(MonitoringsReply), "monitorings")]
[JsonDerivedType(typeof(AgentReply), "agent")]
[JsonDerivedType(typeof(AgentsReply), "agents")]
[JsonDerivedType(typeof(CampaignLiveReply), "campaignLive")]
[JsonDerivedType(typeof(WhyReply), "why")]
[JsonDerivedType(typeof(TrunkHealthReply), "trunkHealth")]
[JsonDerivedType(typeof(TrunkTestReply), "trunkTest")]
[JsonDerivedType(typeof(DialerHealthReply), "dialerHealth")]
public abstract record DialerReply;

/// <summary>Carried out.</summary>
public sealed record Done : DialerReply;

/// <summary>Not carried out.</summary>
/// <param name="Code">Stable, snake_case: goes out as the problem's <c>code</c>. The web side maps <c>not_found</c> to 404,
/// <c>dialer_unreachable</c> to 503, <c>invalid_*</c> to 400 and everything else to 409.</param>
/// <param name="Message">One English sentence that says what to do.</param>
public sealed record Refused(string Code, string Message) : DialerReply;

/// <summary>A manual call is on its way.</summary>
public sealed record CallPlaced(CallId Call) : DialerReply;

/// <summary>The SDP answer to a browser's offer.</summary>
public sealed record PhoneAnswer(string Sdp) : DialerReply;

/// <summary>A supervisor beside an agent.</summary>
public sealed record MonitoringReply(MonitoringView Monitoring) : DialerReply;

/// <summary>Everybody who is beside an agent now.</summary>
public sealed record MonitoringsReply(IReadOnlyList<MonitoringView> Monitorings) : DialerReply;

/// <summary>One agent; state signedOut when there is no session.</summary>
public sealed record AgentReply(AgentSnapshot Agent) : DialerReply;

/// <summary>Every agent with a session.</summary>
public sealed record AgentsReply(IReadOnlyList<AgentSnapshot> Agents) : DialerReply;

/// <summary>A campaign as it is now.</summary>
public sealed record CampaignLiveReply(CampaignLive Live) : DialerReply;

/// <summary>Why something is or is not dialled.</summary>
public sealed record WhyReply(IReadOnlyList<WhyReason> Reasons) : DialerReply;

/// <summary>A trunk as it is now.</summary>
public sealed record TrunkHealthReply(TrunkHealth Health) : DialerReply;

/// <summary>A test call as it is now.</summary>
public sealed record TrunkTestReply(TrunkTestCall Test) : DialerReply;

/// <summary>What <c>/health/ready</c> needs to know.</summary>
/// <param name="Problems">Empty when ready.</param>
public sealed record DialerHealthReply(
    bool SipBound, bool MediaUp, string? SipAddress, IReadOnlyList<string> Problems, IReadOnlyList<Alarm> Alarms, string? WebRtcAddress = null) : DialerReply;
