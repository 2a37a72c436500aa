import { CloseOutlined } from '@ant-design/icons';
import { KeyHint, Meter } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { may } from '../../live/session';
import { callAsides } from '../../live/slots';
import { CallFacts } from './CallFacts';
import styles from './ListeningPanel.module.css';
import { stopListening, useListening } from './listening';
import { ModeSwitch } from './ModeSwitch';
import { modes } from './modes';
import { OwnVoice } from './OwnVoice';
import { PhoneTrouble } from './PhoneTrouble';
import { onCallLevel, usePhone } from './phone';
import { useAgentName } from './useAgentName';
import { useHeardCall } from './useHeardCall';

/** Beside an agent: who is on the line, what the supervisor may do, and the way out. */
export default function ListeningPanel() {
  const { t } = useTranslation('monitoring');
  const { session, wanted } = useListening();
  const phone = usePhone((state) => state.phone);
  const callId = useHeardCall();
  const mode = session?.mode ?? wanted?.mode ?? 'listen';
  const name = useAgentName();
  const Icon = modes.find((facts) => facts.mode === mode)?.icon ?? CloseOutlined;
  const asides = callAsides.filter(({ permission }) => may(...permission));
  return (
    <aside className={styles.dock} aria-label={t('label')} data-listening data-asides={callId !== null && asides.length > 0}>
      <section className={styles.panel} data-mode={session ? mode : 'coming'}>
        <header className={styles.head}>
          <span className={styles.icon} aria-hidden>
            <Icon />
          </span>
          <div className={styles.title}>
            <h2>{t(`${mode}.title`, { name })}</h2>
            <p role="status">{session ? t(`${mode}.heard`, { name }) : t('coming')}</p>
          </div>
          <Button onClick={() => void stopListening()} icon={<CloseOutlined aria-hidden />} aria-keyshortcuts="S Escape">
            {t('stop')} <KeyHint chord="S" />
          </Button>
        </header>
        <PhoneTrouble />
        {session && (
          <div className={styles.body}>
            <CallFacts session={session} name={name} />
            <ModeSwitch session={session} name={name} />
            {phone && (
              <div className={styles.levels}>
                <span>{t('call.sound')}</span>
                <Meter label={t('call.soundLevel')} subscribe={onCallLevel} width={110} />
              </div>
            )}
            {phone && mode !== 'listen' && <OwnVoice muted={phone.muted} />}
          </div>
        )}
      </section>
      {callId &&
        asides.map(({ key, component: Component }) => (
          <section key={key} className={styles.aside}>
            <Component callId={callId} />
          </section>
        ))}
    </aside>
  );
}
