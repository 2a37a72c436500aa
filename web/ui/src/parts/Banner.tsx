import type { ReactNode } from 'react';
import styles from './Banner.module.css';

export interface BannerProps {
  tone: 'warn' | 'bad';
  icon: ReactNode;
  title: string;
  text: string;
  /** What changes every second: shown, and not read out each time. */
  count?: string;
  children?: ReactNode;
}

/** What is wrong, what it means, what to do. */
export function Banner({ tone, icon, title, text, count, children }: BannerProps) {
  return (
    <div className={styles.banner} data-tone={tone}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <div className={styles.text}>
        <strong>{title}</strong>
        <span className="numbers">
          {text}
          {count && <span aria-hidden> {count}</span>}
        </span>
      </div>
      {children}
    </div>
  );
}
