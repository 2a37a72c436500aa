import { useNow } from '@callcenter/ui';
import { useRef } from 'react';

/** Whole seconds since an instant of this machine's clock; counts while the component is there. */
export function useSecondsSince(since: number): number {
  useNow();
  return Math.max(0, Math.floor((Date.now() - since) / 1000));
}

/** Whole seconds since the component appeared. */
export function useSecondsHere(): number {
  const began = useRef(Date.now());
  return useSecondsSince(began.current);
}
