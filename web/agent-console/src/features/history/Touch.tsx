import { dayTimeText, shortText, useLanguage } from '@callcenter/ui';
import type { HistoryEntry } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import { dispositionText, outcomeText } from '../../desk/words';
import styles from './History.module.css';

/** One touch of the timeline. */
export function Touch({ entry }: { entry: HistoryEntry }) {
  const { t } = useTranslation('history');
  const language = useLanguage((state) => state.language);
  const title =
    entry.kind === 'callback'
      ? t('callback')
      : entry.disposition
        ? dispositionText(entry.disposition)
        : entry.outcome
          ? outcomeText(entry.outcome)
          : t('inbound');
  const details = [
    dayTimeText(entry.at, language),
    entry.agent,
    entry.talkSeconds === null ? null : t('talked', { time: shortText(entry.talkSeconds) }),
    entry.campaignName,
  ].filter(Boolean);
  const kind = entry.kind === 'callback' ? 'callback' : entry.talkSeconds === null ? 'missed' : 'talked';
  return (
    <li className={styles.touch} data-kind={kind}>
      <p className={styles.what}>
        {title}
        {entry.direction === 'inbound' && entry.disposition && <span className={styles.inbound}> · {t('inbound')}</span>}
      </p>
      <p className={styles.when}>{details.join(' · ')}</p>
      {entry.notes && <p className={styles.notes}>{entry.notes}</p>}
    </li>
  );
}
