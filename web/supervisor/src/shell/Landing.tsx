import { LockOutlined } from '@ant-design/icons';
import { EmptyState } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { may } from '../live/session';
import styles from './App.module.css';
import { features } from './features';

/** The first page that the person may open. */
export function Landing() {
  const { t } = useTranslation('shell');
  const first = features.find((feature) => feature.nav && may(...feature.permission));
  return first ? (
    <Navigate to={`/${first.path}`} replace />
  ) : (
    <div className={styles.opening}>
      <EmptyState icon={<LockOutlined />} title={t('forbidden.title')} text={t('forbidden.text')} />
    </div>
  );
}
