import {
  CheckOutlined,
  DisconnectOutlined,
  HourglassOutlined,
  PauseOutlined,
  PhoneOutlined,
  ReloadOutlined,
} from '@ant-design/icons';
import { Elapsed } from '@callcenter/ui';
import type { AgentSnapshot } from '@callcenter/ui/contracts';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useReasonText } from '../../desk/reasons';
import { wishFor } from '../../desk/wish';
import { connectPhone } from '../../phone/phone';
import { DialButton } from '../manual-dial';
import type { BandState } from './bandState';
import styles from './CallBand.module.css';
import { useProblemText } from './problemText';

const icons = {
  ready: HourglassOutlined,
  paused: PauseOutlined,
  connecting: PhoneOutlined,
  unreachable: DisconnectOutlined,
  reserved: PhoneOutlined,
} as const;

/** The band without a call: what is being waited for, since when, and what to do. */
export function IdleBand({ agent, state }: { agent: AgentSnapshot; state: BandState }) {
  const { t } = useTranslation('call-band');
  const reason = useReasonText(state === 'paused' ? agent.reason : null);
  const problem = useProblemText(agent);
  const kind = state === 'ready' || state === 'connecting' || state === 'unreachable' || state === 'reserved' ? state : 'paused';
  const Icon = icons[kind];
  const title =
    kind === 'reserved'
      ? t('state.reserved')
      : kind === 'paused' && reason
        ? `${t('idle.paused')} · ${reason}`
        : t(`idle.${kind}`);
  const hint = kind === 'reserved' ? t('idle.readyHint') : kind === 'unreachable' && problem ? problem : t(`idle.${kind}Hint`);
  return (
    <>
      <div className={styles.party}>
        <div className={styles.avatar} data-pulse={kind === 'ready' || kind === 'reserved'} aria-hidden>
          <Icon />
        </div>
        <div className={styles.who}>
          <p className={styles.name} role="status">
            {title}
          </p>
          <p className={styles.number}>{hint}</p>
        </div>
      </div>
      <div className={styles.timing}>
        <p className={styles.timer}>
          <Elapsed since={agent.since} />
        </p>
      </div>
      <div className={styles.space} />
      <div className={styles.buttons}>
        <DialButton />
        {kind === 'paused' && (
          <Button type="primary" icon={<CheckOutlined aria-hidden />} onClick={() => void wishFor('ready')}>
            {t('goReady')}
          </Button>
        )}
        {kind === 'unreachable' && agent.phone?.kind !== 'sip' && (
          <Button type="primary" icon={<ReloadOutlined aria-hidden />} onClick={() => connectPhone()}>
            {t('connect')}
          </Button>
        )}
      </div>
    </>
  );
}
