import { clockText } from '../time/durations';
import { useNow } from '../time/useNow';

/** Time since an instant of the server's clock, as mm:ss; nothing without one. */
export function Elapsed({ since }: { since: string | null }) {
  const now = useNow();
  if (since === null) {
    return null;
  }

  return <span className="numbers">{clockText(now - Math.floor(Date.parse(since) / 1000))}</span>;
}

/** Time until an instant, as mm:ss; 00:00 afterwards. */
export function Countdown({ until }: { until: string }) {
  return <span className="numbers">{clockText(Math.ceil(Date.parse(until) / 1000) - useNow())}</span>;
}
