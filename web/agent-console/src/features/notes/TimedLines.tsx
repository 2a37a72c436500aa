import { shortText } from '@callcenter/ui';
import type { NoteMark } from '@callcenter/ui/contracts';
import styles from './Notes.module.css';

/** The same lines again behind the field, unseen, so that each line's time stands beside it however it wraps. */
export function TimedLines({ text, marks }: { text: string; marks: readonly NoteMark[] }) {
  const times = new Map(marks.map((mark) => [mark.line, mark.offsetMs]));
  const lines = text.split('\n').map((line, index) => ({ line, index, at: times.get(index) }));
  return (
    <div className={styles.mirror} aria-hidden>
      {lines.map(({ line, index, at }) => (
        <div key={index} className={styles.line}>
          {at !== undefined && line !== '' && <span className={styles.mark}>{shortText(at / 1000)}</span>}
          {`${line}\u200b`}
        </div>
      ))}
    </div>
  );
}
