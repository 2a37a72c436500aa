import { PushpinOutlined } from '@ant-design/icons';
import { shortText } from '@callcenter/ui';
import type { ScoreMark } from '@callcenter/ui/contracts';
import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecording } from './api';
import styles from './Scores.module.css';

/** The own recording, and the places that the coach points at. */
export function Listen({ callId, marks }: { callId: string; marks: readonly ScoreMark[] }) {
  const { t } = useTranslation('scores');
  const { data: recording } = useRecording(callId);
  const audio = useRef<HTMLAudioElement>(null);
  const go = (atMs: number) => {
    const sound = audio.current;
    if (sound && recording) {
      sound.currentTime = Math.max(0, (atMs - recording.offsetMs) / 1000);
      void sound.play();
    }
  };
  return (
    <>
      {recording && (
        // biome-ignore lint/a11y/useMediaCaption: a telephone call has no captions.
        <audio
          ref={audio}
          controls
          controlsList="nodownload"
          preload="none"
          className={styles.audio}
          aria-label={t('recording')}
          src={`/api/v1/recordings/${recording.id}/audio`}
        />
      )}
      {marks.length > 0 && (
        <ul className={styles.marks} aria-label={t('marks')}>
          {marks.map((mark) => (
            <li key={`${mark.atMs} ${mark.text}`}>
              <Button
                size="small"
                icon={<PushpinOutlined aria-hidden />}
                disabled={!recording}
                aria-label={t('goTo', { time: shortText(mark.atMs / 1000) })}
                onClick={() => go(mark.atMs)}
              >
                {shortText(mark.atMs / 1000)}
              </Button>
              <span>{mark.text}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
