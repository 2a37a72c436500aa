import { AudioMutedOutlined, AudioOutlined } from '@ant-design/icons';
import { Meter } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './ListeningPanel.module.css';
import { mutePhone, onMicrophoneLevel } from './phone';

/** The own microphone: how loud, and off for a moment. */
export function OwnVoice({ muted }: { muted: boolean }) {
  const { t } = useTranslation('monitoring');
  return (
    <div className={styles.levels}>
      <span>{t('voice.you')}</span>
      <Meter label={t('voice.level')} subscribe={onMicrophoneLevel} width={110} />
      <Button
        size="small"
        type={muted ? 'primary' : 'default'}
        aria-pressed={muted}
        icon={muted ? <AudioMutedOutlined aria-hidden /> : <AudioOutlined aria-hidden />}
        onClick={() => mutePhone(!muted)}
      >
        {t(muted ? 'voice.unmute' : 'voice.mute')}
      </Button>
    </div>
  );
}
