import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  ExperimentOutlined,
  StopOutlined,
  SyncOutlined,
  UndoOutlined,
} from '@ant-design/icons';
import { Chip, type ChipTone, percentText, useLanguage } from '@callcenter/ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UploadState, UploadView } from './api';
import styles from './Lists.module.css';

const looks: Record<UploadState, { tone: ChipTone; icon: ReactNode }> = {
  queued: { tone: 'plain', icon: <ClockCircleOutlined /> },
  running: { tone: 'accent', icon: <SyncOutlined /> },
  done: { tone: 'ok', icon: <CheckCircleOutlined /> },
  failed: { tone: 'bad', icon: <CloseCircleOutlined /> },
  cancelled: { tone: 'warn', icon: <StopOutlined /> },
  undone: { tone: 'warn', icon: <UndoOutlined /> },
};

/** Where an upload stands. */
export function UploadChip({ upload }: { upload: UploadView }) {
  const { t } = useTranslation('lists');
  const language = useLanguage((state) => state.language);
  const { tone, icon } = looks[upload.state];
  return (
    <span className={styles.chips}>
      <Chip tone={tone} icon={icon}>
        {t(`state.${upload.state}`)}
        {upload.state === 'running' && ` ${percentText(upload.progress, language)}`}
      </Chip>
      {upload.dryRun && <Chip icon={<ExperimentOutlined />}>{t('dryRun')}</Chip>}
    </span>
  );
}
