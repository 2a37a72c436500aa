import { CompassOutlined } from '@ant-design/icons';
import { EmptyState } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './App.module.css';

/** An address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation('shell');
  return (
    <div className={styles.opening}>
      <EmptyState icon={<CompassOutlined />} title={t('notFound.title')} text={t('notFound.text')}>
        <Link to="/" className={styles.again}>
          {t('notFound.action')}
        </Link>
      </EmptyState>
    </div>
  );
}
