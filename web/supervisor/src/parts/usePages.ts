import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../live/api';

/** A list's answer: `?limit&cursor` -> `{items, next}`. */
export interface Paged<T> {
  items: readonly T[];
  next: string | null;
}

export type FilterValues = Record<string, string | number | boolean | null | undefined>;

/** A path with what is set of the filter; what is empty is left out. */
export function withFilter(path: string, values: FilterValues): string {
  const set = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const query = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
  return query ? `${path}?${query}` : path;
}

/** All rows of a list fetched so far, and the way to more. Invalidate by `[path]`. */
export function usePages<T>(path: string, filter: FilterValues = {}, limit = 100) {
  const query = useInfiniteQuery({
    queryKey: [path, filter],
    queryFn: ({ pageParam, signal }) => api.get<Paged<T>>(withFilter(path, { ...filter, limit, cursor: pageParam }), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before, // What was there stays until the new filter's answer is here.
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  return { ...query, rows };
}
