import { HistoryOutlined } from '@ant-design/icons';
import { EmptyState, Panel } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import styles from './History.module.css';
import { Touch } from './Touch';

/** What happened with this customer before, newest first. */
export function History() {
  const { t } = useTranslation('history');
  const history = useDesk((desk) => desk.pop?.history);
  const entries = history ?? [];
  return (
    <Panel
      title={t('title')}
      icon={<HistoryOutlined />}
      aside={entries.length > 0 ? t('count', { count: entries.length }) : undefined}
      fill
    >
      {entries.length === 0 ? (
        <EmptyState icon={<HistoryOutlined />} title={t('empty')} text={t('emptyText')} />
      ) : (
        <ol className={styles.line}>
          {entries.map((entry) => (
            <Touch key={`${entry.at} ${entry.kind}`} entry={entry} />
          ))}
        </ol>
      )}
    </Panel>
  );
}
