import type { ScorecardView, ScoreLine, Time } from '@callcenter/ui/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../live/api';
import type { Paged } from '../parts/usePages';

/** Scorecards that calls can be scored by. */
export function useCards() {
  return useQuery({
    queryKey: ['/scorecards'],
    queryFn: async ({ signal }) => (await api.get<Paged<ScorecardView>>('/scorecards', signal)).items,
    staleTime: 60_000,
  });
}

/** A call's finished scores, and one's own drafts. */
export function useScoresOfCall(callId: string) {
  return useQuery({
    queryKey: [`/calls/${callId}/scores`],
    queryFn: async ({ signal }) => (await api.get<Paged<ScoreLine>>(`/calls/${callId}/scores`, signal)).items,
  });
}

/** When a call was answered, and whether it is over; asked again while it goes on. */
export function useCallClock(callId: string, live: boolean) {
  return useQuery({
    queryKey: [`/calls/${callId}`],
    queryFn: ({ signal }) =>
      api.get<{ answeredAt: Time | null; endedAt: Time | null; agentId: string | null }>(`/calls/${callId}`, signal),
    enabled: live,
    refetchInterval: (query) => (query.state.data?.endedAt ? false : 2_000),
  });
}
