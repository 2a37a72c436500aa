import { CustomerServiceOutlined } from '@ant-design/icons';
import type { ListenerMark, MonitoringMode } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import styles from './CallBand.module.css';

const byLoudness: readonly MonitoringMode[] = ['takeOver', 'barge', 'whisper', 'listen'];

/** Who is beside the agent, as far as the installation lets agents see it. The one who can be heard comes first. */
export function Listeners({ listeners }: { listeners: readonly ListenerMark[] | null | undefined }) {
  const { t } = useTranslation('call-band');
  if (!listeners?.length) {
    return null;
  }

  const sorted = [...listeners].sort((a, b) => byLoudness.indexOf(a.mode) - byLoudness.indexOf(b.mode));
  const all = sorted.map(({ name, mode }) => t(`listeners.${mode}`, { name })).join(' · ');
  const [first] = sorted;
  return (
    <p className={styles.listeners} title={all} role="status" data-testid="listeners">
      <CustomerServiceOutlined aria-hidden />
      <span className={styles.listenersText}>
        {first && t(`listeners.${first.mode}`, { name: first.name })}
        {sorted.length > 1 && ` +${sorted.length - 1}`}
      </span>
    </p>
  );
}
