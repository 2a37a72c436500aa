import { PlusOutlined, QuestionCircleOutlined, RocketOutlined } from '@ant-design/icons';
import { EmptyState, numberText, percentText, useLanguage } from '@callcenter/ui';
import { useQueries } from '@tanstack/react-query';
import { Progress as Bar, Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { PlainTable } from '../../parts/PlainTable';
import { useAll } from '../../parts/useAll';
import type { Campaign, Live, Progress } from './api';
import styles from './Campaigns.module.css';
import { OrderButtons } from './OrderButtons';
import { StateChip } from './StateChip';

interface Row extends Campaign {
  live: Live | undefined;
  progress: Progress | undefined;
}

/** Every campaign with its state, its figures of now and how far it has come. */
export function CampaignList() {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const [archived, setArchived] = useState(false);
  const { data, isPending } = useAll<Campaign>('/campaigns', { archived: archived || null }, 5000);
  const rows = useRows(data ?? []);
  const mayEdit = useMay('campaign.edit');
  const mayWatch = useMay('campaign.watch');
  const add = () => void navigate('/campaigns/new');
  return (
    <Page
      head={
        <PageHead
          title={t('nav')}
          note={data ? t('count', { count: data.length }) : null}
          actions={
            <>
              <Segmented
                aria-label={t('show.label')}
                value={archived ? 'archived' : 'used'}
                options={[
                  { value: 'used', label: t('show.used') },
                  { value: 'archived', label: t('show.archived') },
                ]}
                onChange={(value) => setArchived(value === 'archived')}
              />
              {mayWatch && (
                <Button icon={<QuestionCircleOutlined aria-hidden />} onClick={() => void navigate('/campaigns/why')}>
                  {t('why.open')}
                </Button>
              )}
              {mayEdit && (
                <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={add}>
                  {t('new')}
                </Button>
              )}
            </>
          }
        />
      }
    >
      {!isPending && rows.length === 0 ? (
        <EmptyState
          icon={<RocketOutlined />}
          title={t(archived ? 'empty.archived' : 'empty.title')}
          text={archived ? '' : t('empty.text')}
        >
          {mayEdit && !archived && (
            <Button type="primary" className={styles.first ?? ''} onClick={add}>
              {t('new')}
            </Button>
          )}
        </EmptyState>
      ) : (
        <CampaignTable rows={rows} loading={isPending} onOpen={(id) => void navigate(`/campaigns/${id}`)} />
      )}
    </Page>
  );
}

function useRows(campaigns: readonly Campaign[]): Row[] {
  const watch = useMay('campaign.watch');
  const asked = watch ? campaigns.slice(0, 50) : [];
  const lives = useQueries({
    queries: asked.map((c) => ({
      queryKey: ['/campaigns', c.id, 'live'],
      queryFn: () => api.get<Live>(`/campaigns/${c.id}/live`),
      refetchInterval: 2000,
      enabled: c.state === 'running',
    })),
  });
  const progress = useQueries({
    queries: asked.map((c) => ({
      queryKey: ['/campaigns', c.id, 'progress'],
      queryFn: () => api.get<Progress>(`/campaigns/${c.id}/progress`),
      refetchInterval: 10_000,
    })),
  });
  return campaigns.map((c, i) => ({
    ...c,
    live: c.state === 'running' ? lives[i]?.data : undefined,
    progress: progress[i]?.data,
  }));
}

function CampaignTable({ rows, loading, onOpen }: { rows: Row[]; loading: boolean; onOpen(id: string): void }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage((state) => state.language);
  const agents = (live: Live) => live.agents.ready + live.agents.talking + live.agents.wrapUp;
  const calls = (live: Live) => Object.values(live.calls).reduce((sum, count) => sum + count, 0);
  return (
    <PlainTable<Row>
      label={t('nav')}
      loading={loading}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={(row) => onOpen(row.id)}
      columns={[
        {
          title: t('field.name'),
          render: (row) => (
            <Link to={`/campaigns/${row.id}`} className={styles.name} onClick={(event) => event.stopPropagation()}>
              {row.name}
            </Link>
          ),
        },
        { title: t('field.state'), width: 130, render: (row) => <StateChip state={row.state} /> },
        { title: t('field.mode'), width: 140, render: (row) => t(`mode.${row.mode}`) },
        { title: t('column.agents'), width: 90, align: 'right', render: (row) => (row.live ? agents(row.live) : '–') },
        { title: t('column.calls'), width: 110, align: 'right', render: (row) => (row.live ? calls(row.live) : '–') },
        {
          title: t('column.abandoned'),
          width: 130,
          align: 'right',
          render: ({ progress: p }) =>
            p ? (
              <span data-over={p.abandonment.left < 0} className={styles.rate}>
                {percentText(p.abandonment.rate, language)} / {percentText(p.abandonment.limit, language)}
              </span>
            ) : (
              '–'
            ),
        },
        {
          title: t('column.progress'),
          width: 230,
          render: ({ name, progress: p }) =>
            p ? (
              <div className={styles.progress}>
                <Bar
                  percent={Math.round(p.penetration * 100)}
                  size="small"
                  showInfo={false}
                  aria-label={t('column.progressOf', { name })}
                />
                <span className="numbers">
                  {t('ofLeads', { tried: numberText(p.tried, language), all: numberText(p.leads.total, language) })}
                </span>
              </div>
            ) : (
              '–'
            ),
        },
        {
          key: 'orders',
          title: <span className="unseen">{t('column.orders')}</span>,
          width: 110,
          align: 'right',
          render: (row) => <span className={styles.orders}>{!row.archivedAt && <OrderButtons campaign={row} small />}</span>,
        },
      ]}
    />
  );
}
