import { AuditOutlined } from '@ant-design/icons';
import { dayTimeText, EmptyState, useLanguage } from '@callcenter/ui';
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../../parts/FilterBar';
import { Page } from '../../parts/Page';
import { PagedTable } from '../../parts/PagedTable';
import { PageHead } from '../../parts/PageHead';
import { usePages } from '../../parts/usePages';
import styles from './Audit.module.css';
import { ChainState } from './ChainState';

interface Entry {
  id: string;
  at: string;
  actor: string;
  action: string;
  subject: string;
  details: Record<string, unknown>;
  remoteAddress: string;
}

const families = [
  'session.',
  'user.',
  'team.',
  'apikey.',
  'campaign.',
  'list.',
  'upload.',
  'dnc.',
  'trunk.',
  'disposition.',
  'prompt.',
  'recording.',
  'monitoring.',
  'score.',
];
const none = { actor: '', action: '', subject: '', from: '', to: '' };

/** Who did what to what, newest first; it cannot be changed, and a change would show. */
export default function AuditPage() {
  const { t } = useTranslation('audit');
  const language = useLanguage((state) => state.language);
  const [filter, setFilter] = useState(none);
  const pages = usePages<Entry>('/audit', {
    actor: filter.actor,
    action: filter.action,
    subject: filter.subject,
    from: filter.from && new Date(`${filter.from}T00:00`).toISOString(),
    to: filter.to && new Date(`${filter.to}T23:59:59.999`).toISOString(),
  });
  const active = Object.values(filter).some(Boolean);
  const set = (part: Partial<typeof none>) => setFilter({ ...filter, ...part });
  return (
    <Page
      fill
      head={<PageHead title={t('nav')} actions={<ChainState />} />}
      filter={
        <FilterBar
          search={{ value: filter.actor, placeholder: t('actor'), onChange: (actor) => set({ actor }) }}
          active={active}
          onClear={() => setFilter(none)}
        >
          <Select
            className={styles.action ?? ''}
            allowClear
            showSearch
            aria-label={t('column.action')}
            placeholder={t('anyAction')}
            value={filter.action || null}
            options={families.map((family) => ({ value: family, label: t(`family.${family.slice(0, -1)}` as 'family.user') }))}
            onChange={(action) => set({ action: action ?? '' })}
          />
          <Input
            className={styles.subject ?? ''}
            allowClear
            aria-label={t('column.subject')}
            placeholder={t('subject')}
            value={filter.subject}
            onChange={(event) => set({ subject: event.target.value })}
          />
          <Input
            className={styles.date ?? ''}
            type="date"
            aria-label={t('from')}
            value={filter.from}
            onChange={(event) => set({ from: event.target.value })}
          />
          <Input
            className={styles.date ?? ''}
            type="date"
            aria-label={t('to')}
            value={filter.to}
            onChange={(event) => set({ to: event.target.value })}
          />
        </FilterBar>
      }
    >
      <PagedTable<Entry>
        label={t('nav')}
        pages={pages}
        rowKey={(row) => row.id}
        filtered={active}
        onClearFilter={() => setFilter(none)}
        empty={<EmptyState icon={<AuditOutlined />} title={t('empty')} />}
        columns={[
          { title: t('column.id'), width: 80, align: 'right', dataIndex: 'id' },
          {
            title: t('column.at'),
            width: 170,
            render: (_, row) => <time dateTime={row.at}>{dayTimeText(row.at, language)}</time>,
          },
          { title: t('column.actor'), width: 150, dataIndex: 'actor' },
          { title: t('column.action'), width: 180, render: (_, row) => <code className={styles.mono}>{row.action}</code> },
          { title: t('column.subject'), width: 220, render: (_, row) => <span className={styles.mono}>{row.subject}</span> },
          { title: t('column.details'), render: (_, row) => <Details details={row.details} /> },
          { title: t('column.address'), width: 130, dataIndex: 'remoteAddress' },
        ]}
      />
    </Page>
  );
}

function Details({ details }: { details: Record<string, unknown> }) {
  const set = Object.entries(details).filter(([, value]) => value !== null && value !== false);
  return (
    <span className={styles.details}>
      {set.map(([name, value]) => (
        <span key={name}>
          <span className={styles.dim}>{name}</span> {typeof value === 'object' ? JSON.stringify(value) : String(value)}
        </span>
      ))}
    </span>
  );
}
