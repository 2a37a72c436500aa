import type { ReactNode } from 'react';
import styles from './ScrollBox.module.css';

/**
 * A short table that scrolls in its box, heading fixed. The box scrolls, not the table: what antd's table would measure for that breaks
 * the page's policy on styles. Long lists take `PagedTable`.
 */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <section className={styles.box} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
