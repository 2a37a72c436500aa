import { clockText, numberText, percentText, useLanguage, useNow } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { abandonLevel, type Figures } from './figures';
import styles from './Kpis.module.css';

export interface Kpi {
  key: string;
  label: string;
  value: string;
  note: string;
  tone: 'plain' | 'talking' | 'ready' | 'calls' | 'ok' | 'near' | 'over' | 'sales';
}

/** The figures at the top, as texts. */
export function useKpis(figures: Figures): Kpi[] {
  const { t } = useTranslation('board');
  const { language } = useLanguage();
  const now = useNow();
  const number = (value: number) => numberText(value, language);
  const percent = (value: number | null) => (value === null ? '–' : percentText(value, language));
  const time = (value: number | null) => (value === null ? '–' : clockText(value));
  const { agents, calls, worst } = figures;
  const busy = agents.talking + agents.reserved;
  const wait = figures.readySince ? clockText(now - Math.floor(Date.parse(figures.readySince) / 1000)) : null;
  const level = worst ? abandonLevel(worst) : 'none';
  return [
    {
      key: 'onCall',
      label: t('kpi.onCall'),
      value: number(busy),
      note: t('kpi.ofSignedIn', { count: figures.signedIn, share: percent(figures.signedIn ? busy / figures.signedIn : 0) }),
      tone: 'talking',
    },
    {
      key: 'ready',
      label: t('kpi.ready'),
      value: number(agents.ready),
      note: wait ? t('kpi.longestWait', { time: wait }) : t('kpi.nobodyWaits'),
      tone: 'ready',
    },
    {
      key: 'calls',
      label: t('kpi.calls'),
      value: number(figures.callsNow),
      note: t('kpi.callsNote', { ringing: calls.dialing + calls.ringing, waiting: calls.detecting + calls.waiting }),
      tone: 'calls',
    },
    {
      key: 'abandon',
      label: t('kpi.abandon'),
      value: percent(figures.abandonedShare),
      note: worst
        ? t('kpi.abandonNote', { limit: percent(worst.abandonLimit), rate: percent(worst.abandonRate) })
        : t('kpi.noAnswers'),
      tone: level === 'none' || figures.abandonedShare === null ? 'plain' : level,
    },
    {
      key: 'connects',
      label: t('kpi.connects'),
      value: number(figures.connectsLastHour),
      note: t('kpi.connectsNote', { count: figures.connectsToday, formatted: number(figures.connectsToday) }),
      tone: 'plain',
    },
    {
      key: 'busy',
      label: t('kpi.busy'),
      value: percent(figures.busyShare),
      note: t('kpi.busyNote', { wrapUp: agents.wrapUp, paused: agents.paused }),
      tone: 'plain',
    },
    {
      key: 'sales',
      label: t('kpi.sales'),
      value: number(figures.sales),
      note: t('kpi.salesNote', { share: percent(figures.conversion) }),
      tone: 'sales',
    },
    {
      key: 'handling',
      label: t('kpi.handling'),
      value: time(figures.handling),
      note: t('kpi.handlingNote', { talk: time(figures.talk), wrapUp: time(figures.wrapUp) }),
      tone: 'plain',
    },
  ];
}

/** The row of figures. */
export function Kpis({ figures }: { figures: Figures }) {
  const { t } = useTranslation('board');
  return (
    <dl className={styles.row} aria-label={t('kpi.label')}>
      {useKpis(figures).map((kpi) => (
        <div key={kpi.key} className={styles.kpi} data-tone={kpi.tone} data-kpi={kpi.key}>
          <dt>{kpi.label}</dt>
          <dd>{kpi.value}</dd>
          <dd className={styles.note} title={kpi.note}>
            {kpi.note}
          </dd>
        </div>
      ))}
    </dl>
  );
}
