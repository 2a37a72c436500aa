import { useState } from 'react';
import { useListening } from './listening';

/** The call that is heard, or was last beside this agent: what is written about it is finished after it is over. */
export function useHeardCall(): string | null {
  const agent = useListening(({ session }) => session?.agentId ?? null);
  const now = useListening(({ session }) => session?.callId ?? null);
  const [last, setLast] = useState<{ agent: string | null; call: string } | null>(null);
  if (now && (now !== last?.call || agent !== last.agent)) {
    setLast({ agent, call: now });
  }

  return now ?? (last?.agent === agent ? last.call : null);
}
