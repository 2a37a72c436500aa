import { UserOutlined } from '@ant-design/icons';
import type { AgentCall } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import styles from './CallBand.module.css';

function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  return words.length > 1
    ? `${[...(words[0] ?? '')][0] ?? ''}${[...(words.at(-1) ?? '')][0] ?? ''}`.toUpperCase()
    : [...name].slice(0, 2).join('').toUpperCase();
}

/** Who is on the line. */
export function Party({ call }: { call: AgentCall }) {
  const { t } = useTranslation('call-band');
  const pop = useDesk((desk) => (desk.pop?.call === call.id ? desk.pop : null));
  const name = pop?.customer?.name.trim();
  // For the moment between the call and its customer: the number alone, not a wrong "unknown".
  const more = pop ? [pop.numberText || call.number, pop.customer?.company].filter(Boolean).join(' · ') : '\u00a0';
  return (
    <div className={styles.party}>
      <div className={styles.avatar} aria-hidden>
        {name ? initials(name) : <UserOutlined />}
      </div>
      <div className={styles.who}>
        <p className={styles.name} title={name} data-testid="caller">
          {name || (pop ? t('unknown') : call.number)}
        </p>
        <p className={styles.number} title={more}>
          {more}
        </p>
      </div>
    </div>
  );
}
