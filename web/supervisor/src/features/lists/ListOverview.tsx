import { PlusOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Chip, dateText, EmptyState, numberText, useLanguage } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Switch, type TableProps } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../../live/session';
import { FilterBar } from '../../parts/FilterBar';
import { Page } from '../../parts/Page';
import { PagedTable } from '../../parts/PagedTable';
import { PageHead } from '../../parts/PageHead';
import { StateBar } from '../../parts/StateBar';
import { usePages } from '../../parts/usePages';
import type { ListView } from './api';
import { ListForm } from './ListForm';
import styles from './Lists.module.css';

/** Every list with how far it is worked through. */
export function ListOverview() {
  const { t } = useTranslation('lists');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const mayEdit = useMay('list.edit');
  const [archived, setArchived] = useState(false);
  const [search, setSearch] = useState('');
  const [adding, setAdding] = useState(false);
  const pages = usePages<ListView>('/lists', { archived: archived || null });
  const found = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return pages.rows.filter((list) => list.name.toLowerCase().includes(wanted));
  }, [pages.rows, search]);
  const add = mayEdit && (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  );
  return (
    <Page
      fill
      head={<PageHead title={t('title')} actions={add} />}
      filter={
        <FilterBar
          search={{ value: search, placeholder: t('search'), onChange: setSearch }}
          aside={
            <span className={styles.switch}>
              <Switch size="small" checked={archived} onChange={setArchived} aria-label={t('showArchived')} />
              {t('showArchived')}
            </span>
          }
        />
      }
    >
      <PagedTable<ListView>
        label={t('title')}
        pages={{ ...pages, rows: found }}
        columns={useColumns()}
        rowKey={(list) => list.id}
        onOpen={(list) => void navigate(list.id)}
        filtered={search !== ''}
        onClearFilter={() => setSearch('')}
        empty={
          <EmptyState icon={<UnorderedListOutlined />} title={t('empty')} text={t('emptyText')}>
            {add}
          </EmptyState>
        }
      />
      {adding && (
        <ListForm
          onSaved={(list) => {
            void queries.invalidateQueries({ queryKey: ['/lists'] });
            void navigate(`${list.id}/upload`);
          }}
          onClose={() => setAdding(false)}
        />
      )}
    </Page>
  );
}

function useColumns(): NonNullable<TableProps<ListView>['columns']> {
  const { t } = useTranslation('lists');
  const language = useLanguage((state) => state.language);
  return [
    {
      title: t('column.name'),
      width: 320,
      render: (_, list) => (
        <span className={styles.name}>
          {list.name}
          {list.archivedAt && <Chip>{t('archived')}</Chip>}
        </span>
      ),
    },
    { title: t('column.country'), width: 90, dataIndex: 'defaultCountry' },
    { title: t('column.leads'), width: 120, align: 'right', render: (_, list) => numberText(list.leads, language) },
    { title: t('column.progress'), render: (_, list) => (list.leads > 0 ? <StateBar states={list.states} /> : t('noLeads')) },
    {
      title: t('column.campaigns'),
      width: 120,
      align: 'right',
      render: (_, list) => numberText(list.campaignIds.length, language),
    },
    { title: t('column.created'), width: 150, render: (_, list) => dateText(list.createdAt, language) },
  ];
}
