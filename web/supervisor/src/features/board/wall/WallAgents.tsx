import type { BoardAgent } from '@callcenter/ui/contracts';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../../live/boardStore';
import { countStates, limitOf, shown, states } from '../figures';
import { SinceTime } from '../SinceTime';
import { stateIcons } from '../stateIcons';
import { reasonText } from '../words';
import { useRotation } from './useRotation';
import styles from './Wall.module.css';

/** At 1920x1080 a tile can still be read across a room when there are no more. */
const most = 40;
const columnsOf = (count: number) => Math.min(5, Math.max(3, Math.ceil(count / 8)));

/** A tile for each agent; more than forty in pages that take turns. */
export function WallAgents() {
  const { t } = useTranslation('board');
  const agents = useBoard((board) => board.agents);
  const all = [...agents.values()];
  const counts = countStates(all);
  const { shown: some, page, pages } = useRotation(all, most);
  const columns = columnsOf(Math.min(most, all.length));
  const rows = Math.max(4, Math.ceil(Math.min(most, all.length) / columns));
  return (
    <section className={styles.panel} aria-label={t('agents')}>
      <div className={styles.panelHead}>
        <h2>
          {t('agents')} {pages > 1 && <span className={styles.pageOf}>{t('wall.page', { page: page + 1, pages })}</span>}
        </h2>
        <ul className={styles.counts}>
          {states
            .filter((state) => counts[state] > 0)
            .map((state) => (
              <li key={state} data-state={state}>
                <i aria-hidden /> {t(`state.${state}`)} {counts[state]}
              </li>
            ))}
        </ul>
      </div>
      {all.length === 0 ? (
        <p className={styles.waiting}>{t('nobody.title')}</p>
      ) : (
        <div
          className={styles.tiles}
          style={{
            gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            gridTemplateRows: `repeat(${rows}, minmax(0, 6.2em))`,
          }}
        >
          {some.map((agent) => (
            <Tile key={agent.id} agent={agent} />
          ))}
        </div>
      )}
    </section>
  );
}

const Tile = memo(function Tile({ agent }: { agent: BoardAgent }) {
  const { t } = useTranslation('board');
  const limits = useBoard((board) => board.limits);
  const state = shown(agent.state);
  const Icon = stateIcons[state];
  return (
    <article className={styles.tile} data-state={state}>
      <strong>{agent.name}</strong>
      <p>
        <span>
          <Icon aria-hidden /> {t(`state.${state}`)}
          {agent.reason && state === 'paused' ? ` · ${reasonText(agent.reason)}` : ''}
        </span>
        <SinceTime since={agent.since} limit={limitOf(agent.state, limits)} />
      </p>
    </article>
  );
});
