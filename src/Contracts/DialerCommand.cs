using System.Text.Json.Serialization;
using CallCenter.Domain;

namespace CallCenter.Contracts;

/// <summary>An order or a question to the Dialer.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(StartCampaign), "startCampaign")]
[JsonDerivedType(typeof(PauseCampaign), "pauseCampaign")]
[JsonDerivedType(typeof(StopCampaign), "stopCampaign")]
[JsonDerivedType(typeof(CampaignEdited), "campaignEdited")]
[JsonDerivedType(typeof(TrunkEdited), "trunkEdited")]
[JsonDerivedType(typeof(UserEdited), "userEdited")]
[JsonDerivedType(typeof(ListChanged), "listChanged")]
[JsonDerivedType(typeof(DoNotCallChanged), "doNotCallChanged")]
[JsonDerivedType(typeof(StartAgentSession), "startAgentSession")]
[JsonDerivedType(typeof(EndAgentSession), "endAgentSession")]
[JsonDerivedType(typeof(SetAgentState), "setAgentState")]
[JsonDerivedType(typeof(PlaceManualCall), "placeManualCall")]
[JsonDerivedType(typeof(HangUpCall), "hangUpCall")]
[JsonDerivedType(typeof(HoldCall), "holdCall")]
[JsonDerivedType(typeof(MuteAgent), "muteAgent")]
[JsonDerivedType(typeof(SendDigits), "sendDigits")]
[JsonDerivedType(typeof(PauseRecording), "pauseRecording")]
[JsonDerivedType(typeof(FinishWrapUp), "finishWrapUp")]
[JsonDerivedType(typeof(ExtendWrapUp), "extendWrapUp")]
[JsonDerivedType(typeof(OfferPhone), "offerPhone")]
[JsonDerivedType(typeof(LeavePhone), "leavePhone")]
[JsonDerivedType(typeof(EchoPhone), "echoPhone")]
[JsonDerivedType(typeof(StartMonitoring), "startMonitoring")]
[JsonDerivedType(typeof(ChangeMonitoring), "changeMonitoring")]
[JsonDerivedType(typeof(EndMonitoring), "endMonitoring")]
[JsonDerivedType(typeof(GetMonitorings), "getMonitorings")]
[JsonDerivedType(typeof(GetAgent), "getAgent")]
[JsonDerivedType(typeof(GetAgents), "getAgents")]
[JsonDerivedType(typeof(GetCampaignLive), "getCampaignLive")]
[JsonDerivedType(typeof(GetCampaignWhy), "getCampaignWhy")]
[JsonDerivedType(typeof(GetLeadWhy), "getLeadWhy")]
[JsonDerivedType(typeof(GetNumberWhy), "getNumberWhy")]
[JsonDerivedType(typeof(GetAgentWhy), "getAgentWhy")]
[JsonDerivedType(typeof(StartTrunkTest), "startTrunkTest")]
[JsonDerivedType(typeof(EndTrunkTest), "endTrunkTest")]
[JsonDerivedType(typeof(GetTrunkTest), "getTrunkTest")]
[JsonDerivedType(typeof(GetTrunkHealth), "getTrunkHealth")]
[JsonDerivedType(typeof(GetDialerHealth), "getDialerHealth")]
public abstract record DialerCommand
{
    /// <summary>Made by the sender (or taken from its caller's Idempotency-Key); a repeat is answered as the first was.</summary>
    public Guid CommandId { get; init; } = Guid.CreateVersion7();
}

/// <summary>Begins dialling; refused with what is missing (no list, no trunk, no caller id).</summary>
/// <param name="By">Who asked; null for the program itself.</param>
public sealed record StartCampaign(CampaignId Campaign, UserId? By = null) : DialerCommand;

/// <summary>No new calls; those under way go on.</summary>
/// <param name="By">Who asked; null for the program itself.</param>
public sealed record PauseCampaign(CampaignId Campaign, UserId? By = null) : DialerCommand;

/// <summary>No new calls, and ringing ones are cancelled as soon as the minimum ring time allows.</summary>
/// <param name="By">Who asked; null for the program itself.</param>
public sealed record StopCampaign(CampaignId Campaign, UserId? By = null) : DialerCommand;

/// <summary>The campaign's row was changed; takes effect with the next pacing tick.</summary>
public sealed record CampaignEdited(CampaignId Campaign) : DialerCommand;

/// <summary>A trunk was added, changed or removed.</summary>
public sealed record TrunkEdited(TrunkId Trunk) : DialerCommand;

/// <summary>A user was added, changed or disabled: SIP secrets are read again.</summary>
public sealed record UserEdited(UserId User) : DialerCommand;

/// <summary>Leads were added to or removed from a list.</summary>
public sealed record ListChanged(ListId List) : DialerCommand;

/// <summary>Numbers went to do-not-call: queued leads and ringing attempts are stopped within a second.</summary>
/// <param name="Numbers">E.164.</param>
public sealed record DoNotCallChanged(IReadOnlyList<string> Numbers) : DialerCommand;

/// <summary>Begins an agent's session in state paused; the agent's phone is called now.</summary>
public sealed record StartAgentSession(UserId Agent, IReadOnlyList<CampaignId> Campaigns, PhoneKind Phone) : DialerCommand;

/// <summary>Ends an agent's session; a call in progress is ended first.</summary>
public sealed record EndAgentSession(UserId Agent) : DialerCommand;

/// <summary>Ready or paused. While talking the wish is kept and carried out after wrap-up.</summary>
public sealed record SetAgentState(UserId Agent, AgentState State, string? Reason) : DialerCommand;

/// <summary>An agent dials by hand; asks the same gate as every call.</summary>
public sealed record PlaceManualCall(UserId Agent, string Number, CampaignId Campaign) : DialerCommand;

/// <summary>The agent ends the call.</summary>
public sealed record HangUpCall(UserId Agent, CallId Call) : DialerCommand;

/// <summary>The customer hears music (true) or the agent again (false).</summary>
public sealed record HoldCall(UserId Agent, CallId Call, bool OnHold) : DialerCommand;

/// <summary>The customer does not hear the agent while muted.</summary>
public sealed record MuteAgent(UserId Agent, CallId Call, bool Muted) : DialerCommand;

/// <summary>Digits 0-9, *, #, A-D to the customer's side, at most 32.</summary>
public sealed record SendDigits(UserId Agent, CallId Call, string Digits) : DialerCommand;

/// <summary>Card data is spoken: the recording holds silence while paused.</summary>
public sealed record PauseRecording(UserId Agent, CallId Call, bool Paused) : DialerCommand;

/// <summary>The disposition of the call is stored; the agent is free again.</summary>
/// <param name="Disposition">Code of the disposition.</param>
public sealed record FinishWrapUp(UserId Agent, CallId Call, string Disposition) : DialerCommand;

/// <summary>Thirty seconds more to wrap up.</summary>
public sealed record ExtendWrapUp(UserId Agent, CallId Call) : DialerCommand;

/// <summary>
/// A browser offers its audio; answered by <see cref="PhoneAnswer"/>. The phone belongs to the person, not to the session: it may be
/// connected before the session begins, and a reloaded page offers again while its call goes on.
/// </summary>
/// <param name="Sdp">The browser's offer (RFC 8866), at most 16 KiB.</param>
/// <param name="Tab">Made by the page and kept over a reload; another tab with a healthy phone refuses this one (<c>phone_open_elsewhere</c>).</param>
/// <param name="TakeOver">The other tab loses its phone instead.</param>
public sealed record OfferPhone(UserId Agent, string UserName, string Sdp, string Tab, bool TakeOver) : DialerCommand;

/// <summary>The page lets go of the phone on purpose (sign-out); without it the phone is given up when it has been silent for long.</summary>
public sealed record LeavePhone(UserId Agent, string Tab) : DialerCommand;

/// <summary>The agent hears the own microphone; refused during a call, ended by the next one.</summary>
public sealed record EchoPhone(UserId Agent, bool On) : DialerCommand;

/// <summary>
/// A supervisor's phone beside an agent, from call to call, until it is ended, the phone goes or the agent's session ends; answered by
/// <see cref="MonitoringReply"/>. A supervisor is beside one agent at a time: a second order moves.
/// </summary>
/// <param name="SupervisorName">User name.</param>
/// <param name="DisplayName">The supervisor's, for the agent's eyes.</param>
/// <param name="RemoteAddress">Where the order came from, for the audit log.</param>
public sealed record StartMonitoring(
    UserId Supervisor, string SupervisorName, string DisplayName, UserId Agent, MonitoringMode Mode, PhoneKind Phone, string RemoteAddress) : DialerCommand;

/// <summary>Listen, whisper, barge or take over from now on; answered by <see cref="MonitoringReply"/>.</summary>
public sealed record ChangeMonitoring(UserId Supervisor, MonitoringId Monitoring, MonitoringMode Mode, string RemoteAddress) : DialerCommand;

/// <summary>Ends it; a browser keeps its phone.</summary>
public sealed record EndMonitoring(UserId Supervisor, MonitoringId Monitoring, string RemoteAddress) : DialerCommand;

/// <summary>Answered by <see cref="MonitoringsReply"/>.</summary>
public sealed record GetMonitorings : DialerCommand;

/// <summary>Answered by <see cref="AgentReply"/>.</summary>
public sealed record GetAgent(UserId Agent) : DialerCommand;

/// <summary>Answered by <see cref="AgentsReply"/>.</summary>
public sealed record GetAgents : DialerCommand;

/// <summary>Answered by <see cref="CampaignLiveReply"/>.</summary>
public sealed record GetCampaignLive(CampaignId Campaign) : DialerCommand;

/// <summary>Answered by <see cref="WhyReply"/>.</summary>
public sealed record GetCampaignWhy(CampaignId Campaign) : DialerCommand;

/// <summary>Answered by <see cref="WhyReply"/>.</summary>
public sealed record GetLeadWhy(LeadId Lead) : DialerCommand;

/// <summary>Answered by <see cref="WhyReply"/>.</summary>
/// <param name="Number">E.164.</param>
/// <param name="Within">Only of these campaigns; null: of all.</param>
public sealed record GetNumberWhy(string Number, IReadOnlyList<CampaignId>? Within = null) : DialerCommand;

/// <summary>Answered by <see cref="WhyReply"/>.</summary>
/// <param name="Within">Only of these campaigns; null: of all.</param>
public sealed record GetAgentWhy(UserId Agent, IReadOnlyList<CampaignId>? Within = null) : DialerCommand;

/// <summary>Calls a number over one trunk, plays a message and hangs up. Answered by <see cref="TrunkTestReply"/>; one test at a time for each trunk.</summary>
/// <param name="CallerId">Number to show; null: the trunk's first, or its account.</param>
public sealed record StartTrunkTest(TrunkId Trunk, string Number, string? CallerId = null) : DialerCommand;

/// <summary>Hangs up before the message has ended.</summary>
public sealed record EndTrunkTest(CallId Test) : DialerCommand;

/// <summary>Answered by <see cref="TrunkTestReply"/>.</summary>
public sealed record GetTrunkTest(CallId Test) : DialerCommand;

/// <summary>Answered by <see cref="TrunkHealthReply"/>.</summary>
public sealed record GetTrunkHealth(TrunkId Trunk) : DialerCommand;

/// <summary>Answered by <see cref="DialerHealthReply"/>.</summary>
public sealed record GetDialerHealth : DialerCommand;
