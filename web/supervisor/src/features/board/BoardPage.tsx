import {
  AlertOutlined,
  DesktopOutlined,
  NotificationOutlined,
  PhoneOutlined,
  ShareAltOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { EmptyState, KeyHint, Panel, useShortcut } from '@callcenter/ui';
import { Button, Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useBoard } from '../../live/boardStore';
import { useMay } from '../../live/session';
import { PageHead } from '../../parts/PageHead';
import { AgentTable } from './AgentTable';
import { AgentTile } from './AgentTile';
import { Alarms } from './Alarms';
import styles from './Board.module.css';
import { BoardFilter } from './BoardFilter';
import { Campaigns } from './Campaigns';
import { AbandonChart, CallsChart } from './Charts';
import { countStates, figuresOf, states } from './figures';
import { clearFilter, filtered, isFiltered, useFilter } from './filter';
import { Kpis } from './Kpis';
import { Phases } from './Phases';
import { Trunks } from './Trunks';
import { useMedia } from './useMedia';

/** The floor, live: figures, agents, campaigns, alarms. */
export default function BoardPage() {
  const { t } = useTranslation('board');
  const navigate = useNavigate();
  const board = useBoard();
  const trunks = useMay('trunk.read');
  const tall = useMedia('(min-height: 960px)');
  const toWall = () => {
    // Only as the answer to a key or a click: a browser that refuses shows the wall board in its window.
    document.documentElement.requestFullscreen?.().catch(() => {});
    navigate('/wall');
  };
  useShortcut({ id: 'wall', chord: 'F', group: t('nav'), label: t('wall.open'), run: toWall });
  if (!board.loaded) {
    return (
      <div className={styles.waiting}>
        <Spin size="large" description={t('waiting')} />
      </div>
    );
  }

  return (
    <div className={styles.page}>
      <PageHead
        title={t('nav')}
        note={board.fresh ? undefined : <span className={styles.stale}>{t('stale')}</span>}
        actions={
          <Button icon={<DesktopOutlined aria-hidden />} onClick={toWall} aria-keyshortcuts="F">
            {t('wall.open')} <KeyHint chord="F" />
          </Button>
        }
      />
      <div className={styles.kpis}>
        <Kpis figures={figuresOf(board)} />
      </div>
      <div className={styles.columns}>
        <Agents charts={tall} />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for those who have only keys. */}
        <aside className={styles.side} aria-label={t('figures')} tabIndex={0}>
          <Panel title={t('alarms')} icon={<AlertOutlined />}>
            <Alarms />
          </Panel>
          <Panel title={t('phases')} icon={<PhoneOutlined />}>
            <Phases />
          </Panel>
          <Panel title={t('campaigns')} icon={<NotificationOutlined />}>
            <Campaigns />
          </Panel>
          {!tall && <BothCharts />}
          {trunks && (
            <Panel title={t('trunks')} icon={<ShareAltOutlined />}>
              <Trunks />
            </Panel>
          )}
        </aside>
      </div>
    </div>
  );
}

function BothCharts() {
  return (
    <>
      <section className={styles.chart}>
        <CallsChart />
      </section>
      <section className={styles.chart}>
        <AbandonChart />
      </section>
    </>
  );
}

function Agents({ charts }: { charts: boolean }) {
  const { t } = useTranslation('board');
  const agents = useBoard((board) => board.agents);
  const filter = useFilter();
  const shown = filtered(agents.values(), filter);
  const counts = countStates(agents.values());
  return (
    <section className={styles.floor} aria-label={t('agents')}>
      <BoardFilter counts={counts} />
      <ul className={styles.counts} aria-label={t('statesNow')}>
        {states
          .filter((state) => counts[state] > 0)
          .map((state) => (
            <li key={state} data-state={state}>
              <i aria-hidden /> {t(`state.${state}`)} <strong className="numbers">{counts[state]}</strong>
            </li>
          ))}
      </ul>
      {shown.length === 0 ? (
        <div className={styles.nobody}>
          {isFiltered(filter) && agents.size > 0 ? (
            <EmptyState icon={<TeamOutlined />} title={t('nobodyMatches')}>
              <Button onClick={clearFilter}>{t('showAll')}</Button>
            </EmptyState>
          ) : (
            <EmptyState icon={<TeamOutlined />} title={t('nobody.title')} text={t('nobody.text')} />
          )}
        </div>
      ) : filter.view === 'tiles' ? (
        <div className={styles.tiles}>
          {shown.map((agent) => (
            <AgentTile key={agent.id} agent={agent} />
          ))}
        </div>
      ) : (
        <AgentTable agents={shown} />
      )}
      {charts && (
        <div className={styles.charts}>
          <BothCharts />
        </div>
      )}
    </section>
  );
}
