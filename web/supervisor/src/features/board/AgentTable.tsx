import type { BoardAgent } from '@callcenter/ui/contracts';
import { Table, type TableProps } from 'antd';
import { useMemo } from 'react';
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

const rank = (agent: BoardAgent) => states.indexOf(shown(agent.state));

/** The same agents as rows that can be sorted. */
export function AgentTable({ agents }: { agents: readonly BoardAgent[] }) {
  const { t } = useTranslation('board');
  const limits = useBoard((board) => board.limits);
  const campaigns = useBoard((board) => board.campaigns);
  const teams = useBoard((board) => board.teams);
  const columns = useMemo<NonNullable<TableProps<BoardAgent>['columns']>>(() => {
    const teamText = (agent: BoardAgent) =>
      agent.teamIds.map((id) => teams.find((team) => team.id === id)?.name ?? '').join(', ');
    const campaignText = (agent: BoardAgent) =>
      (agent.call?.campaignId ? [agent.call.campaignId] : agent.campaignIds)
        .map((id) => campaigns.get(id)?.name ?? '')
        .filter((name) => name !== '')
        .join(', ');
    return [
      { title: t('column.agent'), dataIndex: 'name', width: 170, sorter: (a, b) => a.name.localeCompare(b.name), ellipsis: true },
      {
        title: t('column.state'),
        key: 'state',
        width: 190,
        sorter: (a, b) => rank(a) - rank(b),
        render: (_, agent) => (
          <>
            <StateCell agent={agent} /> <Beside agent={agent.id} />
          </>
        ),
      },
      {
        title: t('column.since'),
        key: 'since',
        width: 90,
        align: 'right',
        sorter: (a, b) => (b.since ?? '').localeCompare(a.since ?? ''),
        render: (_, agent) => <SinceTime since={agent.since} limit={limitOf(agent.state, limits)} />,
      },
      { title: t('column.team'), key: 'team', width: 130, ellipsis: true, render: (_, agent) => teamText(agent) },
      { title: t('column.campaign'), key: 'campaign', width: 170, ellipsis: true, render: (_, agent) => campaignText(agent) },
      {
        title: t('column.customer'),
        key: 'customer',
        width: 190,
        ellipsis: true,
        render: (_, agent) => agent.call?.customer ?? agent.call?.number ?? '',
      },
      { title: t('column.calls'), dataIndex: 'calls', width: 75, align: 'right', sorter: (a, b) => a.calls - b.calls },
      { title: t('column.sales'), dataIndex: 'sales', width: 75, align: 'right', sorter: (a, b) => a.sales - b.sales },
      {
        title: t('column.mos'),
        key: 'mos',
        width: 75,
        align: 'right',
        sorter: (a, b) => (a.mos ?? 9) - (b.mos ?? 9),
        render: (_, agent) => agent.mos?.toFixed(1) ?? '–',
      },
      {
        title: <span className="unseen">{t('column.tools')}</span>,
        key: 'tools',
        width: 150,
        align: 'right',
        render: (_, agent) => (
          <span className={styles.tools}>
            {agentTools
              .filter((tool) => may(...tool.permission))
              .map(({ key, component: Tool }) => (
                <Tool key={key} agent={agent} />
              ))}
            <AgentMenu agent={agent} />
          </span>
        ),
      },
    ];
  }, [t, limits, campaigns, teams]);
  return (
    <div className={styles.rows}>
      <Table<BoardAgent>
        size="small"
        pagination={false}
        sticky
        columns={columns}
        dataSource={agents as BoardAgent[]}
        rowKey="id"
        scroll={{ x: 1200 }}
        onRow={(agent) => ({ 'data-agent': agent.id, tabIndex: 0 }) as object}
      />
    </div>
  );
}

function StateCell({ agent }: { agent: BoardAgent }) {
  const { t } = useTranslation('board');
  const state = shown(agent.state);
  const Icon = stateIcons[state];
  return (
    <span className={styles.stateCell} data-state={state}>
      <Icon aria-hidden /> {agent.call?.state === 'held' ? t('held') : t(`state.${state}`)}
      {agent.reason && state !== 'talking' && <span className={styles.quiet}> · {reasonText(agent.reason)}</span>}
    </span>
  );
}
