import { Chip, numberText, percentText, useLanguage } from '@callcenter/ui';
import type { BoardCampaign } from '@callcenter/ui/contracts';
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../live/boardStore';
import styles from './Board.module.css';
import { abandonLevel } from './figures';
import { decisionText } from './words';

/** The campaigns with what the pacer decided last, and abandonment against its limit. */
export function Campaigns() {
  const { t } = useTranslation('board');
  const campaigns = useBoard((board) => board.campaigns);
  const order = { running: 0, paused: 1, stopped: 2 };
  const all = [...campaigns.values()].sort((a, b) => order[a.state] - order[b.state] || a.name.localeCompare(b.name));
  return all.length === 0 ? (
    <p className={styles.quiet}>{t('noCampaign')}</p>
  ) : (
    <ul className={styles.campaigns}>
      {all.map((campaign) => (
        <Card key={campaign.id} campaign={campaign} />
      ))}
    </ul>
  );
}

const tones = { running: 'ok', paused: 'warn', stopped: 'plain' } as const;

function Card({ campaign }: { campaign: BoardCampaign }) {
  const { t } = useTranslation('board');
  const { language } = useLanguage();
  const { agents, calls, leads, today } = campaign;
  const level = abandonLevel(campaign);
  const done = leads && leads.total > 0 ? (leads.total - leads.open) / leads.total : null;
  return (
    <li className={styles.campaign} data-campaign={campaign.id}>
      <div className={styles.campaignHead}>
        <strong>{campaign.name}</strong>
        <Chip tone={tones[campaign.state]}>{t(`campaignState.${campaign.state}`)}</Chip>
        <span className={styles.quiet}>{t(`mode.${campaign.mode}`)}</span>
      </div>
      <dl className={styles.facts}>
        <div>
          <dt>{t('campaign.agents')}</dt>
          <dd>{numberText(agents.ready + agents.talking + agents.wrapUp + agents.paused + agents.unreachable, language)}</dd>
        </div>
        <div>
          <dt>{t('campaign.calls')}</dt>
          <dd>{numberText(calls.dialing + calls.ringing + calls.detecting + calls.waiting + calls.connected, language)}</dd>
        </div>
        <div>
          <dt>{t('campaign.today')}</dt>
          <dd>{numberText(today.attempts, language)}</dd>
        </div>
        <div data-level={level}>
          <dt>{t('campaign.abandon', { limit: percentText(campaign.abandonLimit, language) })}</dt>
          <dd>
            {campaign.liveAnswers === 0 ? '–' : percentText(campaign.abandonRate, language)}
            {level !== 'none' && level !== 'ok' && <span className={styles.levelWord}> {t(`level.${level}`)}</span>}
          </dd>
        </div>
      </dl>
      {campaign.state === 'running' && <p className={styles.decision}>{decisionText(campaign.decision)}</p>}
      {done !== null && leads && (
        <div className={styles.progress}>
          <Progress
            percent={Math.round(done * 100)}
            size="small"
            showInfo={false}
            aria-label={t('campaign.progress', { name: campaign.name })}
          />
          <span className={styles.quiet}>
            {t('campaign.leads', { open: numberText(leads.open, language), total: numberText(leads.total, language) })}
          </span>
        </div>
      )}
    </li>
  );
}
