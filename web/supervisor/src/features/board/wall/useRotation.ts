import { useNow } from '@callcenter/ui';

const secondsEach = 10;

/** A page of many things, the next one every ten seconds: a wall is not scrolled. */
export function useRotation<T>(all: readonly T[], size: number): { shown: readonly T[]; page: number; pages: number } {
  const now = useNow();
  const pages = Math.max(1, Math.ceil(all.length / Math.max(1, size)));
  const page = Math.floor(now / secondsEach) % pages;
  return { shown: all.slice(page * size, (page + 1) * size), page, pages };
}
