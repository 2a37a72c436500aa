import { HistoryOutlined } from '@ant-design/icons';
import { dayTimeText, Panel, useLanguage } from '@callcenter/ui';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { usePages } from '../../parts/usePages';
import type { Change } from './api';
import styles from './Campaigns.module.css';

/** Who changed what, newest first. */
export function HistoryTab({ id }: { id: string }) {
  const { t } = useTranslation('campaigns');
  const { rows, hasNextPage, fetchNextPage, isFetching } = usePages<Change>(`/campaigns/${id}/history`, {}, 50);
  return (
    <div className={styles.narrow}>
      <Panel title={t('tab.history')} icon={<HistoryOutlined />}>
        <ol className={styles.history}>
          {rows.map((change) => (
            <Line key={change.id} change={change} />
          ))}
        </ol>
        {hasNextPage && (
          <Button loading={isFetching} onClick={() => void fetchNextPage()}>
            {t('older')}
          </Button>
        )}
      </Panel>
    </div>
  );
}

function Line({ change }: { change: Change }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage((state) => state.language);
  const what = change.change.replace('state ', 'state_');
  return (
    <li>
      <p>
        <time dateTime={change.at}>{dayTimeText(change.at, language)}</time> · {change.by?.name ?? t('history.program')} ·{' '}
        <strong>{t(`history.${what}` as 'history.edited', { defaultValue: change.change })}</strong>
      </p>
      {change.fields.length > 0 && (
        <dl>
          {change.fields.map((field) => (
            <div key={field.field} className={styles.change}>
              <dt className={styles.changeName}>{t(`stored.${field.field}` as 'stored.name', { defaultValue: field.field })}</dt>
              <dd className={styles.changeValue}>
                <del>{shown(field.from)}</del> → <ins>{shown(field.to)}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') {
    return '–';
  }

  return typeof value === 'object' ? (Array.isArray(value) && value.length === 0 ? '–' : JSON.stringify(value)) : String(value);
}
