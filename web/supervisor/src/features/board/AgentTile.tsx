import type { BoardAgent } from '@callcenter/ui/contracts';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../live/boardStore';
import { may } from '../../live/session';
import { agentTools } from '../../live/slots';
import { AgentMenu } from './AgentMenu';
import { Beside } from './Beside';
import styles from './Board.module.css';
import { limitOf, shown } from './figures';
import { SinceTime } from './SinceTime';
import { stateIcons } from './stateIcons';
import { reasonText } from './words';

/** An agent: name and time, state in word and colour, what the call is. */
export const AgentTile = memo(function AgentTile({ agent }: { agent: BoardAgent }) {
  const { t } = useTranslation('board');
  const limits = useBoard((board) => board.limits);
  const campaign = useBoard((board) => (agent.call?.campaignId ? board.campaigns.get(agent.call.campaignId)?.name : undefined));
  const state = shown(agent.state);
  const Icon = stateIcons[state];
  const held = agent.call?.state === 'held';
  const party = agent.call ? (agent.call.customer ?? agent.call.number) : null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys for listening work on the focused tile.
    <article className={styles.tile} data-state={state} data-agent={agent.id} aria-label={agent.name} tabIndex={0}>
      <div className={styles.tileHead}>
        <strong className={styles.name} title={agent.userName}>
          {agent.name}
        </strong>
        <Beside agent={agent.id} />
        <SinceTime since={agent.since} limit={limitOf(agent.state, limits)} />
      </div>
      <p className={styles.tileState}>
        <Icon aria-hidden />
        <span>{held ? t('held') : t(`state.${state}`)}</span>
        {agent.reason && state !== 'talking' && <span className={styles.quiet}>· {reasonText(agent.reason)}</span>}
        {campaign && <span className={styles.quiet}>· {campaign}</span>}
      </p>
      <div className={styles.tileFoot}>
        <span className={styles.party}>
          {party ?? `${t('dayCalls', { count: agent.calls })} · ${t('daySales', { count: agent.sales })}`}
        </span>
        <span className={styles.tools}>
          {agentTools
            .filter((tool) => may(...tool.permission))
            .map(({ key, component: Tool }) => (
              <Tool key={key} agent={agent} />
            ))}
          <AgentMenu agent={agent} />
        </span>
      </div>
    </article>
  );
});
