import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import styles from './Page.module.css';

export interface PageHeadProps {
  title: string;
  /** Small print beside the title: a count, a state. */
  note?: ReactNode;
  /** The page above this one. */
  back?: { to: string; text: string };
  /** Buttons at the right; the first thing to do here is the last of them, `type="primary"`. */
  actions?: ReactNode;
}

/** The heading of a page. */
export function PageHead({ title, note, back, actions }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · CallCenter`;
  }, [title]);
  return (
    <header className={styles.head}>
      <div className={styles.titles}>
        {back && (
          <Link to={back.to} className={styles.back}>
            ← {back.text}
          </Link>
        )}
        <h1 className={styles.title}>{title}</h1>
        {note && <span className={styles.note}>{note}</span>}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}
