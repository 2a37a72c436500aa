import { ArrowDownOutlined, ArrowUpOutlined, LockOutlined, PlusOutlined } from '@ant-design/icons';
import { Chip, KeyHint } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { FilterBar } from '../../parts/FilterBar';
import { Page } from '../../parts/Page';
import { PageHead } from '../../parts/PageHead';
import { PlainTable } from '../../parts/PlainTable';
import { doAndSay } from '../../parts/saving';
import { useAll } from '../../parts/useAll';
import { type Disposition, inUnits } from './api';
import { DispositionDrawer } from './DispositionDrawer';
import styles from './Dispositions.module.css';
import { nameOf } from './names';

/** The verdicts that agents choose from, in the order of their screen. */
export default function DispositionsPage() {
  const { t } = useTranslation('dispositions');
  const queries = useQueryClient();
  const { data, isPending } = useAll<Disposition>('/dispositions', { all: true });
  const campaigns = useAll<{ id: string; name: string }>('/campaigns').data ?? [];
  const [campaign, setCampaign] = useState<string | null>(null);
  const [archived, setArchived] = useState(false);
  const [edited, setEdited] = useState<Disposition | 'new' | null>(null);
  const mayEdit = useMay('disposition.edit');
  const rows = (data ?? []).filter((each) => each.campaignId === campaign && (archived || !each.archived));
  const again = () => queries.invalidateQueries({ queryKey: ['/dispositions'] });
  const move = async (at: number, by: -1 | 1) => {
    const ids = rows.map((row) => row.id);
    const [moved] = ids.splice(at, 1);
    if (moved) {
      ids.splice(at + by, 0, moved);
      await doAndSay(() => api.put('/dispositions/order', { ids }));
      await again();
    }
  };
  return (
    <Page
      head={
        <PageHead
          title={t('nav')}
          note={t('note')}
          actions={
            mayEdit && (
              <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited('new')}>
                {t('add')}
              </Button>
            )
          }
        />
      }
      filter={
        <FilterBar>
          <Select
            className={styles.which ?? ''}
            aria-label={t('of')}
            value={campaign ?? ''}
            options={[
              { value: '', label: t('ofAll') },
              ...campaigns.map((each) => ({ value: each.id, label: t('ofCampaign', { name: each.name }) })),
            ]}
            onChange={(value) => setCampaign(value || null)}
          />
          <span className={styles.switch}>
            <Switch id="archived" size="small" checked={archived} onChange={setArchived} />
            <label htmlFor="archived">{t('showArchived')}</label>
          </span>
        </FilterBar>
      }
    >
      <PlainTable<Disposition>
        label={t('nav')}
        rowKey={(row) => row.id}
        loading={isPending}
        rows={rows}
        empty={campaign ? t('emptyCampaign') : t('empty')}
        columns={[
          { title: t('column.key'), width: 70, render: (row) => (row.hotkey ? <HotKey digit={row.hotkey} /> : '–') },
          {
            title: t('column.name'),
            render: (row) => (
              <span className={styles.name} data-archived={row.archived}>
                <strong>{nameOf(row)}</strong> <code>{row.code}</code>
                {row.builtIn && (
                  <Chip icon={<LockOutlined />} title={t('builtInHint')}>
                    {t('builtIn')}
                  </Chip>
                )}
                {row.archived && <Chip tone="warn">{t('archived')}</Chip>}
              </span>
            ),
          },
          {
            title: t('column.meaning'),
            render: (row) => (
              <span className={styles.meanings}>
                {row.meaning.length === 0
                  ? '–'
                  : row.meaning.map((meaning) => <Chip key={meaning}>{t(`meaning.${meaning}`)}</Chip>)}
              </span>
            ),
          },
          { title: t('column.again'), width: 170, render: (row) => <Again row={row} /> },
          {
            key: 'actions',
            title: <span className="unseen">{t('column.actions')}</span>,
            width: 190,
            align: 'right',
            render: (row, at) =>
              mayEdit && (
                <span className={styles.actions}>
                  <Button
                    type="text"
                    icon={<ArrowUpOutlined aria-hidden />}
                    aria-label={t('up', { name: nameOf(row) })}
                    disabled={at === 0}
                    onClick={() => void move(at, -1)}
                  />
                  <Button
                    type="text"
                    icon={<ArrowDownOutlined aria-hidden />}
                    aria-label={t('down', { name: nameOf(row) })}
                    disabled={at === rows.length - 1}
                    onClick={() => void move(at, 1)}
                  />
                  <Button onClick={() => setEdited(row)}>{t('edit')}</Button>
                </span>
              ),
          },
        ]}
      />
      {edited && (
        <DispositionDrawer disposition={edited === 'new' ? null : edited} campaignId={campaign} onClose={() => setEdited(null)} />
      )}
    </Page>
  );
}

function HotKey({ digit }: { digit: string }) {
  return (
    <>
      <KeyHint chord={digit} />
      <span className="unseen">{digit}</span>
    </>
  );
}

function Again({ row }: { row: Disposition }) {
  const { t } = useTranslation('dispositions');
  if (row.meaning.includes('final') || row.retryAfterSeconds === null) {
    return <>{t(row.meaning.includes('final') ? 'never' : 'byRules')}</>;
  }

  const { amount, unit } = inUnits(row.retryAfterSeconds);
  return <>{t(`after.${unit}`, { count: amount })}</>;
}
