import { type ReactNode, useId } from 'react';
import styles from './Panel.module.css';

export interface PanelProps {
  title: string;
  icon?: ReactNode;
  /** Right of the title. */
  aside?: ReactNode;
  /** Beneath the content, always in sight. */
  foot?: ReactNode;
  /** Takes the rest of its column and scrolls inside. */
  fill?: boolean;
  children: ReactNode;
}

/** A white card with a heading: the unit all screens are made of. */
export function Panel({ title, icon, aside, foot, fill = false, children }: PanelProps) {
  const id = useId();
  return (
    <section className={styles.panel} data-fill={fill} data-foot={foot !== undefined} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {icon && (
            <span className={styles.icon} aria-hidden>
              {icon}
            </span>
          )}
          {title}
        </h2>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      <div className={styles.body}>{children}</div>
      {foot && <div className={styles.foot}>{foot}</div>}
    </section>
  );
}
