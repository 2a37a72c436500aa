import type { PagedResult, ScoreId, ScoreLine, ScoreView } from '@callcenter/ui/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../desk/api';

const askAgainMs = 60_000;

/** The own finished scores, newest first. */
export function useScores() {
  return useQuery({
    queryKey: ['scores'],
    queryFn: ({ signal }) => api.get<PagedResult<ScoreLine>>('/agent/scores?limit=50', signal).then((page) => page.items),
    refetchInterval: askAgainMs,
  });
}

/** One of them with questions, answers and comments. */
export function useScore(id: ScoreId) {
  return useQuery({
    queryKey: ['scores', id],
    queryFn: ({ signal }) => api.get<ScoreView>(`/agent/scores/${id}`, signal),
  });
}

interface Recorded {
  recordings: readonly { id: string; state: string; offsetMs: number }[];
}

/** The call's recording, to listen to the places that the coach points at; null when there is none. */
export function useRecording(callId: string) {
  return useQuery({
    queryKey: ['recording', callId],
    queryFn: async ({ signal }) => {
      const { recordings } = await api.get<Recorded>(`/calls/${callId}/details`, signal);
      return recordings.find((one) => one.state !== 'lost') ?? null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}
