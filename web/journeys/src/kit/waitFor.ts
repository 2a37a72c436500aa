import { setTimeout as pause } from 'node:timers/promises';

const intervalMs = 50;

/**
 * The first answer that satisfies the condition. The only place of the kit that looks again and again: every caller names what it waits
 * for and a limit, and a limit that runs out shows the last answer.
 */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T> | T,
  holds: (answer: T) => boolean,
  limitMs: number,
): Promise<T> {
  const began = performance.now();
  for (;;) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (performance.now() - began > limitMs) {
      throw new Error(`After ${limitMs / 1000} s still waiting for: ${what}. Last answer: ${JSON.stringify(answer)}`);
    }
    await pause(intervalMs);
  }
}

/** Until the condition holds. */
export async function waitUntil(what: string, holds: () => Promise<boolean> | boolean, limitMs: number): Promise<void> {
  await waitFor(what, holds, (answer) => answer, limitMs);
}
