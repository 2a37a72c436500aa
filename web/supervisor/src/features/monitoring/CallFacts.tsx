import { Elapsed } from '@callcenter/ui';
import type { MonitoringView } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../live/boardStore';
import styles from './ListeningPanel.module.css';

/** Who is on the line with the agent, and for how long; between calls, that it goes on. */
export function CallFacts({ session, name }: { session: MonitoringView; name: string }) {
  const { t } = useTranslation('monitoring');
  const agent = useBoard((board) => board.agents.get(session.agentId));
  const campaign = useBoard((board) => (agent?.call?.campaignId ? board.campaigns.get(agent.call.campaignId) : undefined));
  const call = agent?.call && agent.call.state !== 'wrapUp' ? agent.call : null;
  if (!call) {
    return (
      <div className={styles.facts}>
        <p className={styles.who}>{t('between.title')}</p>
        <p className={styles.more}>{t('between.text', { name })}</p>
      </div>
    );
  }

  const more = [call.customer ? call.number : null, campaign?.name].filter(Boolean).join(' · ');
  return (
    <div className={styles.facts}>
      <p className={styles.who} title={call.customer ?? call.number ?? ''}>
        {call.customer || call.number || t('call.customer')}
      </p>
      <p className={styles.more} title={more}>
        {more || '\u00a0'}
      </p>
      <p className={styles.time}>
        {call.answeredAt && <Elapsed since={call.answeredAt} />}
        <span className={styles.more}>{t(`call.${call.state as 'held'}`)}</span>
      </p>
    </div>
  );
}
