import type { ReactNode } from 'react';
import styles from './Page.module.css';

export interface PageProps {
  head: ReactNode;
  /** Stands still between head and content. */
  filter?: ReactNode;
  /** The content is one thing that fills the page and scrolls inside (a table); else the page scrolls. */
  fill?: boolean;
  children: ReactNode;
}

/** A page in the frame: head, filter, content. */
export function Page({ head, filter, fill = false, children }: PageProps) {
  return (
    <div className={styles.page}>
      {head}
      {filter}
      <div className={fill ? styles.fill : styles.scroll}>{children}</div>
    </div>
  );
}
