import type {
  AgentCall,
  AgentSnapshot,
  CallId,
  CampaignId,
  CustomerId,
  DeskSnapshot,
  LeadId,
  ScreenPop,
  UserId,
} from '@callcenter/ui/contracts';

const campaign = 'campaign-1' as CampaignId;

export const call: AgentCall = {
  id: 'call-1' as CallId,
  leadId: 'lead-1' as LeadId,
  customerId: 'customer-1' as CustomerId,
  number: '+15125550147',
  direction: 'outbound',
  campaignId: campaign,
  state: 'connected',
  answeredAt: '2026-11-24T20:22:00.000Z',
  muted: false,
  recordingPaused: false,
  wrapUpEndsAt: null,
};

export const agent: AgentSnapshot = {
  userId: 'user-1' as UserId,
  userName: 'ann',
  state: 'ready',
  since: '2026-11-24T20:20:00.000Z',
  reason: null,
  phone: { kind: 'browser', state: 'connected', problem: null, tab: 'tab-1' },
  campaignIds: [campaign],
  call: null,
};

export const pop: ScreenPop = {
  call: call.id,
  campaignId: campaign,
  campaignName: 'Spring upgrade',
  mode: 'predictive',
  direction: 'outbound',
  number: call.number,
  numberText: '+1 512 555 0147',
  answeredAt: call.answeredAt,
  customer: {
    id: 'customer-1' as CustomerId,
    name: 'Maria Gonzalez',
    company: null,
    email: 'maria@example.com',
    language: 'en',
    segment: 'vip',
    owner: null,
    externalId: 'AC-204817',
    note: null,
    consent: 'given',
    consentAt: '2025-03-02T00:00:00.000Z',
    numbers: [{ number: call.number, text: '+1 512 555 0147', type: 'mobile' }],
  },
  why: { code: 'retry', attempt: 2, promisedAt: null, lastOutcome: 'noAnswer', listName: 'Spring' },
  hours: { timeZone: 'America/Chicago', open: true, mayCallUntil: null },
  fields: [{ name: 'plan', value: 'Home 200' }],
  history: [
    {
      at: '2026-11-19T18:00:00.000Z',
      kind: 'call',
      direction: 'outbound',
      outcome: 'connected',
      disposition: 'interested',
      agent: 'Li Wei',
      talkSeconds: 192,
      notes: 'asked for a price by e-mail',
      campaignName: 'Spring upgrade',
    },
  ],
  dispositions: [
    { code: 'sale', name: 'Sale', hotkey: '1', meaning: ['contact', 'sale'] },
    { code: 'callback', name: 'Call back', hotkey: '3', meaning: ['contact', 'callback'] },
    { code: 'doNotCall', name: 'Do not call', hotkey: '5', meaning: ['contact', 'refusal', 'doNotCall'] },
  ],
  notes: { text: '', savedAt: null, revision: 0, marks: [] },
};

export const snapshot: DeskSnapshot = {
  stream: 'stream-1',
  version: 10,
  serverTime: '2026-11-24T20:22:30.000Z',
  agent,
  pop: null,
  today: { calls: 64, contacts: 40, sales: 7, talkSeconds: 9000, averageHandleSeconds: 221, callbacks: 2 },
  nextCallback: null,
};
