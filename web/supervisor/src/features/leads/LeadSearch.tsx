import { ContactsOutlined, SearchOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, EmptyState, useLanguage } from '@callcenter/ui';
import { useQuery } from '@tanstack/react-query';
import { Select, type TableProps } from 'antd';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { FilterBar } from '../../parts/FilterBar';
import { leadStates, toneOfState } from '../../parts/leadStates';
import { Page } from '../../parts/Page';
import { PagedTable } from '../../parts/PagedTable';
import { PageHead } from '../../parts/PageHead';
import { usePages } from '../../parts/usePages';
import { getListNames, type LeadView } from './api';
import styles from './Leads.module.css';
import { outcomeText } from './words';

const fewestChars = 2;

/** Leads of a list, or of all by a name, a number or an id; the filter stands in the address. */
export function LeadSearch() {
  const { t } = useTranslation(['leads', 'parts']);
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [list, state, q] = [params.get('list'), params.get('state'), params.get('q') ?? ''];
  const names = useQuery({ queryKey: ['/lists', 'names'], queryFn: ({ signal }) => getListNames(signal) });
  const set = (change: Record<string, string | null | undefined>) => {
    const next = new URLSearchParams(params);
    for (const [key, value] of Object.entries(change)) {
      if (value) {
        next.set(key, value);
      } else {
        next.delete(key);
      }
    }

    setParams(next, { replace: true });
  };
  const country = names.data?.items[0]?.defaultCountry;
  const asks = list !== null || q.trim().length >= fewestChars;
  return (
    <Page
      fill
      head={<PageHead title={t('title')} />}
      filter={
        <FilterBar
          search={{ value: q, placeholder: t('search'), onChange: (typed) => set({ q: typed }) }}
          active={list !== null || state !== null || q !== ''}
          onClear={() => setParams({}, { replace: true })}
        >
          <Select
            className={styles.list ?? ''}
            aria-label={t('list')}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('allLists')}
            value={list}
            options={(names.data?.items ?? []).map((item) => ({ value: item.id, label: item.name }))}
            onChange={(value: string | undefined) => set({ list: value })}
          />
          <Select
            className={styles.state ?? ''}
            aria-label={t('column.state')}
            allowClear
            placeholder={t('anyState')}
            value={state}
            options={leadStates.map((value) => ({ value, label: t(`parts:leadState.${value}`) }))}
            onChange={(value: string | undefined) => set({ state: value })}
          />
        </FilterBar>
      }
    >
      {asks ? (
        <Found
          path={list ? `/lists/${list}/leads` : '/leads'}
          filter={{ q: q.trim() || null, state, country: list ? null : country }}
          names={new Map((names.data?.items ?? []).map((item) => [item.id, item.name]))}
          onOpen={(lead) => void navigate(lead.id)}
          onClear={() => set({ q: null, state: null })}
        />
      ) : (
        <div className={styles.nothing}>
          <EmptyState icon={<SearchOutlined />} title={t('empty')} text={t('emptyText')} />
        </div>
      )}
    </Page>
  );
}

interface FoundProps {
  path: string;
  filter: Record<string, string | null | undefined>;
  names: ReadonlyMap<string, string>;
  onOpen(lead: LeadView): void;
  onClear(): void;
}

function Found({ path, filter, names, onOpen, onClear }: FoundProps) {
  const { t } = useTranslation('leads');
  const pages = usePages<LeadView>(path, filter);
  return (
    <PagedTable<LeadView>
      label={t('title')}
      pages={pages}
      columns={useColumns(names)}
      rowKey={(lead) => lead.id}
      onOpen={onOpen}
      filtered={Boolean(filter.q ?? filter.state)}
      onClearFilter={onClear}
      empty={<EmptyState icon={<ContactsOutlined />} title={t('noLeads')} />}
    />
  );
}

function useColumns(names: ReadonlyMap<string, string>): NonNullable<TableProps<LeadView>['columns']> {
  const { t } = useTranslation('leads');
  const language = useLanguage((state) => state.language);
  return [
    {
      title: t('column.name'),
      render: (_, lead) => (
        <span className={styles.who}>
          <b>{lead.name || lead.company || '–'}</b>
          {lead.name && lead.company && <small>{lead.company}</small>}
        </span>
      ),
    },
    { title: t('column.number'), width: 170, render: (_, lead) => <span className="numbers">{lead.number}</span> },
    {
      title: t('column.state'),
      width: 150,
      render: (_, lead) => (
        <Chip tone={toneOfState(lead.state)}>{i18next.t(`leadState.${lead.state as 'done'}`, { ns: 'parts' })}</Chip>
      ),
    },
    { title: t('column.attempts'), width: 80, align: 'right', dataIndex: 'attempts' },
    { title: t('column.last'), width: 170, render: (_, lead) => (lead.lastOutcome ? outcomeText(lead.lastOutcome) : t('never')) },
    {
      title: t('column.next'),
      width: 180,
      render: (_, lead) =>
        lead.state === 'dialable' || lead.state === 'callback' ? dayTimeText(lead.nextAt, language) : t('never'),
    },
    { title: t('column.list'), width: 200, ellipsis: true, render: (_, lead) => names.get(lead.listId) ?? lead.listId },
  ];
}
