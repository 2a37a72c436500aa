import type { ScorecardView } from '@callcenter/ui/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../live/api';
import type { Paged } from '../../parts/usePages';

/** Every scorecard, archived ones too. */
export function useAllCards() {
  return useQuery({
    queryKey: ['/scorecards', 'all'],
    queryFn: async ({ signal }) => (await api.get<Paged<ScorecardView>>('/scorecards?archived=true', signal)).items,
  });
}

/** One card with its version, for a change. */
export function useCard(id: string) {
  return useQuery({
    queryKey: ['/scorecards', id],
    queryFn: ({ signal }) => api.tagged<ScorecardView>(`/scorecards/${id}`, signal),
    enabled: id !== 'new',
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
