import {
  AudioMutedOutlined,
  AudioOutlined,
  CaretRightOutlined,
  PauseOutlined,
  PhoneOutlined,
  StopOutlined,
} from '@ant-design/icons';
import type { AgentCall } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import { order } from '../../desk/desk';
import { Keypad } from '../keypad';
import { BandButton } from './BandButton';
import type { BandState } from './bandState';
import styles from './CallBand.module.css';
import { toggleMute } from './muting';

/** What can be done to the call, each with its key. */
export function CallButtons({ call, state }: { call: AgentCall; state: BandState }) {
  const { t } = useTranslation('call-band');
  const live = state === 'connected' || state === 'muted' || state === 'held';
  if (state === 'wrapUp') {
    return (
      <div className={styles.buttons}>
        <BandButton
          id="extend"
          chord="Ctrl+Shift+L"
          keyLabel={t('keys.extend')}
          text={t('extend')}
          onClick={() => void order({ command: 'askForTime', call: call.id })}
        />
      </div>
    );
  }

  return (
    <div className={styles.buttons}>
      <BandButton
        id="mute"
        chord="Ctrl+Shift+S"
        keyLabel={t('keys.mute')}
        icon={call.muted ? <AudioMutedOutlined aria-hidden /> : <AudioOutlined aria-hidden />}
        text={call.muted ? t('unmute') : t('mute')}
        pressed={call.muted}
        disabled={!live}
        onClick={() => void toggleMute(call)}
      />
      <BandButton
        id="hold"
        chord="Ctrl+Shift+H"
        keyLabel={t('keys.hold')}
        icon={state === 'held' ? <CaretRightOutlined aria-hidden /> : <PauseOutlined aria-hidden />}
        text={state === 'held' ? t('resume') : t('hold')}
        pressed={state === 'held'}
        disabled={!live}
        onClick={() => void order({ command: 'setHold', call: call.id, on: state !== 'held' })}
      />
      <Keypad call={call} disabled={!live} />
      <BandButton
        id="recording"
        chord="Ctrl+Shift+E"
        keyLabel={t('keys.recording')}
        icon={<StopOutlined aria-hidden />}
        text={call.recordingPaused ? t('resumeRecording') : t('pauseRecording')}
        pressed={call.recordingPaused}
        disabled={!live}
        onClick={() => void order({ command: 'setRecordingPause', call: call.id, on: !call.recordingPaused })}
      />
      <BandButton
        id="hangUp"
        chord="Ctrl+Shift+X"
        keyLabel={t('hangUp')}
        icon={<PhoneOutlined className={styles.down ?? ''} aria-hidden />}
        text={t('hangUp')}
        danger
        destructive
        onClick={() => void order({ command: 'endCall', call: call.id })}
      />
    </div>
  );
}
