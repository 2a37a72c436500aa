import type { Failure } from './failure';

/** Where a softphone can be; `connected` means that audio can flow both ways (DTLS is up). */
export const softphoneStates = ['idle', 'asking', 'connecting', 'connected', 'reconnecting', 'failed'] as const;

export type SoftphoneState = (typeof softphoneStates)[number];

/** What moves it. */
export type PhoneEvent =
  | { kind: 'connect' }
  | { kind: 'granted' }
  | { kind: 'up' }
  | { kind: 'lost' }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'leave' };

const moves: Record<SoftphoneState, Partial<Record<PhoneEvent['kind'], SoftphoneState>>> = {
  idle: { connect: 'asking' },
  asking: { granted: 'connecting', failed: 'failed', leave: 'idle' },
  connecting: { up: 'connected', failed: 'failed', leave: 'idle' },
  connected: { lost: 'reconnecting', failed: 'failed', leave: 'idle' },
  reconnecting: { up: 'connected', failed: 'failed', leave: 'idle' },
  failed: { connect: 'asking', leave: 'idle' },
};

/** The next state; null when the event means nothing in this one. */
export function next(state: SoftphoneState, event: PhoneEvent['kind']): SoftphoneState | null {
  return moves[state][event] ?? null;
}
