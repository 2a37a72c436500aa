/** Value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** A line of figures in milliseconds. */
export function line(what: string, values: readonly number[]): string {
  const figure = (share: number): string => quantile(values, share).toFixed(0).padStart(5);
  return `${what.padEnd(46)} n ${String(values.length).padStart(3)}  p50 ${figure(0.5)}  p95 ${figure(0.95)}  max ${figure(1)} ms`;
}

/** Prints past vitest's own output. */
export function tell(text: string): void {
  process.stdout.write(`${text}\n`);
}
