import { PhoneOutlined } from '@ant-design/icons';
import { dateText, EmptyState, useLanguage } from '@callcenter/ui';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Page } from '../../parts/Page';
import { PagedTable } from '../../parts/PagedTable';
import { PageHead } from '../../parts/PageHead';
import { usePages } from '../../parts/usePages';
import type { CallView } from './api';
import { CallFilters } from './CallFilters';
import { useColumns } from './columns';
import { useCallFilter } from './filter';

const firstScreen = 40;

/** All calls within the asker's scope, newest first. What is rare is looked for step by step until a screen is full. */
export function CallList() {
  const { t } = useTranslation('calls');
  const language = useLanguage((state) => state.language);
  const go = useNavigate();
  const [filter, change, clear] = useCallFilter();
  const pages = usePages<CallView>('/calls', filter);
  const columns = useColumns();
  const { rows, hasNextPage, isFetching, fetchNextPage, data } = pages;
  const searching = hasNextPage && rows.length < firstScreen;
  useEffect(() => {
    if (searching && !isFetching) {
      void fetchNextPage();
    }
  }, [searching, isFetching, fetchNextPage]);
  const searchedTo = (data?.pages.at(-1) as { searchedTo?: string | null } | undefined)?.searchedTo;
  return (
    <Page
      fill
      head={
        <PageHead
          title={t('title')}
          note={
            searching && searchedTo ? (
              <span role="status">{t('searchedTo', { date: dateText(searchedTo, language) })}</span>
            ) : null
          }
        />
      }
      filter={<CallFilters filter={filter} onChange={change} onClear={clear} />}
    >
      <PagedTable<CallView>
        label={t('title')}
        pages={{ ...pages, isPending: pages.isPending || (searching && rows.length === 0) } as typeof pages}
        columns={columns}
        rowKey={(call) => call.id}
        onOpen={(call) => void go(call.id)}
        filtered={Object.keys(filter).length > 0}
        onClearFilter={clear}
        empty={<EmptyState icon={<PhoneOutlined />} title={t('empty')} text={t('emptyText')} />}
      />
    </Page>
  );
}
