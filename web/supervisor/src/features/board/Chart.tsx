import { type Language, timeText, useLanguage, useTheme } from '@callcenter/ui';
import { useEffect, useRef } from 'react';
import Plot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './Chart.module.css';

export interface Line {
  name: string;
  /** A CSS colour or variable. */
  color: string;
  values: readonly (number | null)[];
  dashed?: boolean;
  filled?: boolean;
}

export interface ChartProps {
  /** Read out instead of the picture. */
  label: string;
  /** The first minute, in milliseconds since 1970; the others follow. */
  from: number;
  lines: readonly Line[];
  /** How the upright axis is written. */
  text(value: number): string;
  /** The upright axis reaches at least so far. */
  least: number;
}

/** Lines over the last hour. Drawn outside React: new values only redraw the canvas. */
export function Chart({ label, from, lines, text, least }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | undefined>(undefined);
  const { language } = useLanguage();
  const shade = useTheme((state) => state.shade);
  const shape = JSON.stringify([
    lines.map(({ name, color, dashed, filled }) => [name, color, dashed, filled]),
    least,
    language,
    shade,
  ]);
  const latest = useRef({ from, lines, text });
  latest.current = { from, lines, text };
  useEffect(() => {
    const element = place.current;
    if (!element) {
      return;
    }

    const [looks, top, tongue] = JSON.parse(shape) as [[string, string, boolean?, boolean?][], number, Language];
    const made = new Plot(
      options(element, looks, top, tongue, (value) => latest.current.text(value)),
      dataOf(latest.current),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize(sizeOf(element)));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [shape]);
  useEffect(() => {
    plot.current?.setData(dataOf({ from, lines }));
  }, [from, lines]);
  return <div ref={place} className={styles.chart} role="img" aria-label={label} />;
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: Math.max(120, element.clientWidth), height: Math.max(60, element.clientHeight) };
}

function dataOf({ from, lines }: Pick<ChartProps, 'from' | 'lines'>): Plot.AlignedData {
  const length = lines[0]?.values.length ?? 0;
  const times = Array.from({ length }, (_, index) => from / 1000 + index * 60);
  return [times, ...lines.map((line) => [...line.values])];
}

function options(
  element: HTMLElement,
  looks: readonly [string, string, boolean?, boolean?][],
  least: number,
  language: Language,
  text: (value: number) => string,
): Plot.Options {
  const css = getComputedStyle(element);
  const colour = (name: string) => (name.startsWith('--') ? css.getPropertyValue(name).trim() : name);
  const font = `${css.fontSize} ${css.fontFamily}`;
  const em = Number.parseFloat(css.fontSize);
  const axis = {
    stroke: colour('--text-3'),
    font,
    grid: { stroke: colour('--border'), width: 1 },
    ticks: { show: false },
  };
  return {
    ...sizeOf(element),
    padding: [em * 0.7, em * 1.8, 0, 0],
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: true }, y: { range: (_, __, max) => [0, Math.max(least, (max ?? 0) * 1.1)] } },
    axes: [
      { ...axis, size: em * 2, space: em * 6, values: (_, splits) => splits.map((at) => timeText(at * 1000, language)) },
      { ...axis, size: em * 3.6, space: em * 2.4, values: (_, splits) => splits.map(text) },
    ],
    series: [
      {},
      ...looks.map(([name, color, dashed, filled]) => ({
        label: name,
        stroke: colour(color),
        width: dashed ? 1.5 : 2,
        points: { show: false },
        spanGaps: true,
        ...(dashed ? { dash: [6, 5] } : {}),
        ...(filled ? { fill: `color-mix(in srgb, ${colour(color)} 14%, transparent)` } : {}),
      })),
    ],
  };
}
