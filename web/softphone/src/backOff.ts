const delaysMs = [500, 1000, 2000, 4000, 8000, 15_000];
const spread = 0.3;

/** How long to wait before the next attempt: doubling, with 30 % either way so that a floor of agents does not return in one wave. */
export class BackOff {
  #attempt = 0;

  get attempt(): number {
    return this.#attempt;
  }

  /** Counts an attempt that failed and says how long to wait, in milliseconds. */
  next(random: () => number = Math.random): number {
    const base = delaysMs[Math.min(this.#attempt, delaysMs.length - 1)] ?? 0;
    this.#attempt += 1;
    return Math.round(base * (1 + spread * (2 * random() - 1)));
  }

  reset(): void {
    this.#attempt = 0;
  }
}
