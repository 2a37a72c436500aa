import type { ScoreAverages, ScorecardView } from '@callcenter/ui/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../live/api';
import { may } from '../../live/session';
import { type FilterValues, type Paged, withFilter } from '../../parts/usePages';

/** Means of the finished scores of a filter. */
export function useAverages(filter: FilterValues) {
  return useQuery({
    queryKey: ['/scores', 'averages', filter],
    queryFn: ({ signal }) => api.get<ScoreAverages>(withFilter('/scores/averages', filter), signal),
    placeholderData: (before) => before,
  });
}

export interface Option {
  value: string;
  label: string;
}

/** What the selects of the filter offer. */
export function useOptions() {
  const agents = useList<{ id: string; displayName: string; roles: string[] }>('/users?limit=500', 'user.read');
  const campaigns = useList<{ id: string; name: string }>('/campaigns?limit=500', 'campaign.read');
  const cards = useList<ScorecardView>('/scorecards?archived=true', 'score.read');
  return {
    agents: agents
      .filter((user) => user.roles.includes('agent'))
      .map((user): Option => ({ value: user.id, label: user.displayName })),
    campaigns: campaigns.map((one): Option => ({ value: one.id, label: one.name })),
    cards: cards.map((one): Option => ({ value: one.id, label: one.name })),
  };
}

function useList<T>(path: string, permission: string): readonly T[] {
  const { data } = useQuery({
    queryKey: ['scores.choice', path],
    queryFn: async ({ signal }) => (await api.get<Paged<T>>(path, signal)).items,
    enabled: may(permission),
    staleTime: 60_000,
  });
  return data ?? [];
}
