import type { CallbackView, JoinableCampaign, PagedResult, PauseReason } from '@callcenter/ui/contracts';
import { useQuery } from '@tanstack/react-query';
import { api } from './api';

/** Campaigns that the agent may join. */
export function useCampaigns() {
  return useQuery({
    queryKey: ['campaigns'],
    queryFn: ({ signal }) => api.get<PagedResult<JoinableCampaign>>('/agent/campaigns', signal).then((page) => page.items),
    staleTime: 15_000,
  });
}

/** Why an agent may pause. */
export function usePauseReasons() {
  return useQuery({
    queryKey: ['pauseReasons'],
    queryFn: ({ signal }) =>
      api
        .get<PagedResult<PauseReason> | readonly PauseReason[]>('/agent/pause-reasons', signal)
        .then((answer) => ('items' in answer ? answer.items : answer)),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The own promised calls, overdue ones first. */
export function useCallbacks() {
  return useQuery({
    queryKey: ['callbacks'],
    queryFn: ({ signal }) =>
      api
        .get<PagedResult<CallbackView> | readonly CallbackView[]>('/agent/callbacks', signal)
        .then((answer) => ('items' in answer ? answer.items : answer)),
    staleTime: 0,
  });
}

/** Who is signed in. */
export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: () => api.me(), staleTime: Number.POSITIVE_INFINITY });
}
