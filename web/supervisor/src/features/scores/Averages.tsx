import { BarChartOutlined, StarOutlined, TeamOutlined } from '@ant-design/icons';
import { EmptyState, localText, numberText, Panel, percentText, textOfError, useLanguage } from '@callcenter/ui';
import type { SectionAverage } from '@callcenter/ui/contracts';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { useAverages } from './api';
import styles from './Scores.module.css';

/** Means by section as bars, by agent with each section, by campaign. */
export function Averages({ query, onAgent }: { query: ReturnType<typeof useAverages>; onAgent(id: string): void }) {
  const { t } = useTranslation('scores');
  const language = useLanguage((state) => state.language);
  const { data, error } = query;
  if (!data) {
    return error ? (
      <EmptyState icon={<StarOutlined />} title={textOfError(error)} />
    ) : (
      <Skeleton active paragraph={{ rows: 8 }} />
    );
  }

  if (data.count === 0) {
    return <EmptyState icon={<StarOutlined />} title={t('empty')} text={t('emptyText')} />;
  }

  const percent = (value: number | null) => (value === null ? '–' : percentText(value / 100, language));
  const key = (section: SectionAverage) => `${section.scorecardId} ${section.sectionId}`;
  return (
    <div className={styles.averages}>
      <div className={styles.tiles}>
        <Tile name={t('mean')} value={percent(data.percent)} />
        <Tile name={t('count')} value={numberText(data.count, language)} />
        <Tile name={t('failures')} value={numberText(data.failed, language)} />
        <Tile name={t('agents')} value={numberText(data.agents.length, language)} />
      </div>
      <div className={styles.columns}>
        <Panel title={t('bySection')} icon={<BarChartOutlined />}>
          <ul className={styles.bars}>
            {data.sections.map((section) => (
              <li key={key(section)}>
                <span className={styles.barName}>{localText(section.title, language)}</span>
                <span className={styles.bar} aria-hidden>
                  <span style={{ width: `${section.percent}%` }} data-low={section.percent < 60} />
                </span>
                <span className={styles.figure}>{percent(section.percent)}</span>
                <span className={styles.small}>{t('times', { count: section.count })}</span>
              </li>
            ))}
          </ul>
        </Panel>
        <Panel title={t('byCampaign')} icon={<BarChartOutlined />}>
          <ul className={styles.bars}>
            {data.campaigns.map((campaign) => (
              <li key={campaign.campaignId ?? 'none'}>
                <span className={styles.barName}>{campaign.name ?? t('noCampaign')}</span>
                <span className={styles.bar} aria-hidden>
                  <span style={{ width: `${campaign.percent ?? 0}%` }} data-low={(campaign.percent ?? 0) < 60} />
                </span>
                <span className={styles.figure}>{percent(campaign.percent)}</span>
                <span className={styles.small}>{t('times', { count: campaign.count })}</span>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
      <Panel title={t('byAgent')} icon={<TeamOutlined />}>
        <div className={styles.tableBox}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('agent')}</th>
                <th scope="col">{t('count')}</th>
                <th scope="col">{t('mean')}</th>
                <th scope="col">{t('failures')}</th>
                {data.sections.map((section) => (
                  <th key={key(section)} scope="col">
                    {localText(section.title, language)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.agents.map((agent) => (
                <tr key={agent.agentId}>
                  <th scope="row">
                    <button type="button" className={styles.link} onClick={() => onAgent(agent.agentId)}>
                      {agent.name}
                    </button>
                  </th>
                  <td>{numberText(agent.count, language)}</td>
                  <td>
                    <strong>{percent(agent.percent)}</strong>
                  </td>
                  <td>{numberText(agent.failed, language)}</td>
                  {data.sections.map((section) => {
                    const own = agent.sections.find((one) => key(one) === key(section));
                    return (
                      <td key={key(section)} data-low={own !== undefined && own.percent < 60}>
                        {own ? percent(own.percent) : '–'}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
    </div>
  );
}

function Tile({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.tile}>
      <span className={styles.value}>{value}</span>
      <span className={styles.small}>{name}</span>
    </div>
  );
}
