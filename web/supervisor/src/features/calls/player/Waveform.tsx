import { clockText } from '@callcenter/ui';
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RecordingView } from '../api';
import { drawWaves } from './drawWaves';
import styles from './Player.module.css';
import type { Peaks } from './peaks';
import type { Sound } from './sound';

/** A place that can be jumped to. */
export interface Place {
  /** Seconds from the recording's beginning. */
  at: number;
  text: string;
  kind: 'note' | 'mark';
}

export interface WaveformProps {
  sound: Sound;
  peaks: Peaks | undefined;
  silences: RecordingView['silences'];
  places: readonly Place[];
}

const step = 5;

/** Both voices over time: click or arrow keys go to a place. */
export function Waveform({ sound, peaks, silences, places }: WaveformProps) {
  const { t } = useTranslation('calls');
  const duration = useStore(sound.store, (state) => state.duration);
  const canvas = useRef<HTMLCanvasElement>(null);
  const slider = useRef<HTMLDivElement>(null);
  const [width, watch] = useWidth();
  useEffect(() => {
    let frame = 0;
    let drawn = '';
    const draw = () => {
      frame = requestAnimationFrame(draw);
      const place = canvas.current;
      const now = `${sound.time.toFixed(2)} ${width} ${document.documentElement.dataset.theme} ${peaks?.agent.length} ${duration}`;
      if (!place || width === 0 || now === drawn) {
        return;
      }

      drawn = now;
      drawWaves(place, width, peaks, duration, sound.time);
      slider.current?.setAttribute('aria-valuenow', sound.time.toFixed(0));
      slider.current?.setAttribute('aria-valuetext', clockText(sound.time));
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [sound, peaks, duration, width]);
  const seekTo = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    sound.seek(((event.clientX - box.left) / box.width) * duration);
  };
  const onKey = (event: KeyboardEvent) => {
    const to = target(event.key, sound.time, duration);
    if (to !== null) {
      event.preventDefault();
      sound.seek(to);
    }
  };
  const share = (seconds: number) => `${(100 * Math.min(Math.max(0, seconds), duration)) / Math.max(duration, 0.001)}%`;
  return (
    <div className={styles.waves}>
      <span className={styles.voice}>{t('player.agent')}</span>
      <span className={styles.voice}>{t('player.customer')}</span>
      <div
        ref={(element) => {
          slider.current = element;
          return watch(element);
        }}
        role="slider"
        tabIndex={0}
        className={styles.slider}
        aria-label={t('player.position')}
        aria-valuemin={0}
        aria-valuemax={Math.ceil(duration)}
        aria-valuenow={0}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seekTo(event);
        }}
        onPointerMove={(event) => event.buttons === 1 && seekTo(event)}
        onKeyDown={onKey}
      >
        {silences.map((silence) => (
          <span
            key={silence.fromMs}
            className={styles.silence}
            title={t(silence.reason === 'paused' ? 'player.paused' : 'player.gap')}
            style={{ left: share(silence.fromMs / 1000), width: share((silence.toMs - silence.fromMs) / 1000) }}
          />
        ))}
        <canvas ref={canvas} className={styles.canvas} />
      </div>
      <div className={styles.places}>
        {places.map((place) => (
          <button
            key={`${place.kind} ${place.at} ${place.text}`}
            type="button"
            className={styles.place}
            data-kind={place.kind}
            style={{ left: share(place.at) }}
            title={`${clockText(place.at)} ${place.text}`}
            aria-label={t('player.goTo', { time: clockText(place.at), text: place.text })}
            onClick={() => sound.seek(place.at)}
          />
        ))}
      </div>
    </div>
  );
}

function target(key: string, time: number, duration: number): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return time - step;
    case 'ArrowRight':
    case 'ArrowUp':
      return time + step;
    case 'Home':
      return 0;
    case 'End':
      return duration;
    default:
      return null;
  }
}

function useWidth(): [number, (element: HTMLElement | null) => (() => void) | undefined] {
  const [width, setWidth] = useState(0);
  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) {
      return undefined;
    }

    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [width, watch];
}
