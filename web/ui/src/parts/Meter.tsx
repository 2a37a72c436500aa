import { useEffect, useRef } from 'react';
import styles from './Meter.module.css';

export interface MeterProps {
  /** What is measured; read out, not shown. */
  label: string;
  /** Calls back with 0 to 1 as it changes and returns the way to stop. Levels move ten times a second: they never pass through React. */
  subscribe(listener: (level: number) => void): () => void;
  /** Width in pixels; the bars divide it. */
  width?: number;
}

/** A row of bars that follow a volume. */
export function Meter({ label, subscribe, width = 72 }: MeterProps) {
  const root = useRef<HTMLDivElement>(null);
  const lit = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let announced = 0;
    return subscribe((level) => {
      const share = Math.min(1, Math.max(0, level));
      if (lit.current) {
        lit.current.style.clipPath = `inset(0 ${((1 - share) * 100).toFixed(1)}% 0 0)`;
      }

      const tenth = Math.round(share * 10);
      if (tenth !== announced) {
        announced = tenth;
        root.current?.setAttribute('aria-valuenow', String(tenth * 10));
      }
    });
  }, [subscribe]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <meter> cannot be drawn as bars that move without React.
    <div
      ref={root}
      className={styles.meter}
      style={{ width }}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    >
      <div ref={lit} className={styles.lit} />
    </div>
  );
}
