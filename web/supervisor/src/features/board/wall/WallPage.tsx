import { CompressOutlined, ExpandOutlined } from '@ant-design/icons';
import { timeText, useLanguage, useNow, useShortcut } from '@callcenter/ui';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useBoard } from '../../../live/boardStore';
import { AbandonChart, CallsChart } from '../Charts';
import { figuresOf } from '../figures';
import { useKpis } from '../Kpis';
import { useDark } from './useDark';
import { useLasting } from './useLasting';
import styles from './Wall.module.css';
import { WallAgents } from './WallAgents';
import { WallAlarms, WallCampaigns } from './WallCampaigns';

/** The floor for a screen on the wall: dark, large, nothing to scroll; no customer's name or number. */
export default function WallPage() {
  const { t } = useTranslation('board');
  const navigate = useNavigate();
  const loaded = useBoard((board) => board.loaded);
  const full = useFullScreen();
  useDark();
  useLasting();
  const toggle = () => {
    void (full ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {});
  };
  const leave = () => {
    if (document.fullscreenElement) {
      void document.exitFullscreen().catch(() => {});
    }

    navigate('/board');
  };
  useShortcut({ id: 'wall.full', chord: 'F', group: t('nav'), label: t('wall.full'), run: toggle });
  useShortcut({ id: 'wall.leave', chord: 'B', group: t('nav'), label: t('wall.leave'), run: leave });
  return (
    <main className={styles.wall}>
      <header className={styles.head}>
        <h1>{t('wall.title')}</h1>
        <span className={styles.space} />
        <Live />
        <Clock />
        <button type="button" onClick={toggle} aria-keyshortcuts="F">
          {full ? <CompressOutlined aria-hidden /> : <ExpandOutlined aria-hidden />} {t('wall.full')} (F)
        </button>
        <button type="button" onClick={leave} aria-keyshortcuts="B">
          {t('wall.leave')} (B)
        </button>
      </header>
      {loaded ? <Floor /> : <p className={styles.waiting}>{t('waiting')}</p>}
    </main>
  );
}

function Floor() {
  return (
    <>
      <WallKpis />
      <div className={styles.charts}>
        <section className={styles.panel}>
          <CallsChart />
        </section>
        <section className={styles.panel}>
          <AbandonChart />
        </section>
      </div>
      <div className={styles.floor}>
        <WallAgents />
        <div className={styles.side}>
          <WallCampaigns />
          <WallAlarms />
        </div>
      </div>
    </>
  );
}

function WallKpis() {
  const { t } = useTranslation('board');
  const board = useBoard();
  return (
    <dl className={styles.kpis} aria-label={t('kpi.label')}>
      {useKpis(figuresOf(board)).map((kpi) => (
        <div key={kpi.key} className={styles.kpi} data-tone={kpi.tone}>
          <dt>{kpi.label}</dt>
          <dd>{kpi.value}</dd>
          <dd className={styles.note}>{kpi.note}</dd>
        </div>
      ))}
    </dl>
  );
}

function Live() {
  const { t } = useTranslation(['board', 'shell']);
  const link = useBoard((board) => board.link);
  const fresh = useBoard((board) => board.fresh);
  const good = link === 'connected' && fresh;
  return (
    <span className={styles.live} data-good={good} role="status">
      <i aria-hidden /> {good ? t('shell:link.connected') : link === 'connected' ? t('stale') : t(`shell:link.${link}`)}
    </span>
  );
}

function Clock() {
  const { language } = useLanguage();
  return <time className={styles.clock}>{timeText(useNow() * 1000, language)}</time>;
}

function useFullScreen(): boolean {
  const [full, setFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const changed = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, []);
  return full;
}
