import {
  BackwardOutlined,
  DownloadOutlined,
  ForwardOutlined,
  PauseCircleFilled,
  PlayCircleFilled,
  SoundOutlined,
} from '@ant-design/icons';
import { Choice, clockText, download, KeyHint, Panel, showToast, textOfError, useShortcuts } from '@callcenter/ui';
import { Button, Slider } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useMay } from '../../../live/session';
import type { RecordingView } from '../api';
import styles from './Player.module.css';
import { usePeaks } from './peaks';
import { rates, type Side, type Sound } from './sound';
import { type Place, Waveform } from './Waveform';

export interface PlayerProps {
  recording: RecordingView;
  sound: Sound;
  places: readonly Place[];
}

const skipSeconds = 5;

/** Listening to a recording. Space plays, arrows seek, J K L as in other players. */
export function Player({ recording, sound, places }: PlayerProps) {
  const { t } = useTranslation('calls');
  const peaks = usePeaks(recording.id, recording.state === 'open');
  const { playing, failed, waiting, duration, rate, volumes } = useStore(sound.store);
  const mayKeep = useMay('recording.download');
  const keys = { group: t('player.title') };
  useShortcuts([
    { id: 'player.play', chord: 'K', label: t('player.toggle'), run: () => sound.toggle(), ...keys },
    {
      id: 'player.back',
      chord: 'J',
      label: t('player.back', { count: skipSeconds }),
      run: () => sound.skip(-skipSeconds),
      ...keys,
    },
    { id: 'player.on', chord: 'L', label: t('player.on', { count: skipSeconds }), run: () => sound.skip(skipSeconds), ...keys },
  ]);
  useFreeKeys(sound);
  return (
    <Panel
      title={t('player.title')}
      icon={<SoundOutlined />}
      aside={failed ? <span role="alert">{t('player.failed')}</span> : undefined}
    >
      <Waveform sound={sound} peaks={peaks.data} silences={recording.silences} places={places} />
      {peaks.error && <p className={styles.note}>{textOfError(peaks.error)}</p>}
      <div className={styles.controls}>
        <Button
          type="primary"
          size="large"
          icon={playing ? <PauseCircleFilled aria-hidden /> : <PlayCircleFilled aria-hidden />}
          loading={waiting && playing}
          aria-keyshortcuts="Space K"
          onClick={() => sound.toggle()}
        >
          {t(playing ? 'player.pause' : 'player.play')} <KeyHint chord="K" />
        </Button>
        <Button
          icon={<BackwardOutlined aria-hidden />}
          aria-label={t('player.back', { count: skipSeconds })}
          title={t('player.back', { count: skipSeconds })}
          onClick={() => sound.skip(-skipSeconds)}
        />
        <Button
          icon={<ForwardOutlined aria-hidden />}
          aria-label={t('player.on', { count: skipSeconds })}
          title={t('player.on', { count: skipSeconds })}
          onClick={() => sound.skip(skipSeconds)}
        />
        <span className={styles.time}>
          <Time sound={sound} /> / {clockText(duration)}
        </span>
        <Choice
          label={`${t('player.speed')} ${rate}×`}
          text={`${rate}×`}
          value={String(rate)}
          options={rates.map((one) => ({ value: String(one), text: `${one}×` }))}
          onChoose={(one) => sound.setRate(Number(one))}
        />
        <span className={styles.space} />
        {(['agent', 'customer'] as const).map((side: Side) => (
          <span key={side} className={styles.volume} data-side={side}>
            <span aria-hidden>{t(`player.${side}`)}</span>
            <Slider
              min={0}
              max={100}
              value={Math.round(volumes[side] * 100)}
              tooltip={{ open: false }}
              ariaLabelForHandle={t(`player.volume.${side}`)}
              onChange={(value: number) => sound.setVolume(side, value / 100)}
            />
          </span>
        ))}
        {mayKeep && (
          <Button
            icon={<DownloadOutlined aria-hidden />}
            aria-label={t('player.download')}
            title={t('player.download')}
            onClick={() =>
              void download(`/recordings/${recording.id}/download`, `recording-${recording.id}.wav`).catch((error: unknown) =>
                showToast({ tone: 'bad', text: textOfError(error) }),
              )
            }
          />
        )}
      </div>
    </Panel>
  );
}

/** Where the sound is; ten times a second is enough for a reader. */
function Time({ sound }: { sound: Sound }) {
  const [text, setText] = useState(clockText(sound.time));
  useEffect(() => {
    const timer = setInterval(() => setText(clockText(sound.time)), 100);
    return () => clearInterval(timer);
  }, [sound]);
  return <span className={styles.now}>{text}</span>;
}

const others =
  'input, textarea, select, button, a, summary, [role="slider"], [role="radio"], [contenteditable="true"], [role="dialog"]';

/** Space and the arrows, where nothing else wants them. */
function useFreeKeys(sound: Sound): void {
  const latest = useRef(sound);
  useEffect(() => {
    latest.current = sound;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) {
        return;
      }

      if (event.target instanceof Element && event.target.closest(others)) {
        return;
      }

      if (event.key === ' ') {
        latest.current.toggle();
      } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
        latest.current.skip(event.key === 'ArrowLeft' ? -skipSeconds : skipSeconds);
      } else {
        return;
      }

      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
