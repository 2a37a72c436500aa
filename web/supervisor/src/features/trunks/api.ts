import { useQuery } from '@tanstack/react-query';
import { api } from '../../live/api';

export interface Trunk {
  id: string;
  name: string;
  host: string;
  port: number;
  transport: 'udp' | 'tcp' | 'tls';
  userName: string | null;
  hasPassword: boolean;
  register: boolean;
  maxChannels: number;
  callsPerSecond: number;
  codecs: readonly string[];
  priority: number;
  enabled: boolean;
  callerIds: readonly string[];
  lastTest: { at: string; answered: boolean; sipStatus: number; text: string } | null;
  campaigns: readonly { id: string; name: string }[];
  version: number;
  health: { state: 'up' | 'down' | 'unknown'; lastError: string | null; callsNow: number; attempts: number; answers: number };
}

export interface TestCall {
  id: string;
  trunk: string;
  number: string;
  state: 'dialing' | 'ringing' | 'playing' | 'ended';
  startedAt: string;
  steps: readonly { at: string; code: string; text: string; status: number }[];
  sipStatus: number;
  outcome: string | null;
  postDialDelayMs: number | null;
  packetsIn: number;
  endedAt: string | null;
}

/** A test call, read again twice a second until it has ended. */
export const useTestCall = (trunk: string, id: string | null) =>
  useQuery({
    queryKey: ['/trunks', trunk, 'tests', id],
    queryFn: ({ signal }) => api.get<TestCall>(`/trunks/${trunk}/tests/${id}`, signal),
    enabled: id !== null,
    refetchInterval: (query) => (query.state.data?.state === 'ended' ? false : 400),
  });
