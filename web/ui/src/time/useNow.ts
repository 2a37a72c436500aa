import { useSyncExternalStore } from 'react';
import { serverClock } from './serverClock';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let second = 0;

// One timer for all clocks on the screen, just after each full second, so that they turn together.
function tick(): void {
  second = Math.floor(serverClock.now() / 1000);
  for (const listener of listeners) {
    listener();
  }

  timer = setTimeout(tick, 1005 - (((serverClock.now() % 1000) + 1000) % 1000));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    tick();
  }

  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearTimeout(timer);
      timer = undefined;
    }
  };
}

function current(): number {
  return timer === undefined ? Math.floor(serverClock.now() / 1000) : second;
}

/** The server's time in whole seconds since 1970; renders anew each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, current);
}
