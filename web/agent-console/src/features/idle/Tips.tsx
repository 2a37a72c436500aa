import { BulbOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import styles from './Idle.module.css';

/** Three things worth knowing. */
export function Tips() {
  const { t } = useTranslation('idle');
  return (
    <ul className={styles.tips} aria-label={t('tips')}>
      {(['tip.keys', 'tip.notes', 'tip.reload'] as const).map((tip) => (
        <li key={tip}>
          <BulbOutlined aria-hidden /> {t(tip)}
        </li>
      ))}
    </ul>
  );
}
