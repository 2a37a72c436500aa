import { clockText, useNow } from '@callcenter/ui';
import styles from './Board.module.css';

/** Time in a state; red, and marked for those who see no red, past its limit. */
export function SinceTime({ since, limit }: { since: string | null; limit: number | null }) {
  const now = useNow();
  if (since === null) {
    return null;
  }

  const seconds = now - Math.floor(Date.parse(since) / 1000);
  const late = limit !== null && seconds >= limit;
  return (
    <span className={styles.since} data-late={late}>
      {late ? '! ' : ''}
      {clockText(seconds)}
    </span>
  );
}
