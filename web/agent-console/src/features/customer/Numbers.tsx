import { CopyOutlined, PhoneFilled } from '@ant-design/icons';
import { numberTypeText, showToast } from '@callcenter/ui';
import type { PopNumber } from '@callcenter/ui/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './Customer.module.css';

/** All numbers, the one on the line first. */
export function Numbers({ numbers, dialled }: { numbers: readonly PopNumber[]; dialled: string }) {
  const { t } = useTranslation('customer');
  const copy = (number: string) => {
    void navigator.clipboard?.writeText(number).then(() => showToast({ tone: 'good', text: t('copied') }));
  };
  return (
    <ul className={styles.numbers} aria-label={t('numbers')}>
      {numbers.map((entry) => (
        <li key={entry.number} data-dialled={entry.number === dialled}>
          {entry.number === dialled && (
            <PhoneFilled className={styles.onLine ?? ''} title={t('dialled')} aria-label={t('dialled')} />
          )}
          <span className={styles.number}>{entry.text}</span>
          <span className={styles.type}>{numberTypeText(entry.type)}</span>
          <Button
            size="small"
            type="text"
            className={styles.copy ?? ''}
            icon={<CopyOutlined aria-hidden />}
            aria-label={t('copy', { number: entry.text })}
            onClick={() => copy(entry.number)}
          />
        </li>
      ))}
    </ul>
  );
}
