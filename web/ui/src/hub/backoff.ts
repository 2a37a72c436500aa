const firstMs = 500;
const longestMs = 15_000;
const spread = 0.3;

/** How long to wait before attempt n (from 0): 0.5 s doubling to 15 s, 30 % up or down so that a floor of agents does not come back at once. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const plain = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
  return Math.round(plain * (1 - spread + 2 * spread * random()));
}
