import { numberText, percentText, useLanguage } from '@callcenter/ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../live/boardStore';
import { rolling, summed } from '../../live/history';
import { Chart, type Line } from './Chart';
import styles from './Chart.module.css';

const span = 15;
/** More lines than these cannot be told apart. */
const mostLines = 4;
const colours = ['--line-1', '--line-2', '--line-3', '--line-4'];

/** Calls dialled, answered and connected, by minutes. */
export function CallsChart() {
  const { t } = useTranslation('board');
  const { language } = useLanguage();
  const hour = useBoard((board) => board.hour);
  const lines = useMemo<Line[]>(
    () => [
      { name: t('chart.attempts'), color: '--line-1', values: summed(hour, 'attempts'), filled: true },
      { name: t('chart.liveAnswers'), color: '--line-2', values: summed(hour, 'liveAnswers') },
      { name: t('chart.connected'), color: '--line-3', values: summed(hour, 'connected') },
    ],
    [hour, t],
  );
  return (
    <Framed title={t('chart.calls')} lines={lines}>
      <Chart
        label={spoken(t('chart.calls'), lines, (value) => numberText(value, language))}
        from={hour.from}
        lines={lines}
        least={10}
        text={(value) => numberText(value, language)}
      />
    </Framed>
  );
}

/** The abandoned share of the live answers over 15 minutes, with the strictest limit as a dashed line. */
export function AbandonChart() {
  const { t } = useTranslation('board');
  const { language } = useLanguage();
  const hour = useBoard((board) => board.hour);
  const campaigns = useBoard((board) => board.campaigns);
  const names = [...campaigns.values()]
    .filter((campaign) => campaign.state === 'running' && hour.campaigns.has(campaign.id))
    .sort((a, b) => b.liveAnswers - a.liveAnswers)
    .slice(0, mostLines)
    .map(({ id, name, abandonLimit }) => ({ id: id as string, name, abandonLimit }));
  const shape = JSON.stringify(names);
  const lines = useMemo<Line[]>(() => {
    const shown = JSON.parse(shape) as typeof names;
    const limit = Math.min(...shown.map((campaign) => campaign.abandonLimit), 0.03);
    const shares = shown.map(({ id, name }, index) => {
      const minutes = hour.campaigns.get(id);
      return {
        name,
        color: colours[index] ?? '--line-1',
        values: minutes ? rolling(minutes.abandoned, minutes.liveAnswers, span) : [],
      };
    });
    const dashed = { name: t('chart.limit'), color: '--bad', values: new Array<number>(hour.length).fill(limit), dashed: true };
    return [...shares, dashed];
  }, [hour, shape, t]);
  return (
    <Framed title={t('chart.abandon')} lines={lines}>
      <Chart
        label={spoken(t('chart.abandon'), lines, (value) => percentText(value, language))}
        from={hour.from}
        lines={lines}
        least={0.04}
        text={(value) => percentText(value, language)}
      />
    </Framed>
  );
}

function spoken(title: string, lines: readonly Line[], text: (value: number) => string): string {
  const last = (line: Line) => line.values.findLast((value) => value !== null);
  return `${title}: ${lines.map((line) => `${line.name} ${text(last(line) ?? 0)}`).join(', ')}`;
}

function Framed({ title, lines, children }: { title: string; lines: readonly Line[]; children: React.ReactNode }) {
  return (
    <div className={styles.frame}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <ul className={styles.legend}>
          {lines.map((line) => (
            <li key={line.name}>
              <i style={{ background: `var(${line.color})` }} aria-hidden /> {line.name}
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.plot}>{children}</div>
    </div>
  );
}
