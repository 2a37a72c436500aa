import type { ReactNode } from 'react';
import styles from './Chip.module.css';

export type ChipTone = 'plain' | 'accent' | 'ok' | 'warn' | 'bad';

/** A short word with a colour that says the same. */
export function Chip({
  tone = 'plain',
  icon,
  title,
  children,
}: {
  tone?: ChipTone;
  icon?: ReactNode;
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className={styles.chip} data-tone={tone} title={title}>
      {icon && <span aria-hidden>{icon}</span>}
      {children}
    </span>
  );
}
