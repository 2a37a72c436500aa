import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../http/problem';

/** How both applications fetch: tried again only when nobody answered or nobody could. */
export function makeQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (count, error) => count < 2 && error instanceof ApiError && error.passing,
        refetchOnWindowFocus: false,
        gcTime: 5 * 60_000,
      },
    },
  });
}
