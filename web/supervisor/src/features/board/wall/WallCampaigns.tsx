import { ExclamationCircleFilled, WarningFilled } from '@ant-design/icons';
import { numberText, percentText, timeText, useLanguage } from '@callcenter/ui';
import type { BoardCampaign } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import { useBoard } from '../../../live/boardStore';
import { abandonLevel } from '../figures';
import { alarmText } from '../words';
import { useRotation } from './useRotation';
import styles from './Wall.module.css';

const mostCampaigns = 7;
const mostAlarms = 6;

/** Running campaigns as a table; many take turns. */
export function WallCampaigns() {
  const { t } = useTranslation('board');
  const campaigns = useBoard((board) => board.campaigns);
  const running = [...campaigns.values()].filter((campaign) => campaign.state !== 'stopped');
  const { shown, page, pages } = useRotation(running, mostCampaigns);
  return (
    <section className={styles.panel} data-part="campaigns">
      <div className={styles.panelHead}>
        <h2>
          {t('campaigns')} {pages > 1 && <span className={styles.pageOf}>{t('wall.page', { page: page + 1, pages })}</span>}
        </h2>
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.campaign')}</th>
            <th scope="col">{t('campaign.agents')}</th>
            <th scope="col">{t('campaign.calls')}</th>
            <th scope="col">{t('campaign.today')}</th>
            <th scope="col">{t('wall.connects')}</th>
            <th scope="col">{t('wall.abandon')}</th>
            <th scope="col">{t('wall.list')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((campaign) => (
            <Row key={campaign.id} campaign={campaign} />
          ))}
        </tbody>
      </table>
      {running.length === 0 && <p className={styles.none}>{t('noCampaign')}</p>}
    </section>
  );
}

function Row({ campaign }: { campaign: BoardCampaign }) {
  const { t } = useTranslation('board');
  const { language } = useLanguage();
  const { agents, calls, leads, today } = campaign;
  const number = (value: number) => numberText(value, language);
  const done = leads && leads.total > 0 ? (leads.total - leads.open) / leads.total : null;
  return (
    <tr>
      <th scope="row">
        {campaign.name} {campaign.state === 'paused' && <small>{t('campaignState.paused')}</small>}
      </th>
      <td>{number(agents.ready + agents.talking + agents.wrapUp + agents.paused + agents.unreachable)}</td>
      <td>{number(calls.dialing + calls.ringing + calls.detecting + calls.waiting + calls.connected)}</td>
      <td>{number(today.attempts)}</td>
      <td>{number(today.connected)}</td>
      <td data-level={abandonLevel(campaign)}>
        {campaign.liveAnswers === 0 ? '–' : percentText(campaign.abandonRate, language)}
        <small> / {percentText(campaign.abandonLimit, language)}</small>
      </td>
      <td>
        {done === null ? (
          '–'
        ) : (
          <span className={styles.bar}>
            <meter min={0} max={1} value={done} aria-label={t('campaign.progress', { name: campaign.name })} />
            {percentText(done, language)}
          </span>
        )}
      </td>
    </tr>
  );
}

/** The worst that is wrong now. */
export function WallAlarms() {
  const { t } = useTranslation('board');
  const { language } = useLanguage();
  const alarms = useBoard((board) => board.alarms);
  return (
    <section className={styles.panel} data-part="alarms" aria-live="polite">
      <div className={styles.panelHead}>
        <h2>{t('alarms')}</h2>
        {alarms.length > mostAlarms && (
          <span className={styles.pageOf}>{t('wall.more', { count: alarms.length - mostAlarms })}</span>
        )}
      </div>
      {alarms.length === 0 && <p className={styles.none}>{t('noAlarm')}</p>}
      <ul className={styles.alarms}>
        {alarms.slice(0, mostAlarms).map((alarm) => (
          <li key={alarm.key} data-level={alarm.level}>
            {alarm.level === 'bad' ? <ExclamationCircleFilled aria-hidden /> : <WarningFilled aria-hidden />}
            <time dateTime={alarm.since}>{timeText(alarm.since, language)}</time>
            <span>{alarmText(alarm)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
