import { DisconnectOutlined, LockOutlined } from '@ant-design/icons';
import { EmptyState } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './App.module.css';
import type { Obstacle } from './start';

/** When the application cannot be opened. */
export function Opening({ obstacle }: { obstacle: Obstacle }) {
  const { t } = useTranslation('shell');
  return (
    <main className={styles.opening}>
      <EmptyState
        icon={obstacle === 'notAllowed' ? <LockOutlined /> : <DisconnectOutlined />}
        title={t(`${obstacle}.title`)}
        text={t(`${obstacle}.text`)}
      >
        <Button
          className={styles.again ?? ''}
          onClick={() => location.assign(obstacle === 'notAllowed' ? '/' : location.pathname)}
        >
          {t(`${obstacle}.action`)}
        </Button>
      </EmptyState>
    </main>
  );
}
