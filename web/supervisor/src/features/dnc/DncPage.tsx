import { DeleteOutlined, PlusOutlined, StopOutlined, UploadOutlined } from '@ant-design/icons';
import { Chip, confirm, dayTimeText, EmptyState, useLanguage } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../live/api';
import { useMay } from '../../live/session';
import { FilterBar } from '../../parts/FilterBar';
import { Page } from '../../parts/Page';
import { PagedTable } from '../../parts/PagedTable';
import { PageHead } from '../../parts/PageHead';
import { doAndSay } from '../../parts/saving';
import { usePages } from '../../parts/usePages';
import { AddNumbers } from './AddNumbers';
import type { DncView } from './api';
import styles from './Dnc.module.css';
import { ImportFile } from './ImportFile';

/** The do-not-call list: look a number up, add, remove, import. */
export default function DncPage() {
  const { t } = useTranslation('dnc');
  const queries = useQueryClient();
  const mayEdit = useMay('dnc.edit');
  const [number, setNumber] = useState('');
  const [open, setOpen] = useState<'add' | 'import' | null>(null);
  const pages = usePages<DncView>('/dnc', { number: number.trim() || null });
  const refresh = () => void queries.invalidateQueries({ queryKey: ['/dnc'] });
  const actions = mayEdit && (
    <>
      <Button icon={<UploadOutlined aria-hidden />} onClick={() => setOpen('import')}>
        {t('import')}
      </Button>
      <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setOpen('add')}>
        {t('add')}
      </Button>
    </>
  );
  const remove = async (entry: DncView) => {
    const sure = await confirm({
      title: t('remove.title', { number: entry.number }),
      text: t('remove.text'),
      action: t('remove.action'),
      danger: true,
    });
    if (sure && (await doAndSay(() => api.delete(`/dnc/${entry.id}`), t('remove.done', { number: entry.number })))) {
      refresh();
    }
  };
  return (
    <Page
      fill
      head={<PageHead title={t('title')} actions={actions} />}
      filter={
        <FilterBar
          search={{ value: number, placeholder: t('search'), onChange: setNumber }}
          active={number !== ''}
          onClear={() => setNumber('')}
        />
      }
    >
      <PagedTable<DncView>
        label={t('title')}
        pages={pages}
        columns={useColumns(mayEdit ? remove : null)}
        rowKey={(entry) => entry.id}
        empty={
          number ? (
            <EmptyState icon={<StopOutlined />} title={t('free', { number })} text={t('freeText')} />
          ) : (
            <EmptyState icon={<StopOutlined />} title={t('empty')} text={t('emptyText')}>
              <div className={styles.actions}>{actions}</div>
            </EmptyState>
          )
        }
      />
      {open === 'add' && <AddNumbers onDone={refresh} onClose={() => setOpen(null)} />}
      {open === 'import' && <ImportFile onDone={refresh} onClose={() => setOpen(null)} />}
    </Page>
  );
}

function useColumns(remove: ((entry: DncView) => Promise<void>) | null): NonNullable<TableProps<DncView>['columns']> {
  const { t } = useTranslation('dnc');
  const language = useLanguage((state) => state.language);
  return [
    {
      title: t('column.number'),
      width: 190,
      render: (_, entry) => (
        <b className="numbers">
          {entry.number}
          {entry.kind === 'prefix' && '…'}
        </b>
      ),
    },
    {
      title: t('column.kind'),
      width: 170,
      render: (_, entry) => <Chip tone={entry.kind === 'prefix' ? 'warn' : 'plain'}>{t(`kind.${entry.kind}`)}</Chip>,
    },
    {
      title: t('column.scope'),
      width: 170,
      render: (_, entry) => (entry.campaignId ? t('campaign', { id: entry.campaignId }) : t('company')),
    },
    {
      title: t('column.source'),
      width: 190,
      ellipsis: true,
      render: (_, entry) => t(`source.${entry.source as 'api'}`, { defaultValue: entry.source }),
    },
    { title: t('column.reason'), ellipsis: true, render: (_, entry) => entry.reason ?? '–' },
    { title: t('column.since'), width: 190, render: (_, entry) => dayTimeText(entry.createdAt, language) },
    ...(remove
      ? [
          {
            key: 'remove',
            width: 64,
            render: (_: unknown, entry: DncView) => (
              <Button
                type="text"
                danger
                icon={<DeleteOutlined aria-hidden />}
                aria-label={`${t('column.remove')}: ${entry.number}`}
                title={t('column.remove')}
                onClick={() => void remove(entry)}
              />
            ),
          },
        ]
      : []),
  ];
}
