// Written by tools/TypeScriptTwins from the C# records; a test fails when it is stale. Do not edit:
//   dotnet run --project tools/TypeScriptTwins

declare const kind: unique symbol;

/** A string that names one kind of thing, so that a lead's id cannot be handed over as a customer's. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

/** ISO 8601, UTC. */
export type Time = string;

/** An agent's mean, and by section. */
export interface AgentAverage {
  readonly agentId: UserId;
  readonly name: string;
  readonly count: number;
  readonly percent: number | null;
  readonly failed: number;
  readonly sections: readonly SectionAverage[];
}

/** The call an agent has, from the bridge to the end of wrap-up. */
export interface AgentCall {
  readonly id: CallId;
  readonly leadId: LeadId | null;
  readonly customerId: CustomerId | null;
  readonly number: string;
  /** "outbound" or "inbound". */
  readonly direction: string;
  readonly campaignId: CampaignId;
  /** "ringing", "connected", "held" or "wrapUp". */
  readonly state: string;
  readonly answeredAt: Time | null;
  readonly muted: boolean;
  readonly recordingPaused: boolean;
  readonly wrapUpEndsAt: Time | null;
}

/** Agents of a campaign, counted. */
export interface AgentCounts {
  readonly ready: number;
  readonly talking: number;
  readonly wrapUp: number;
  readonly paused: number;
  readonly unreachable: number;
}

/** State, phone or call of the agent changed. */
export interface AgentMoved {
  readonly change: 'agentMoved';
  /** Follows the change before it without a gap. */
  readonly version: number;
  readonly agent: AgentSnapshot;
}

/** An agent's phone. */
export interface AgentPhone {
  readonly kind: PhoneKind;
  /** "connected", "connecting" or "disconnected". */
  readonly state: string;
  /** Why it is not connected, as a stable code for screens: noPhone, noAudio, closed, takenOver, hungUp; null when all is well. */
  readonly problem: string | null;
  /** The browser tab that has the phone; null for SIP phones. */
  readonly tab: string | null;
}

/** An agent as the Dialer sees it. */
export interface AgentSnapshot {
  readonly userId: UserId;
  readonly userName: string;
  readonly state: AgentState;
  /** When the state began; null without a session. */
  readonly since: Time | null;
  /** The pause reason chosen, or why the phone is not reachable. */
  readonly reason: string | null;
  readonly phone: AgentPhone | null;
  readonly campaignIds: readonly CampaignId[];
  readonly call: AgentCall | null;
  /** Who is beside the agent; absent when nobody is, or when agents shall not see it. */
  readonly listeners?: readonly ListenerMark[] | null;
}

/** An agent's state; the Dialer owns it, screens only show it. */
export type AgentState = 'signedOut' | 'connecting' | 'ready' | 'reserved' | 'talking' | 'wrapUp' | 'paused' | 'unreachable';

/** How bad an alarm is. */
export type AlarmLevel = 'warning' | 'bad';

/** Thirty seconds more to wrap up. */
export interface AskForTime {
  readonly command: 'askForTime';
  /** Made by the client; a repeat is answered as the first was and not carried out again. */
  readonly commandId: string;
  readonly call: CallId;
}

/** An agent with a session, as the live board shows it. */
export interface BoardAgent {
  readonly id: UserId;
  readonly userName: string;
  readonly name: string;
  readonly teamIds: readonly TeamId[];
  readonly state: AgentState;
  /** When the state began. */
  readonly since: Time | null;
  /** The pause reason chosen, or why the phone is not reachable. */
  readonly reason: string | null;
  readonly phone: BoardPhone | null;
  /** Campaigns served, of those that the asker sees. */
  readonly campaignIds: readonly CampaignId[];
  readonly call: BoardCall | null;
  /** Calls of the agent's day so far. */
  readonly calls: number;
  /** Sales of them. */
  readonly sales: number;
  /** Mean opinion score of the agent's day; null without a call. */
  readonly mos: number | null;
}

/** Something to do something about. */
export interface BoardAlarm {
  /** One alarm at a time has it. */
  readonly key: string;
  /** Stable: abandonNear, abandonOver, noLeads, trunkDown, longWrapUp, longCall, longPause, unreachable, or one of the Dialer's. */
  readonly code: string;
  readonly level: AlarmLevel;
  /** English; screens translate by code. */
  readonly text: string;
  readonly since: Time;
  /** Names and figures in the text. */
  readonly values: Readonly<Record<string, string>>;
  readonly agentId: UserId | null;
  readonly campaignId: CampaignId | null;
  readonly trunkId: TrunkId | null;
}

/** The call an agent has. */
export interface BoardCall {
  readonly id: CallId;
  /** Null when the asker does not see it. */
  readonly campaignId: CampaignId | null;
  /** All but the last four digits are asterisks for askers who see no numbers; null when the campaign is not theirs. */
  readonly number: string | null;
  readonly direction: string;
  /** "ringing", "connected", "held" or "wrapUp". */
  readonly state: string;
  readonly answeredAt: Time | null;
  readonly wrapUpEndsAt: Time | null;
  /** Name; null when there is none, or for askers who see no personal data. */
  readonly customer: string | null;
}

/** A campaign on the live board. */
export interface BoardCampaign {
  readonly id: CampaignId;
  readonly name: string;
  readonly mode: DialMode;
  readonly state: CampaignState;
  /** Share of live answers that may be abandoned, 0 to 1. */
  readonly abandonLimit: number;
  readonly agents: AgentCounts;
  readonly calls: CallCounts;
  readonly attempts: number;
  readonly liveAnswers: number;
  readonly connected: number;
  readonly abandoned: number;
  /** abandoned / liveAnswers since the campaign's start; the figure of /live. */
  readonly abandonRate: number;
  /** What the pacer last decided, in words. */
  readonly decision: PacingDecisionView;
  readonly today: BoardSums;
  /** Null until they were counted. */
  readonly leads: BoardLeads | null;
}

/** What changed within a second: of each kind only what is other than before; null is "as it was". */
export interface BoardChange {
  /** The numbering it belongs to. */
  readonly stream: string;
  /** Follows the change before it without a gap; a client that misses one asks Watch again with the last it has. */
  readonly version: number;
  readonly serverTime: Time;
  readonly fresh: boolean | null;
  /** New or changed. */
  readonly agents: readonly BoardAgent[] | null;
  /** Signed out, or no longer the asker's. */
  readonly agentsGone: readonly UserId[] | null;
  readonly campaigns: readonly BoardCampaign[] | null;
  readonly campaignsGone: readonly CampaignId[] | null;
  /** All of them. */
  readonly teams: readonly BoardTeam[] | null;
  /** All of them. */
  readonly trunks: readonly BoardTrunk[] | null;
  /** All of them. */
  readonly alarms: readonly BoardAlarm[] | null;
  /** All of them. */
  readonly monitorings: readonly MonitoringView[] | null;
  readonly today: BoardTotals | null;
  readonly minute: BoardMinute | null;
}

/** The last hour, for the charts. */
export interface BoardHistory {
  /** The first minute; the others follow without a gap. */
  readonly from: Time;
  readonly campaigns: readonly CampaignMinutes[];
}

/** How far a campaign's lists are. */
export interface BoardLeads {
  /** May be dialled now. */
  readonly dialable: number;
  /** Not finished yet, those included. */
  readonly open: number;
  readonly total: number;
}

/** From when on a state is too long: screens show its time in red. */
export interface BoardLimits {
  readonly talkSeconds: number;
  readonly wrapUpSeconds: number;
  readonly pausedSeconds: number;
  readonly unreachableSeconds: number;
}

/** One minute of all campaigns in which something happened; a later one of the same minute replaces it. */
export interface BoardMinute {
  readonly at: Time;
  readonly campaigns: readonly CampaignMinute[];
}

/** An agent's phone. */
export interface BoardPhone {
  readonly kind: PhoneKind;
  /** "connected", "connecting" or "disconnected". */
  readonly state: string;
  /** Why it is not connected, as a stable code; null when all is well. */
  readonly problem: string | null;
}

/** The answer to Watch: a snapshot, or only the changes that the client missed. */
export interface BoardResume {
  /** Null when Changes suffice. */
  readonly snapshot: BoardSnapshot | null;
  readonly changes: readonly BoardChange[];
}

/** The floor at one moment, as far as the asker sees it. Later changes are numbered from Version + 1 on. */
export interface BoardSnapshot {
  /** Names this run of the numbering; a client that knows another one starts anew from a snapshot. */
  readonly stream: string;
  /** Number of the last change that is in this snapshot. */
  readonly version: number;
  /** So that the client can correct its own clock for timers. */
  readonly serverTime: Time;
  /** False while the Dialer cannot be reached: the floor as it was. */
  readonly fresh: boolean;
  readonly limits: BoardLimits;
  readonly teams: readonly BoardTeam[];
  readonly agents: readonly BoardAgent[];
  readonly campaigns: readonly BoardCampaign[];
  readonly trunks: readonly BoardTrunk[];
  readonly alarms: readonly BoardAlarm[];
  /** Who is beside which of the agents. */
  readonly monitorings: readonly MonitoringView[];
  readonly today: BoardTotals;
  readonly history: BoardHistory;
}

/** What was done since midnight, by the server's clock. */
export interface BoardSums {
  readonly attempts: number;
  readonly liveAnswers: number;
  readonly connected: number;
  readonly abandoned: number;
}

/** A team by its name, for filters. */
export interface BoardTeam {
  readonly id: TeamId;
  readonly name: string;
}

/** The asker's floor since midnight, signed-out agents included. */
export interface BoardTotals {
  readonly calls: number;
  readonly contacts: number;
  readonly sales: number;
  /** Of all agents together. */
  readonly talkSeconds: number;
  readonly wrapUpSeconds: number;
}

/** A trunk on the live board. */
export interface BoardTrunk {
  readonly id: TrunkId;
  readonly name: string;
  readonly state: TrunkHealthState;
  readonly lastError: string | null;
  readonly callsNow: number;
  readonly maxChannels: number;
}

/** Calls of a campaign by phase. */
export interface CallCounts {
  readonly dialing: number;
  readonly ringing: number;
  readonly detecting: number;
  readonly waiting: number;
  readonly connected: number;
}

/** One contact, whoever started it, from its first INVITE until its record. */
export type CallId = Id<'CallId'>;

/** What the product thinks of a call-back at a given time, while the agent still types. */
export interface CallbackAdvice {
  readonly at: Time;
  readonly timeZone: string;
  /** The law allows a call to this customer at that time. */
  readonly open: boolean;
  /** Another promised call of this agent within 15 minutes. */
  readonly conflict: CallbackView | null;
  /** The next free and lawful quarter of an hour; null when the asked one is good. */
  readonly suggestion: Time | null;
}

/** The agent's next promised call; null when there is none. */
export interface CallbackAhead {
  readonly change: 'callbackAhead';
  /** Follows the change before it without a gap. */
  readonly version: number;
  readonly next: CallbackView | null;
}

/** A promised call. */
export type CallbackId = Id<'CallbackId'>;

/** A promised call is moved to another time, or given to anyone. */
export interface CallbackMove {
  /** With its offset; in the future, within a year. */
  readonly at: Time;
  /** Absent: stays mine. */
  readonly owner?: CallbackOwner;
}

/** Who makes the promised call. */
export type CallbackOwner = 'anyone' | 'me';

/** A promised call. */
export interface CallbackRequest {
  /** With its offset; in the future, within a year. */
  readonly at: Time;
  /** E.164; absent: the number of the call. */
  readonly number?: string | null;
  readonly owner?: CallbackOwner;
}

/** A promised call of the agent. */
export interface CallbackView {
  readonly id: CallbackId;
  readonly dueAt: Time;
  readonly customerName: string;
  readonly number: string;
  /** IANA name of the customer's zone. */
  readonly timeZone: string;
  readonly note: string | null;
  readonly leadId: LeadId | null;
  readonly campaignId: CampaignId | null;
}

/** The customer's own clock and what the law says about it. */
export interface CallingHours {
  /** IANA name. */
  readonly timeZone: string;
  readonly open: boolean;
  /** End of today's calling window; null when it is closed or the rule set knows none. */
  readonly mayCallUntil: Time | null;
}

/** A campaign's mean; without id: calls of no campaign. */
export interface CampaignAverage {
  readonly campaignId: CampaignId | null;
  readonly name: string | null;
  readonly count: number;
  readonly percent: number | null;
  readonly failed: number;
}

/** Lists, pacing and rules that are dialled together. */
export type CampaignId = Id<'CampaignId'>;

/** A campaign's calls in one minute. */
export interface CampaignMinute {
  readonly id: CampaignId;
  readonly attempts: number;
  readonly liveAnswers: number;
  readonly connected: number;
  readonly abandoned: number;
}

/** A campaign's calls by minutes, the oldest first. */
export interface CampaignMinutes {
  readonly id: CampaignId;
  readonly attempts: readonly number[];
  readonly liveAnswers: readonly number[];
  readonly connected: readonly number[];
  readonly abandoned: readonly number[];
}

/** Whether a campaign dials. */
export type CampaignState = 'stopped' | 'running' | 'paused';

/** A person or company that owns numbers and consent. */
export type CustomerId = Id<'CustomerId'>;

/** An agent's own day so far. */
export interface DayFigures {
  /** Calls in which the agent talked with somebody. */
  readonly calls: number;
  /** Dispositions that mean a contact. */
  readonly contacts: number;
  /** Dispositions that mean a sale. */
  readonly sales: number;
  /** From connect to end, summed. */
  readonly talkSeconds: number;
  /** Talk and wrap-up per call (AHT); null before the first. */
  readonly averageHandleSeconds: number | null;
  /** Promised calls made today. */
  readonly callbacks: number;
}

/** A demo user's name. */
export interface DemoSignInRequest {
  readonly userName: string;
}

/** One numbered change of an agent's desk. A client that misses a number asks Watch again with the last one it has. */
export type DeskChange =
  | AgentMoved
  | ScreenPopped
  | ScreenCleared
  | FiguresChanged
  | CallbackAhead
  | PhoneTaken;

/** What an agent does at the desk, sent to hub method Do. Whatever must be stored goes by HTTP instead. */
export type DeskCommand =
  | GoReady
  | GoPaused
  | EndCall
  | SetHold
  | SetMute
  | PressKeys
  | SetRecordingPause
  | AskForTime
  | DialByHand
  | SetEcho;

/** The answer to a DeskCommand. */
export interface DeskReply {
  /** Null when carried out; else stable and snake_case, as in the HTTP API. */
  readonly code: string | null;
  /** English, for the log; screens translate Code. */
  readonly message: string | null;
  /** The call that was placed. */
  readonly call: CallId | null;
}

/** The answer to Watch: a snapshot, or only the changes that the client missed. */
export interface DeskResume {
  /** Null when Changes suffice. */
  readonly snapshot: DeskSnapshot | null;
  readonly changes: readonly DeskChange[];
}

/** Everything an agent's desk shows, at one moment. Later changes are numbered from Version + 1 on. */
export interface DeskSnapshot {
  /** Names this run of the numbering; a client that knows another one starts anew from a snapshot. */
  readonly stream: string;
  /** Number of the last change that is in this snapshot. */
  readonly version: number;
  /** So that the client can correct its own clock for timers. */
  readonly serverTime: Time;
  readonly agent: AgentSnapshot;
  /** The customer on the line or still to be wrapped up; null without a call. */
  readonly pop: ScreenPop | null;
  readonly today: DayFigures;
  readonly nextCallback: CallbackView | null;
}

/** Dials a number by hand. */
export interface DialByHand {
  readonly command: 'dialByHand';
  /** Made by the client; a repeat is answered as the first was and not carried out again. */
  readonly commandId: string;
  readonly number: string;
  readonly campaign: CampaignId;
}

/** How a campaign decides when to dial (C1 of product.md). */
export type DialMode = 'manual' | 'preview' | 'progressive' | 'agentFirst' | 'ratio' | 'predictive';

/** A number dialled by hand. */
export interface DialRequest {
  /** As written; the campaign's list country is assumed where it has no prefix. */
  readonly number: string;
  readonly campaignId: CampaignId;
}

/** The call that was placed. */
export interface DialView {
  readonly id: CallId;
}

/** Digits to send. */
export interface DigitsRequest {
  readonly digits: string;
}

/** A verdict the agent may choose. */
export interface DispositionChoice {
  readonly code: string;
  readonly name: string;
  /** 1-9, or null. */
  readonly hotkey: string | null;
  readonly meaning: readonly string[];
}

/** Hangs up. */
export interface EndCall {
  readonly command: 'endCall';
  /** Made by the client; a repeat is answered as the first was and not carried out again. */
  readonly commandId: string;
  readonly call: CallId;
}

/** The agent's own figures of the day. */
export interface FiguresChanged {
  readonly change: 'figuresChanged';
  /** Follows the change before it without a gap. */
  readonly version: number;
  readonly today: DayFigures;
}

/** Paused; in a call it is kept for after the wrap-up. */
export interface GoPaused {
  readonly command: 'goPaused';
  /** Made by the client; a repeat is answered as the first was and not carried out again. */
  readonly commandId: string;
  /** At most 100 characters. */
  readonly reason: string | null;
}

/** Ready for calls; in a call it is kept for after the wrap-up. */
export interface GoReady {
  readonly command: 'goReady';
  /** Made by the client; a repeat is answered as the first was and not carried out again. */
  readonly commandId: string;
}

/** Something that happened with this customer before. */
export interface HistoryEntry {
  readonly at: Time;
  /** call or callback. */
  readonly kind: string;
  readonly direction: string | null;
  /** As in the API; of calls. */
  readonly outcome: string | null;
  readonly disposition: string | null;
  readonly agent: string | null;
  /** Null when nobody talked. */
  readonly talkSeconds: number | null;
  readonly notes: string | null;
  readonly campaignName: string | null;
}

/** A campaign that the agent may join. */
export interface JoinableCampaign {
  readonly id: CampaignId;
  readonly name: string;
  readonly mode: DialMode;
  readonly state: CampaignState;
}

/** One customer's entry in one list. */
export type LeadId = Id<'LeadId'>;

/** Where a lead stands in its dialling life. */
export type LeadState = 'dialable' | 'dialing' | 'awaitingDisposition' | 'callback' | 'done' | 'badNumber' | 'doNotCall' | 'removed';

/** Who is beside an agent, as the agent may see it. */
export interface ListenerMark {
  /** The supervisor's display name. */
  readonly name: string;
  readonly mode: MonitoringMode;
}

/** What the supervisors' hub tells a person of the own listening, by client method listening. */
export interface ListeningChange {
  /** As it is now, or was last; null when only the phone moved. */
  readonly monitoring: MonitoringView | null;
  /** Why it ended, as in MonitoringChanged; null while it lasts. */
  readonly ended: string | null;
  /** The tab that has the phone now, when it went from one to another; else null. */
  readonly phoneTab: string | null;
}

/** A text that people wrote, with its translations where there are any. */
export interface LocalText {
  /** Shown where there is no translation. */
  readonly text: string;
  /** By language: en, zh-Hans, zh-Hant. */
  readonly translations: Readonly<Record<string, string>> | null;
}

/** Who asks. */
export interface MeView {
  /** Null for a key that acts as nobody. */
  readonly id: UserId | null;
  readonly userName: string;
  readonly displayName: string;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  /** Goes into the header X-CSRF of everything that changes something; null with a key, which needs none. */
  readonly csrf: string | null;
  /** Until then only this and the password can be asked for. */
  readonly mustChangePassword: boolean;
  readonly demo: boolean;
}

/** One stay of a supervisor beside an agent. */
export type MonitoringId = Id<'MonitoringId'>;

/** What a supervisor does beside an agent's call; the supervisor always hears both sides. */
export type MonitoringMode = 'listen' | 'whisper' | 'barge' | 'takeOver';

/** A supervisor beside an agent, from call to call. */
export interface MonitoringView {
  readonly id: MonitoringId;
  readonly supervisorId: UserId;
  /** User name, as in the audit log. */
  readonly supervisorName: string;
  readonly agentId: UserId;
  /** User name. */
  readonly agentName: string;
  readonly mode: MonitoringMode;
  /** The supervisor's. */
  readonly phone: PhoneKind;
  /** "connected", or "disconnected" while a browser's phone may come back. */
  readonly phoneState: string;
  readonly since: Time;
  /** The call that is heard; null between calls. */
  readonly callId: CallId | null;
}

/** When a line of the notes was written. */
export interface NoteMark {
  /** From 0. */
  readonly line: number;
  /** Milliseconds since the answer. */
  readonly offsetMs: number;
}

/** The 409 problem notes_changed: another tab saved meanwhile. Nothing was stored; merge and save again on its revision. */
export interface NotesConflict {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly id: string;
  /** What the other one saved. */
  readonly stored: NotesView;
}

/** Notes on a call, as they are typed. */
export interface NotesRequest {
  readonly text: string;
  /** The one the text grew from; absent: whatever is stored is replaced. */
  readonly revision?: number | null;
}

/** The notes on a call; each line with the time in the call at which it was first saved. */
export interface NotesView {
  readonly text: string;
  /** Null before the first save. */
  readonly savedAt: Time | null;
  /** Rises with every save, from 0; a save names the one it began with, so that two tabs do not overwrite each other. */
  readonly revision: number;
  readonly marks: readonly NoteMark[];
}

/** What the pacer last decided. */
export interface PacingDecisionView {
  readonly callsToPlace: number;
  /** One sentence; which limit or rail was binding. */
  readonly reason: string;
  /** The same as a stable word, for translation: "noLeads" ..., or stopped, paused, problem. */
  readonly code: string;
  /** Agents free for a call. */
  readonly idle: number;
  /** Calls under way that will need an agent. */
  readonly pending: number;
}

/** One page of a list. */
export interface PagedResult<T> {
  /** At most limit of them. */
  readonly items: readonly T[];
  /** Value for cursor to get the next page; null on the last one. */
  readonly next: string | null;
}

/** A new password of one's own. */
export interface PasswordRequest {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** Why an agent pauses; reported by code, shown in the agent's language. */
export interface PauseReason {
  readonly code: string;
  /** English. */
  readonly name: string;
}

/** What kind of phone an agent's session uses. */
export type PhoneKind = 'browser' | 'sip';

/** Another tab took the phone over: this one stays quiet. */
export interface PhoneTaken {
  readonly change: 'phoneTaken';
  /** Follows the change before it without a gap. */
  readonly version: number;
  /** The tab that has the phone now. */
  readonly tab: string;
}

/** Who it is. Texts are as uploaded: show them as text, never as markup. */
export interface PopCustomer {
  readonly id: CustomerId;
  readonly name: string;
  readonly company: string | null;
  readonly email: string | null;
  readonly language: string | null;
  readonly segment: string | null;
  readonly owner: string | null;
  readonly externalId: string | null;
  readonly note: string | null;
  /** unknown, given or withdrawn. */
  readonly consent: string;
  readonly consentAt: Time | null;
  /** All numbers, E.164 with their type, the dialled one first. */
  readonly numbers: readonly PopNumber[];
}

/** A field of the list, as uploaded. */
export interface PopField {
  readonly name: string;
  readonly value: string;
}

/** One of a customer's numbers. */
export interface PopNumber {
  readonly number: string;
  readonly text: string;
  readonly type: string;
}

/** Why this customer is called now. */
export interface PopReason {
  /** firstAttempt, retry, callback, manual or inbound. */
  readonly code: string;
  /** Which attempt on this lead it is, from 1; null without a lead. */
  readonly attempt: number | null;
  /** For a call-back: the time that was promised. */
  readonly promisedAt: Time | null;
  /** Of the attempt before, as in the API. */
  readonly lastOutcome: string | null;
  readonly listName: string | null;
}

/** Digits to the customer's side: 0-9 * # A-D, at most 32. */
export interface PressKeys {
  readonly command: 'pressKeys';
  /** Made by the client; a repeat is answered as the first was and not carried out again. */
  readonly commandId: string;
  readonly call: CallId;
  readonly digits: string;
}

/** The JSON of a problem, as OpenAPI shows it. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** Stable word. */
  readonly code: string;
  /** Finds the request in the log. */
  readonly id: string;
  /** Field to messages; absent when no field is at fault. */
  readonly errors?: Readonly<Record<string, readonly string[]>> | null;
}

/** How a question is answered. */
export type QuestionKind = 'yesNo' | 'scale';

/** Pauses or resumes the recording. */
export interface RecordingRequest {
  readonly state: RecordingSwitch;
}

/** Whether the recording goes on. */
export type RecordingSwitch = 'running' | 'paused';

/** The agent has seen a score. */
export interface ScoreAcknowledgement {
  /** What the agent says about it. */
  readonly comment?: string | null;
}

/** The answer to one question. */
export interface ScoreAnswer {
  readonly questionId: string;
  /** Yes 1, no 0; or 1 to 7. Null when not answered yet, or not applicable. */
  readonly value: number | null;
  readonly notApplicable: boolean;
  /** What the coach noticed. */
  readonly comment: string | null;
}

/** Means of finished scores. */
export interface ScoreAverages {
  readonly count: number;
  readonly percent: number | null;
  /** How many failed by a fatal question. */
  readonly failed: number;
  readonly sections: readonly SectionAverage[];
  readonly agents: readonly AgentAverage[];
  readonly campaigns: readonly CampaignAverage[];
}

/** A score as it is to be. A finished one stays finished: the change is a correction. */
export interface ScoreEdit {
  readonly answers: readonly ScoreAnswer[];
  readonly comment?: string | null;
  readonly marks?: readonly ScoreMark[] | null;
  readonly state?: ScoreState | null;
  /** Why it is corrected. */
  readonly reason?: string | null;
}

/** One coach's judgement of one call. */
export type ScoreId = Id<'ScoreId'>;

/** One coach's judgement of one call, as lists show it. */
export interface ScoreLine {
  readonly id: ScoreId;
  readonly callId: CallId;
  readonly scorecardId: ScorecardId;
  readonly cardName: string;
  /** The version of the card's questions. */
  readonly cardNumber: number;
  readonly agentId: UserId;
  readonly agentName: string;
  readonly campaignId: CampaignId | null;
  readonly campaignName: string | null;
  /** As shown to people. */
  readonly coachName: string;
  /** Given by the asker, who may change it. */
  readonly mine: boolean;
  readonly customerName: string | null;
  readonly callStartedAt: Time;
  readonly state: ScoreState;
  /** 0 to 100; null when nothing is answered or applies. */
  readonly percent: number | null;
  /** A fatal question failed. */
  readonly failed: boolean;
  readonly updatedAt: Time;
  readonly finishedAt: Time | null;
  /** When the agent said to have seen it; null since a correction. */
  readonly acknowledgedAt: Time | null;
  readonly agentComment: string | null;
  /** For If-Match. */
  readonly version: number;
}

/** A place in the call that the coach points at. */
export interface ScoreMark {
  /** Milliseconds since the answer. */
  readonly atMs: number;
  readonly text: string;
  /** The question it belongs to, if any. */
  readonly questionId: string | null;
}

/** A score to be given. Without a state it is finished. */
export interface ScoreRequest {
  readonly scorecardId: ScorecardId;
  readonly answers: readonly ScoreAnswer[];
  readonly comment?: string | null;
  readonly marks?: readonly ScoreMark[] | null;
  readonly state?: ScoreState | null;
}

/** Whether the agent sees it. */
export type ScoreState = 'draft' | 'finished';

/** A step in a finished score's life. */
export interface ScoreStepView {
  readonly at: Time;
  readonly userName: string;
  /** finished, corrected, acknowledged. */
  readonly change: string;
  /** Why it was corrected, or what the agent said. */
  readonly reason: string | null;
  readonly percent: number | null;
}

/** What a score comes to. */
export interface ScoreSum {
  /** 0 to 100 with one decimal; 0 when a fatal question failed; null when nothing is answered or applies. */
  readonly percent: number | null;
  /** Ids of the fatal questions that failed. */
  readonly failedFatals: readonly string[];
  readonly sections: readonly SectionSum[];
  /** Questions without an answer. */
  readonly unanswered: number;
}

/** A score with the questions it was given by, the answers, places in the call and its history. */
export interface ScoreView {
  readonly score: ScoreLine;
  readonly sections: readonly ScorecardSection[];
  readonly answers: readonly ScoreAnswer[];
  readonly comment: string | null;
  readonly marks: readonly ScoreMark[];
  readonly sum: ScoreSum;
  readonly history: readonly ScoreStepView[];
}

/** A call's quality form. */
export type ScorecardId = Id<'ScorecardId'>;

/** One question of a scorecard. */
export interface ScorecardQuestion {
  /** Stable through the versions of its card, so that answers can be compared. */
  readonly id: string;
  readonly text: LocalText;
  readonly kind: QuestionKind;
  /** Its part of the whole, against the other questions' weights; above 0. */
  readonly weight: number;
  /** Failed ("no", or 1 of 7) it makes the whole score 0. */
  readonly fatal: boolean;
  /** Whether "not applicable" is an answer; it then counts neither for nor against. */
  readonly mayNotApply: boolean;
  /** What a good answer sounds like. */
  readonly help: LocalText | null;
}

/** A scorecard to be made. */
export interface ScorecardRequest {
  readonly name: string;
  readonly sections: readonly ScorecardSection[];
}

/** Questions that belong together. */
export interface ScorecardSection {
  /** Stable through the versions of its card: averages are taken by it. */
  readonly id: string;
  readonly title: LocalText;
  readonly questions: readonly ScorecardQuestion[];
}

/** A scorecard with its questions. */
export interface ScorecardView {
  readonly id: ScorecardId;
  readonly name: string;
  /** Which version of the questions: 1 for the first. */
  readonly number: number;
  readonly sections: readonly ScorecardSection[];
  /** Came with the product. */
  readonly builtIn: boolean;
  /** No new scores are given by it. */
  readonly archived: boolean;
  /** Scores given by any of its versions, drafts included. */
  readonly scores: number;
  readonly updatedAt: Time;
  /** For If-Match. */
  readonly version: number;
}

/** The call is wrapped up: the screen is free for the next one. */
export interface ScreenCleared {
  readonly change: 'screenCleared';
  /** Follows the change before it without a gap. */
  readonly version: number;
}

/** The customer on the line and everything the agent needs at the first word. */
export interface ScreenPop {
  readonly call: CallId;
  readonly campaignId: CampaignId;
  readonly campaignName: string;
  readonly mode: DialMode;
  readonly direction: string;
  /** E.164. */
  readonly number: string;
  /** As people write it. */
  readonly numberText: string;
  readonly answeredAt: Time | null;
  readonly customer: PopCustomer | null;
  readonly why: PopReason;
  readonly hours: CallingHours | null;
  /** The list's own fields of this lead, in the list's order. */
  readonly fields: readonly PopField[];
  /** Newest first, at most 20. */
  readonly history: readonly HistoryEntry[];
  /** Those of the campaign, in the order of their keys. */
  readonly dispositions: readonly DispositionChoice[];
  /** As saved so far. */
  readonly notes: NotesView;
}

/** A customer was joined to the agent (step 8 of a call), or came back to the screen after a gap. */
export interface ScreenPopped {
  readonly change: 'screenPopped';
  /** Follows the change before it without a gap. */
  readonly version: number;
  readonly pop: ScreenPop;
}

/** The mean of one section. */
export interface SectionAverage {
  readonly scorecardId: ScorecardId;
  readonly sectionId: string;
  readonly title: LocalText;
  readonly count: number;
  readonly percent: number;
}

/** What the answers of one section come to. */
export interface SectionSum {
  readonly sectionId: string;
  /** 0 to 100 with one decimal; null when nothing in it is answered or applies. */
  readonly percent: number | null;
  /** The part of the card's weight that lies in it, 0 to 1. */
  readonly share: number;
}

/** Begins a session on some campaigns. */
export interface SessionRequest {
  /** At least one. */
  readonly campaignIds: readonly CampaignId[];
  /** With sip the phone must be registered already. */
  readonly phone: PhoneKind;
}

/** The agent hears the own microphone back, for the check before the shift; ends by itself with the first call. */
export interface SetEcho {
  readonly command: 'setEcho';
  /** Made by the client; a repeat is answered as the first was and not carried out again. */
  readonly commandId: string;
  readonly on: boolean;
}

/** The customer hears music, or the agent again. */
export interface SetHold {
  readonly command: 'setHold';
  /** Made by the client; a repeat is answered as the first was and not carried out again. */
  readonly commandId: string;
  readonly call: CallId;
  readonly on: boolean;
}

/** The customer does not hear the agent, or does again. */
export interface SetMute {
  readonly command: 'setMute';
  /** Made by the client; a repeat is answered as the first was and not carried out again. */
  readonly commandId: string;
  readonly call: CallId;
  readonly on: boolean;
}

/** The recording holds silence while card data is spoken. */
export interface SetRecordingPause {
  readonly command: 'setRecordingPause';
  /** Made by the client; a repeat is answered as the first was and not carried out again. */
  readonly commandId: string;
  readonly call: CallId;
  readonly on: boolean;
}

/** Name and password of a person. */
export interface SignInRequest {
  readonly userName: string;
  readonly password: string;
}

/** The state wished for. */
export interface StateRequest {
  /** ready or paused. */
  readonly state: AgentState;
  /** Of a pause. */
  readonly reason?: string | null;
}

/** A group of users. */
export type TeamId = Id<'TeamId'>;

/** What we know of a trunk's far end. */
export type TrunkHealthState = 'unknown' | 'up' | 'down';

/** Account and route to a carrier. */
export type TrunkId = Id<'TrunkId'>;

/** A person who signs in, or a program acting as one. */
export type UserId = Id<'UserId'>;

/** The verdict on a call. */
export interface WrapUpRequest {
  /** A code of GET /dispositions. */
  readonly disposition: string;
  /** Absent: the notes stay as saved. */
  readonly notes?: string | null;
  readonly callback?: CallbackRequest | null;
  /** The one the notes grew from; absent: whatever is stored is replaced. */
  readonly notesRevision?: number | null;
}

/** Taken back: the call waits for a verdict again. */
export interface WrapUpUndone {
  readonly callId: CallId;
  /** The one that was taken back. */
  readonly disposition: string;
}

/** What was stored. */
export interface WrapUpView {
  readonly callId: CallId;
  readonly disposition: string;
  readonly callbackId: CallbackId | null;
  readonly leadState: LeadState | null;
  /** The same had been stored before. */
  readonly repeated: boolean;
}
