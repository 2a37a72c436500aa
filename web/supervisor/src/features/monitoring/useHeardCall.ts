import { useState } from 'react';
import { useListening } from './listening';

/** The call that is heard, or was last: what is written about it is finished after it is over. */
export function useHeardCall(): string | null {
  const now = useListening(({ session }) => session?.callId ?? null);
  const [last, setLast] = useState<string | null>(null);
  if (now && now !== last) {
    setLast(now);
  }

  return now ?? last;
}
