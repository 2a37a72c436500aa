import { PauseCircleOutlined, PlayCircleOutlined, StopOutlined } from '@ant-design/icons';
import { Chip } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import type { CampaignState } from './api';

const looks = {
  running: { tone: 'ok', icon: <PlayCircleOutlined /> },
  paused: { tone: 'warn', icon: <PauseCircleOutlined /> },
  stopped: { tone: 'plain', icon: <StopOutlined /> },
} as const;

/** Whether a campaign dials. */
export function StateChip({ state }: { state: CampaignState }) {
  const { t } = useTranslation('campaigns');
  return (
    <Chip tone={looks[state].tone} icon={looks[state].icon}>
      {t(`state.${state}`)}
    </Chip>
  );
}
