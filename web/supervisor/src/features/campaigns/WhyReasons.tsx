import { numberText, useLanguage } from '@callcenter/ui';
import type { Reason } from './api';
import styles from './Campaigns.module.css';
import { useWords } from './words';

/** Reasons with what would change them; the figure says how many leads, agents or calls each holds back. */
export function WhyReasons({ reasons, label }: { reasons: readonly Reason[]; label: string }) {
  const words = useWords();
  const language = useLanguage((state) => state.language);
  return (
    <ul className={styles.reasons} aria-label={label}>
      {reasons.map((reason) => (
        <li key={`${reason.code} ${reason.text}`}>
          <span className={styles.reasonCount}>
            {reason.count > 1 || reason.code.startsWith('leads') ? numberText(reason.count, language) : ''}
          </span>
          <span>
            {words.why(reason)}
            {reason.remedy && <span className={styles.remedy}> {words.whyRemedy(reason)}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
