import { ApiOutlined, DisconnectOutlined, PhoneOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import { usePhone } from '../../phone/phone';
import styles from './LinkState.module.css';

/** Server and phone, in words, at the foot of the page. */
export function LinkState() {
  const { t } = useTranslation('link-state');
  const link = useDesk((desk) => desk.link);
  const latency = useDesk((desk) => desk.latencyMs);
  const phone = useDesk((desk) => desk.agent?.phone ?? null);
  const browser = usePhone((state) => state.state);
  const onShift = useDesk((desk) => desk.agent !== null && desk.agent.state !== 'signedOut');
  const text = link === 'connected' && latency !== null ? t('connectedMs', { ms: latency }) : t(link);
  const phoneState =
    phone?.kind === 'sip'
      ? phone.state
      : browser === 'connected'
        ? (phone?.state ?? 'connected')
        : browser === 'failed' || browser === 'idle'
          ? 'disconnected'
          : 'connecting';
  const known = phoneState === 'connected' || phoneState === 'connecting' ? phoneState : 'disconnected';
  const Icon = link === 'connected' ? ApiOutlined : DisconnectOutlined;
  return (
    <div className={styles.states}>
      {onShift && (
        <span className={styles.state} data-good={known === 'connected'}>
          <PhoneOutlined aria-hidden /> {t(`phone.${phone?.kind ?? 'browser'}`)} {t(`phoneState.${known}`)}
        </span>
      )}
      <span className={styles.state} data-good={link === 'connected'} title={t('label')}>
        <Icon aria-hidden /> <span className="numbers">{text}</span>
      </span>
    </div>
  );
}
