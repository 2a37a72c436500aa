import { Countdown, Elapsed } from '@callcenter/ui';
import type { AgentCall } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import type { BandState } from './bandState';
import styles from './CallBand.module.css';

/** 24 pixels of time, and beneath it the state in words with the recording's dot. */
export function CallTimer({ call, state }: { call: AgentCall; state: BandState }) {
  const { t } = useTranslation('call-band');
  const since = useDesk((desk) => desk.agent?.since);
  const wrapUp = state === 'wrapUp' && call.wrapUpEndsAt !== null;
  const begin = call.answeredAt ?? since;
  const recorded = state === 'connected' || state === 'muted' || state === 'held';
  return (
    <div className={styles.timing}>
      <p className={styles.timer}>
        {wrapUp && call.wrapUpEndsAt ? (
          <Countdown until={call.wrapUpEndsAt} />
        ) : begin && state !== 'ringing' ? (
          <Elapsed since={begin} />
        ) : (
          '00:00'
        )}
        {wrapUp && <span className={styles.left}>{t('left')}</span>}
      </p>
      <p className={styles.phase} role="status">
        {t(`state.${state as 'connected'}`)}
        {recorded && (
          <span className={styles.recording} data-paused={call.recordingPaused}>
            <span className={styles.dot} aria-hidden />
            {t(call.recordingPaused ? 'recordingPaused' : 'recording')}
          </span>
        )}
      </p>
    </div>
  );
}
