import { DisconnectOutlined, LockOutlined } from '@ant-design/icons';
import { EmptyState } from '@callcenter/ui';
import { Button, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/deskStore';
import styles from './App.module.css';
import type { Obstacle } from './start';

/** While the desk is being fetched, or when it cannot be. */
export function Opening({ obstacle }: { obstacle: Obstacle | null }) {
  const { t } = useTranslation('shell');
  const away = useDesk((desk) => desk.link === 'away');
  const trouble = obstacle ?? (away ? 'noServer' : null);
  return (
    <main className={styles.opening}>
      {trouble ? (
        <EmptyState
          icon={trouble === 'notAllowed' ? <LockOutlined /> : <DisconnectOutlined />}
          title={t(`${trouble}.title`)}
          text={t(`${trouble}.text`)}
        >
          <Button
            className={styles.again ?? ''}
            onClick={() => location.assign(trouble === 'notAllowed' ? '/' : location.pathname)}
          >
            {t(`${trouble}.action`)}
          </Button>
        </EmptyState>
      ) : (
        <Spin size="large" description={t('opening')} />
      )}
    </main>
  );
}
