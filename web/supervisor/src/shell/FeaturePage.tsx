import { LockOutlined } from '@ant-design/icons';
import { CrashGuard, EmptyState, Late } from '@callcenter/ui';
import { Spin } from 'antd';
import i18next from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../live/session';
import styles from './App.module.css';
import type { Feature } from './feature';
import { navText } from './navText';

/** A feature's page in its place, or why it is not shown. */
export function FeaturePage({ feature }: { feature: Feature }) {
  const { t, i18n } = useTranslation('shell');
  const allowed = useMay(...feature.permission);
  const { language } = i18n;
  useEffect(() => {
    document.title = language ? `${navText(feature)} · CallCenter` : 'CallCenter';
  }, [feature, language]);
  if (!allowed) {
    return (
      <div className={styles.opening}>
        <EmptyState icon={<LockOutlined />} title={t('forbidden.title')} text={t('forbidden.text')} />
      </div>
    );
  }

  return (
    <CrashGuard key={feature.path} text={() => i18next.t('crashed', { ns: 'shell' })}>
      <Late
        part={feature.page}
        give={{}}
        waiting={
          <div className={styles.opening}>
            <Spin size="large" aria-label={t('opening')} />
          </div>
        }
      />
    </CrashGuard>
  );
}
