import { AlertOutlined, BarChartOutlined, PhoneOutlined, TeamOutlined } from '@ant-design/icons';
import { numberText, Panel, percentText, useLanguage } from '@callcenter/ui';
import { Progress as Bar } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type Campaign, type Live, type Progress, useLive, useProgress } from './api';
import styles from './Campaigns.module.css';
import { useWords } from './words';

/** The campaign as it is now: agents, calls, what the pacer decided, abandonment, and how far the lists are. */
export function LiveTab({ campaign }: { campaign: Campaign }) {
  const live = useLive(campaign.id).data;
  const progress = useProgress(campaign.id).data;
  return (
    <div className={styles.live}>
      {live && <Decision live={live} id={campaign.id} />}
      {live && <Agents live={live} />}
      {live && <Calls live={live} />}
      {progress && <Abandonment progress={progress} />}
      {progress && <Leads progress={progress} />}
      {progress && <Results progress={progress} />}
    </div>
  );
}

function Decision({ live, id }: { live: Live; id: string }) {
  const { t } = useTranslation('campaigns');
  const words = useWords();
  return (
    <p role="status" className={styles.decision} data-state={live.state}>
      <strong>{t('live.decision')}</strong> {words.decision(live)} <Link to={`/campaigns/${id}/why`}>{t('live.whyLink')}</Link>
    </p>
  );
}

function Figure({ label, value, tone, hint }: { label: string; value: ReactNode; tone?: 'ok' | 'warn' | 'bad'; hint?: string }) {
  return (
    <div className={styles.figure} data-tone={tone} title={hint}>
      <dd className="numbers">{value}</dd>
      <dt>{label}</dt>
    </div>
  );
}

function Agents({ live }: { live: Live }) {
  const { t } = useTranslation('campaigns');
  const { ready, talking, wrapUp, paused, unreachable } = live.agents;
  return (
    <Panel title={t('live.agents')} icon={<TeamOutlined />}>
      <dl className={styles.figures}>
        <Figure label={t('live.ready')} value={ready} {...(ready > 0 ? { tone: 'ok' } : {})} />
        <Figure label={t('live.talking')} value={talking} />
        <Figure label={t('live.wrapUp')} value={wrapUp} />
        <Figure label={t('live.paused')} value={paused} />
        <Figure label={t('live.unreachable')} value={unreachable} {...(unreachable > 0 ? { tone: 'bad' } : {})} />
      </dl>
    </Panel>
  );
}

function Calls({ live }: { live: Live }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage((state) => state.language);
  const { dialing, ringing, detecting, waiting, connected } = live.calls;
  return (
    <Panel
      title={t('live.calls')}
      icon={<PhoneOutlined />}
      aside={
        <span className={styles.small}>
          {t('live.attempts', { count: live.attempts, text: numberText(live.attempts, language) })}
        </span>
      }
    >
      <dl className={styles.figures}>
        <Figure label={t('live.dialing')} value={dialing} />
        <Figure label={t('live.ringing')} value={ringing} />
        <Figure label={t('live.detecting')} value={detecting} />
        <Figure label={t('live.waiting')} value={waiting} {...(waiting > 0 ? { tone: 'warn' } : {})} />
        <Figure label={t('live.connected')} value={connected} {...(connected > 0 ? { tone: 'ok' } : {})} />
      </dl>
    </Panel>
  );
}

function Abandonment({ progress }: { progress: Progress }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage((state) => state.language);
  const { limit, rate, allowed, left, abandoned, liveAnswers, liveAnswersToday, abandonedToday } = progress.abandonment;
  const share = limit > 0 ? Math.min(1, rate / limit) : abandoned > 0 ? 1 : 0;
  const tone = left < 0 ? 'bad' : share > 0.8 ? 'warn' : 'ok';
  return (
    <Panel
      title={t('live.abandonment')}
      icon={<AlertOutlined />}
      aside={<span className={styles.small}>{t('live.period')}</span>}
    >
      <p className={styles.big} data-tone={tone}>
        <span className="numbers">{percentText(rate, language)}</span>
        <span className={styles.of}>{t('live.ofLimit', { limit: percentText(limit, language) })}</span>
      </p>
      <Bar
        percent={Math.round(share * 100)}
        showInfo={false}
        status={tone === 'bad' ? 'exception' : 'normal'}
        aria-label={t('live.budgetUsed')}
      />
      <p className={styles.small}>
        {left < 0
          ? t('live.broken', { count: -left })
          : t('live.left', { count: left, allowed: numberText(allowed, language), answers: numberText(liveAnswers, language) })}
      </p>
      <p className={styles.small}>{t('live.today', { abandoned: abandonedToday, answers: liveAnswersToday })}</p>
    </Panel>
  );
}

const parts = [
  'dialableNow',
  'inHopper',
  'inCall',
  'waiting',
  'callback',
  'awaitingDisposition',
  'staged',
  'done',
  'badNumber',
  'doNotCall',
] as const;

function Leads({ progress }: { progress: Progress }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage((state) => state.language);
  const { leads, tried, penetration } = progress;
  return (
    <Panel
      title={t('live.leads')}
      icon={<BarChartOutlined />}
      aside={
        <span className={styles.small}>
          {t('ofLeads', { tried: numberText(tried, language), all: numberText(leads.total, language) })}
        </span>
      }
    >
      <Bar percent={Math.round(penetration * 1000) / 10} aria-label={t('live.penetration')} />
      <ul className={styles.bars}>
        {parts
          .filter((part) => leads[part] > 0)
          .map((part) => (
            <li key={part}>
              <span>{t(`leads.${part}`)}</span>
              <span className={styles.track} aria-hidden>
                <span
                  className={styles.fill}
                  data-part={part}
                  style={{ width: `${(leads[part] / Math.max(1, leads.total)) * 100}%` }}
                />
              </span>
              <span className="numbers">{numberText(leads[part], language)}</span>
            </li>
          ))}
      </ul>
      {leads.total === 0 && <p className={styles.small}>{t('live.noLeads')}</p>}
    </Panel>
  );
}

function Results({ progress }: { progress: Progress }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage((state) => state.language);
  const { results, connected, contacts, sales } = progress;
  const disposed = results.reduce((sum, result) => sum + result.calls, 0);
  return (
    <Panel title={t('live.results')} icon={<BarChartOutlined />}>
      <dl className={styles.figures}>
        <Figure label={t('live.talks')} value={numberText(connected, language)} />
        <Figure label={t('live.contacts')} value={numberText(contacts, language)} />
        <Figure label={t('live.sales')} value={numberText(sales, language)} {...(sales > 0 ? { tone: 'ok' } : {})} />
        <Figure
          label={t('live.salesRate')}
          value={contacts > 0 ? percentText(sales / contacts, language) : '–'}
          hint={t('live.salesRateHint')}
        />
      </dl>
      <ul className={styles.bars}>
        {results.map((result) => (
          <li key={result.code}>
            <span>{result.name}</span>
            <span className={styles.track} aria-hidden>
              <span className={styles.fill} style={{ width: `${(result.calls / Math.max(1, disposed)) * 100}%` }} />
            </span>
            <span className="numbers">{numberText(result.calls, language)}</span>
          </li>
        ))}
      </ul>
      {results.length === 0 && <p className={styles.small}>{t('live.noResults')}</p>}
    </Panel>
  );
}
