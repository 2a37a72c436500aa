import { CoffeeOutlined, CustomerServiceOutlined, DisconnectOutlined } from '@ant-design/icons';
import { Panel } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { CampaignLines } from './CampaignLines';
import styles from './Idle.module.css';
import { Tips } from './Tips';

const icons = {
  ready: CustomerServiceOutlined,
  reserved: CustomerServiceOutlined,
  connecting: CustomerServiceOutlined,
  paused: CoffeeOutlined,
  unreachable: DisconnectOutlined,
} as const;

/** The middle of the desk between two calls: what happens next, and why nothing comes. */
export function Idle() {
  const { t } = useTranslation('idle');
  const state = useDesk((desk) => desk.agent?.state);
  const kind = state === 'ready' || state === 'reserved' || state === 'connecting' || state === 'unreachable' ? state : 'paused';
  const Icon = icons[kind];
  return (
    <Panel title={t('next')} fill>
      <div className={styles.idle}>
        <div className={styles.hero} data-kind={kind} aria-hidden>
          <Icon />
        </div>
        <h3 className={styles.title}>{t(`${kind}.title`)}</h3>
        <p className={styles.text}>{t(`${kind}.text`)}</p>
        <CampaignLines />
        <Tips />
      </div>
    </Panel>
  );
}
