import { type Chord, chordParts } from './chords';
import styles from './KeyHint.module.css';

/** The keys of a chord beside what they do. Hidden from readers: the control names its keys by aria-keyshortcuts. */
export function KeyHint({ chord }: { chord: Chord }) {
  return (
    <kbd className={styles.hint} aria-hidden>
      {chordParts(chord).join(' ')}
    </kbd>
  );
}
