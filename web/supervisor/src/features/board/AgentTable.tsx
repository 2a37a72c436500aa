import { CaretDownFilled, CaretUpFilled } from '@ant-design/icons';
import type { BoardAgent } from '@callcenter/ui/contracts';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../live/boardStore';
import { may } from '../../live/session';
import { agentTools } from '../../live/slots';
import { AgentMenu } from './AgentMenu';
import { Beside } from './Beside';
import styles from './Board.module.css';
import { limitOf, shown, states } from './figures';
import { SinceTime } from './SinceTime';
import { stateIcons } from './stateIcons';
import { reasonText } from './words';

type Column = 'agent' | 'state' | 'since' | 'team' | 'campaign' | 'customer' | 'calls' | 'sales' | 'mos';

const columns: readonly Column[] = ['agent', 'state', 'since', 'team', 'campaign', 'customer', 'calls', 'sales', 'mos'];
const numeric: ReadonlySet<Column> = new Set(['since', 'calls', 'sales', 'mos']);
const rank = (agent: BoardAgent) => states.indexOf(shown(agent.state));

const orders: Partial<Record<Column, (a: BoardAgent, b: BoardAgent) => number>> = {
  agent: (a, b) => a.name.localeCompare(b.name),
  state: (a, b) => rank(a) - rank(b),
  since: (a, b) => (a.since ?? '').localeCompare(b.since ?? ''),
  calls: (a, b) => b.calls - a.calls,
  sales: (a, b) => b.sales - a.sales,
  mos: (a, b) => (a.mos ?? 9) - (b.mos ?? 9),
};

/** The same agents as rows that can be sorted. A plain table: the kit's renders every cell anew with each change of one agent. */
export function AgentTable({ agents }: { agents: readonly BoardAgent[] }) {
  const { t } = useTranslation('board');
  const [sorted, setSorted] = useState<{ by: Column; backwards: boolean }>({ by: 'agent', backwards: false });
  const order = orders[sorted.by];
  const rows = order ? [...agents].sort((a, b) => (sorted.backwards ? order(b, a) : order(a, b))) : agents;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for those who have only keys.
    <section className={styles.rows} aria-label={t('agents')} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => {
              const here = sorted.by === column;
              const direction = sorted.backwards ? 'descending' : 'ascending';
              return (
                <th key={column} scope="col" data-numeric={numeric.has(column)} aria-sort={here ? direction : undefined}>
                  {orders[column] ? (
                    <button type="button" onClick={() => setSorted({ by: column, backwards: here && !sorted.backwards })}>
                      {t(`column.${column}`)}{' '}
                      {here && (sorted.backwards ? <CaretDownFilled aria-hidden /> : <CaretUpFilled aria-hidden />)}
                    </button>
                  ) : (
                    t(`column.${column}`)
                  )}
                </th>
              );
            })}
            <th scope="col">
              <span className="unseen">{t('column.tools')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((agent) => (
            <Row key={agent.id} agent={agent} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const Row = memo(function Row({ agent }: { agent: BoardAgent }) {
  const { t } = useTranslation('board');
  const limits = useBoard((board) => board.limits);
  const teams = useBoard((board) => agent.teamIds.map((id) => board.teams.find((team) => team.id === id)?.name ?? '').join(', '));
  const campaigns = useBoard((board) =>
    (agent.call?.campaignId ? [agent.call.campaignId] : agent.campaignIds)
      .map((id) => board.campaigns.get(id)?.name ?? '')
      .filter((name) => name !== '')
      .join(', '),
  );
  const state = shown(agent.state);
  const Icon = stateIcons[state];
  return (
    <tr data-agent={agent.id} tabIndex={0}>
      <th scope="row">
        {agent.name} <Beside agent={agent.id} />
      </th>
      <td>
        <span className={styles.stateCell} data-state={state}>
          <Icon aria-hidden /> {agent.call?.state === 'held' ? t('held') : t(`state.${state}`)}
          {agent.reason && state !== 'talking' && <span className={styles.quiet}> · {reasonText(agent.reason)}</span>}
        </span>
      </td>
      <td data-numeric="true">
        <SinceTime since={agent.since} limit={limitOf(agent.state, limits)} />
      </td>
      <td>{teams}</td>
      <td>{campaigns}</td>
      <td>{agent.call?.customer ?? agent.call?.number}</td>
      <td data-numeric="true">{agent.calls}</td>
      <td data-numeric="true">{agent.sales}</td>
      <td data-numeric="true">{agent.mos?.toFixed(1) ?? '–'}</td>
      <td>
        <span className={styles.tools}>
          {agentTools
            .filter((tool) => may(...tool.permission))
            .map(({ key, component: Tool }) => (
              <Tool key={key} agent={agent} />
            ))}
          <AgentMenu agent={agent} />
        </span>
      </td>
    </tr>
  );
});
