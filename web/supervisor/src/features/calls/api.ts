import type { CallId, CampaignId, LeadId, ScoreLine, Time, UserId } from '@callcenter/ui/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../live/api';
import { may } from '../../live/session';
import type { Paged } from '../../parts/usePages';

/** A call's record with the names that lists show (src/Supervisor/Calls/CallViews.cs). */
export interface CallView {
  id: CallId;
  attemptId: string | null;
  campaignId: CampaignId | null;
  leadId: LeadId | null;
  agentId: UserId | null;
  /** Masked for those who may not see numbers. */
  number: string;
  direction: 'outbound' | 'inbound' | 'manual';
  startedAt: Time;
  ringingAt: Time | null;
  answeredAt: Time | null;
  connectedAt: Time | null;
  endedAt: Time | null;
  endedBy: 'customer' | 'agent' | 'dialer' | 'network' | null;
  outcome: string | null;
  sipStatus: number | null;
  reason: string | null;
  disposition: string | null;
  notes: string | null;
  recordingId: string | null;
  quality: { mos: number | null; lossPercent: number | null; jitterMs: number | null };
  agentName: string | null;
  customerName: string | null;
  company: string | null;
  campaignName: string | null;
  scores: number;
  scorePercent: number | null;
}

export interface LegView {
  side: 'customer' | 'agent' | 'consultation' | 'supervisor';
  userName: string | null;
  codec: string | null;
  startedAt: Time;
  endedAt: Time | null;
  quality: Record<string, string> | null;
}

export interface AttemptView {
  id: string;
  trunkName: string | null;
  callerId: string;
  openedAt: Time;
  outcome: string | null;
  sipStatus: number | null;
  reason: string | null;
  gate: { at: Time; allowed: boolean; reasons: string[] } | null;
}

export interface RecordingView {
  id: string;
  state: 'open' | 'closed' | 'repaired' | 'lost';
  durationMs: number | null;
  /** From the answer to the recording's beginning. */
  offsetMs: number;
  silences: { fromMs: number; toMs: number; reason: string }[];
}

/** A call with all that is known of it. */
export interface CallDetail {
  call: CallView;
  dispositionName: string | null;
  listName: string | null;
  talkMs: number | null;
  noteLines: { atMs: number | null; text: string }[];
  legs: LegView[];
  attempts: AttemptView[];
  recordings: RecordingView[];
  scoreLines: ScoreLine[];
}

const liveRefetchMs = 5_000;

/** One call; asked again while it goes on. */
export function useCall(id: string) {
  return useQuery({
    queryKey: [`/calls/${id}/details`],
    queryFn: ({ signal }) => api.get<CallDetail>(`/calls/${id}/details`, signal),
    refetchInterval: (query) => (query.state.data && query.state.data.call.endedAt === null ? liveRefetchMs : false),
  });
}

export interface Named {
  id: string;
  name: string;
}

/** What the selects of the filter offer; null where the asker's roles do not open it. */
export function useChoices() {
  const agents = useChoice<{ id: string; displayName: string; roles: string[] }>('/users?limit=500', 'user.read');
  const campaigns = useChoice<Named>('/campaigns?limit=500', 'campaign.read');
  const lists = useChoice<Named>('/lists?limit=500', 'list.read');
  const dispositions = useChoice<{ code: string; name: string }>('/dispositions', 'disposition.read');
  return {
    agents:
      agents?.filter((user) => user.roles.includes('agent')).map((user) => ({ id: user.id, name: user.displayName })) ?? null,
    campaigns,
    lists,
    dispositions,
  };
}

function useChoice<T>(path: string, permission: string): readonly T[] | null {
  const { data } = useQuery({
    queryKey: ['calls.choice', path],
    queryFn: async ({ signal }) => (await api.get<Paged<T>>(path, signal)).items,
    enabled: may(permission),
    staleTime: 60_000,
  });
  return may(permission) ? (data ?? []) : null;
}
