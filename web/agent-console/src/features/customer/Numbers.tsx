import { CopyOutlined } from '@ant-design/icons';
import { Chip, showToast } from '@callcenter/ui';
import type { PopNumber } from '@callcenter/ui/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './Customer.module.css';

const types = ['mobile', 'home', 'work', 'main', 'other'] as const;
type NumberType = (typeof types)[number];

/** All numbers, the one on the line first. */
export function Numbers({ numbers, dialled }: { numbers: readonly PopNumber[]; dialled: string }) {
  const { t } = useTranslation('customer');
  const copy = (number: string) => {
    void navigator.clipboard?.writeText(number).then(() => showToast({ tone: 'good', text: t('copied') }));
  };
  return (
    <ul className={styles.numbers} aria-label={t('numbers')}>
      {numbers.map((entry) => (
        <li key={entry.number}>
          <span className="numbers">{entry.text}</span>
          <span className={styles.type}>
            {(types as readonly string[]).includes(entry.type) ? t(`type.${entry.type as NumberType}`) : entry.type}
          </span>
          {entry.number === dialled && <Chip tone="accent">{t('dialled')}</Chip>}
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
