import { CheckOutlined, CloudSyncOutlined, WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import styles from './Scoring.module.css';
import type { Saving } from './scoreSheet';

const icons = { waiting: CloudSyncOutlined, saving: CloudSyncOutlined, saved: CheckOutlined, failed: WarningOutlined };

/** Whether the draft is kept. */
export function SavedMark({ saving }: { saving: Saving }) {
  const { t } = useTranslation('scoring');
  const Icon = saving === 'clean' ? null : icons[saving];
  return (
    <span className={styles.saved} role="status" data-saving={saving}>
      {Icon && <Icon aria-hidden />} {saving === 'clean' ? '' : t(`saving.${saving}`)}
    </span>
  );
}
