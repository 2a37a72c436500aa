import { useQuery } from '@tanstack/react-query';
import { api } from '../live/api';
import { type FilterValues, type Paged, withFilter } from './usePages';

const most = 10;

/** A whole list, for those that are short by nature: campaigns, trunks, teams. Invalidate by `[path]`. */
export function useAll<T>(path: string, filter: FilterValues = {}, everyMs?: number) {
  return useQuery({
    queryKey: [path, filter, 'all'],
    queryFn: async ({ signal }) => {
      const rows: T[] = [];
      let cursor: string | null = null;
      for (let page = 0; page < most; page++) {
        const answer: Paged<T> = await api.get<Paged<T>>(withFilter(path, { ...filter, limit: 500, cursor }), signal);
        rows.push(...answer.items);
        cursor = answer.next;
        if (!cursor) {
          break;
        }
      }

      return rows;
    },
    ...(everyMs ? { refetchInterval: everyMs } : {}),
  });
}
