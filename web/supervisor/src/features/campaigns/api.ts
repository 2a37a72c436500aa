import { useQuery } from '@tanstack/react-query';
import { api } from '../../live/api';

export type CampaignState = 'stopped' | 'running' | 'paused';
export type DialMode = 'manual' | 'preview' | 'progressive' | 'agentFirst' | 'ratio' | 'predictive';
export type Day = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

export const days: readonly Day[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Times as HH:MM:SS. */
export interface Hours {
  days: readonly Day[];
  from: string;
  to: string;
}

export interface Timetable {
  hours: readonly Hours[];
  holidays: readonly string[];
  startsOn: string | null;
  endsOn: string | null;
}

export interface CampaignSettings {
  name: string;
  mode: DialMode;
  ratio: number;
  listIds: readonly string[];
  trunkIds: readonly string[];
  callerId: string;
  callerIds: readonly string[];
  timetable: Timetable;
  ringTimeoutSeconds: number;
  ruleSet: string;
  abandonLimit: number;
  amd: 'off' | 'shadow' | 'on';
  safeHarbourPromptId: string | null;
  wrapUpSeconds: number;
  maxAttempts: number;
  connectLimitSeconds: number;
}

export interface Campaign extends CampaignSettings {
  id: string;
  state: CampaignState;
  firstStartedAt: string | null;
  archivedAt: string | null;
  version: number;
}

export interface Live {
  id: string;
  state: CampaignState;
  agents: { ready: number; talking: number; wrapUp: number; paused: number; unreachable: number };
  calls: { dialing: number; ringing: number; detecting: number; waiting: number; connected: number };
  attempts: number;
  liveAnswers: number;
  connected: number;
  abandoned: number;
  abandonRate: number;
  decision: { callsToPlace: number; reason: string; code: string; idle: number; pending: number };
}

export interface CheckItem {
  code: string;
  reason: string;
  state: 'ok' | 'warning' | 'missing';
  text: string;
  remedy: string | null;
  field: string | null;
  values: Record<string, string>;
}

export interface CheckList {
  canStart: boolean;
  items: readonly CheckItem[];
}

export interface Reason {
  code: string;
  text: string;
  count: number;
  remedy: string | null;
  values: Record<string, string> | null;
}

export interface Progress {
  leads: Record<
    | 'total'
    | 'dialableNow'
    | 'inHopper'
    | 'waiting'
    | 'callback'
    | 'inCall'
    | 'awaitingDisposition'
    | 'done'
    | 'badNumber'
    | 'doNotCall'
    | 'staged',
    number
  > & { earliestNext: string | null };
  tried: number;
  penetration: number;
  abandonment: {
    limit: number;
    from: string;
    to: string;
    liveAnswers: number;
    abandoned: number;
    rate: number;
    allowed: number;
    left: number;
    liveAnswersToday: number;
    abandonedToday: number;
  };
  attempts: number;
  connected: number;
  contacts: number;
  sales: number;
  results: readonly { code: string; name: string; meaning: readonly string[]; calls: number }[];
}

export interface Change {
  id: string;
  version: number;
  at: string;
  by: { id: string; name: string } | null;
  change: string;
  fields: readonly { field: string; from: unknown; to: unknown }[];
}

export interface RuleSet {
  name: string;
  source: string;
  confirmed: boolean;
  hours: readonly Hours[];
  minimumRingSeconds: number;
  abandonLimit: number;
  lockAfterAbandonedHours: number;
  onlyLoopbackTrunks: boolean;
}

export interface Options {
  modes: readonly { mode: DialMode; available: boolean }[];
  amd: readonly { mode: 'off' | 'shadow' | 'on'; available: boolean }[];
  ruleSets: readonly RuleSet[];
}

export const useOptions = () =>
  useQuery({
    queryKey: ['/campaigns/options'],
    queryFn: ({ signal }) => api.get<Options>('/campaigns/options', signal),
    staleTime: Infinity,
  });

export const useCampaign = (id: string) =>
  useQuery({
    queryKey: ['/campaigns', id],
    queryFn: ({ signal }) => api.tagged<Campaign>(`/campaigns/${id}`, signal),
    refetchInterval: 5000,
  });

export const useLive = (id: string, on = true) =>
  useQuery({
    queryKey: ['/campaigns', id, 'live'],
    queryFn: ({ signal }) => api.get<Live>(`/campaigns/${id}/live`, signal),
    refetchInterval: 1000,
    enabled: on,
  });

export const useProgress = (id: string) =>
  useQuery({
    queryKey: ['/campaigns', id, 'progress'],
    queryFn: ({ signal }) => api.get<Progress>(`/campaigns/${id}/progress`, signal),
    refetchInterval: 5000,
  });

export const useCheckList = (id: string) =>
  useQuery({
    queryKey: ['/campaigns', id, 'checklist'],
    queryFn: ({ signal }) => api.get<CheckList>(`/campaigns/${id}/checklist`, signal),
    refetchInterval: 5000,
  });

export const useCampaignWhy = (id: string) =>
  useQuery({
    queryKey: ['/campaigns', id, 'why'],
    queryFn: ({ signal }) => api.get<{ reasons: readonly Reason[] }>(`/campaigns/${id}/why`, signal),
    refetchInterval: 10_000,
  });
