import { CustomerServiceOutlined } from '@ant-design/icons';
import { Chip, type ChipTone } from '@callcenter/ui';
import type { MonitoringMode } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';

const tones: Record<MonitoringMode, ChipTone> = { takeOver: 'bad', barge: 'bad', whisper: 'warn', listen: 'plain' };
const byLoudness = Object.keys(tones);

/** Who is beside the agent, as far as the installation lets agents see it. The one who can be heard comes first. */
export function ListenersChip() {
  const { t } = useTranslation('header');
  const listeners = useDesk((desk) => desk.agent?.listeners);
  const sorted = [...(listeners ?? [])].sort((a, b) => byLoudness.indexOf(a.mode) - byLoudness.indexOf(b.mode));
  const [first] = sorted;
  // The place is always there, so that it is read out when somebody comes.
  return (
    <span role="status" data-testid="listeners">
      {first && (
        <Chip
          tone={tones[first.mode]}
          icon={<CustomerServiceOutlined />}
          title={sorted.map(({ name, mode }) => t(`listeners.${mode}`, { name })).join(' · ')}
        >
          {t(`listeners.${first.mode}`, { name: first.name })}
          {sorted.length > 1 && ` +${sorted.length - 1}`}
        </Chip>
      )}
    </span>
  );
}
