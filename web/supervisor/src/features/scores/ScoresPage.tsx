import { StarOutlined } from '@ant-design/icons';
import { Chip, dayTimeText, EmptyState, percentText, useLanguage } from '@callcenter/ui';
import type { ScoreLine } from '@callcenter/ui/contracts';
import { DatePicker, Segmented, Select, type TableProps } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { FilterBar } from '../../parts/FilterBar';
import { Page } from '../../parts/Page';
import { PagedTable } from '../../parts/PagedTable';
import { PageHead } from '../../parts/PageHead';
import { usePages } from '../../parts/usePages';
import { Averages } from './Averages';
import { type Option, useAverages, useOptions } from './api';
import styles from './Scores.module.css';

const names = ['agentId', 'campaignId', 'scorecardId', 'from', 'to', 'unseen', 'mine'] as const;
type Name = (typeof names)[number];
type Look = 'list' | 'averages';

/** Scores as a list, and their means by section, agent and campaign. */
export default function ScoresPage() {
  const { t } = useTranslation('scores');
  const [params, setParams] = useSearchParams();
  const [look, setLook] = useState<Look>('averages');
  const filter = Object.fromEntries(names.map((name) => [name, params.get(name)])) as Record<Name, string | null>;
  const put = (values: Partial<Record<Name, string | null>>) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        for (const [name, value] of Object.entries(values)) {
          if (value) {
            next.set(name, value);
          } else {
            next.delete(name);
          }
        }

        return next;
      },
      { replace: true },
    );
  const clear = () => setParams({}, { replace: true });
  const active = names.some((name) => filter[name]);
  const { agents, campaigns, cards } = useOptions();
  const pick = (name: Name, label: string, options: readonly Option[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className={styles.pick ?? ''}
      popupMatchSelectWidth={false}
      aria-label={label}
      placeholder={label}
      value={filter[name]}
      options={[...options]}
      onChange={(value) => put({ [name]: value ?? null })}
    />
  );
  return (
    <Page
      fill
      head={<PageHead title={t('nav')} />}
      filter={
        <FilterBar
          active={active}
          onClear={clear}
          aside={
            <Segmented<Look>
              aria-label={t('look')}
              value={look}
              options={[
                { value: 'averages', label: t('averages') },
                { value: 'list', label: t('list') },
              ]}
              onChange={setLook}
            />
          }
        >
          {pick('agentId', t('agent'), agents)}
          {pick('campaignId', t('campaign'), campaigns)}
          {pick('scorecardId', t('card'), cards)}
          <DatePicker.RangePicker
            allowEmpty
            aria-label={t('days')}
            value={[filter.from ? dayjs(filter.from) : null, filter.to ? dayjs(filter.to).subtract(1, 'day') : null]}
            onChange={(days: [Dayjs | null, Dayjs | null] | null) =>
              put({
                from: days?.[0]?.startOf('day').toISOString() ?? null,
                to: days?.[1]?.startOf('day').add(1, 'day').toISOString() ?? null,
              })
            }
          />
          {look === 'list' &&
            pick('unseen', t('seen'), [
              { value: 'true', label: t('notSeen') },
              { value: 'false', label: t('isSeen') },
            ])}
        </FilterBar>
      }
    >
      {look === 'list' ? (
        <List filter={filter} active={active} onClear={clear} />
      ) : (
        <Means filter={filter} onAgent={(id) => put({ agentId: id })} />
      )}
    </Page>
  );
}

function Means({ filter, onAgent }: { filter: Record<Name, string | null>; onAgent(id: string): void }) {
  const { unseen: _, ...rest } = filter;
  return <Averages query={useAverages(rest)} onAgent={onAgent} />;
}

function List({ filter, active, onClear }: { filter: Record<Name, string | null>; active: boolean; onClear(): void }) {
  const { t } = useTranslation('scores');
  const go = useNavigate();
  const language = useLanguage((state) => state.language);
  const pages = usePages<ScoreLine>('/scores', filter);
  const columns: NonNullable<TableProps<ScoreLine>['columns']> = [
    {
      title: t('call'),
      width: 170,
      render: (_, score) => (
        <Link to={`/calls/${score.callId}`} className={styles.open} onClick={(event) => event.stopPropagation()}>
          {dayTimeText(score.callStartedAt, language)}
        </Link>
      ),
    },
    { title: t('agent'), width: 150, ellipsis: true, render: (_, score) => score.agentName },
    { title: t('customer'), ellipsis: true, render: (_, score) => score.customerName || '–' },
    { title: t('campaign'), width: 170, ellipsis: true, render: (_, score) => score.campaignName ?? '–' },
    { title: t('card'), width: 150, ellipsis: true, render: (_, score) => score.cardName },
    { title: t('coach'), width: 140, ellipsis: true, render: (_, score) => score.coachName },
    {
      title: t('result'),
      width: 130,
      align: 'right',
      render: (_, score) =>
        score.failed ? (
          <Chip tone="bad">{t('failed')}</Chip>
        ) : (
          <span className={styles.figure}>{score.percent === null ? '–' : percentText(score.percent / 100, language)}</span>
        ),
    },
    {
      title: t('state'),
      width: 170,
      render: (_, score) =>
        score.state === 'draft' ? (
          <Chip tone="warn">{t('draft')}</Chip>
        ) : score.acknowledgedAt ? (
          <Chip tone="ok">{t(score.agentComment ? 'answered' : 'isSeen')}</Chip>
        ) : (
          <Chip>{t('notSeen')}</Chip>
        ),
    },
  ];
  return (
    <PagedTable<ScoreLine>
      label={t('nav')}
      pages={pages}
      columns={columns}
      rowKey={(score) => score.id}
      onOpen={(score) => void go(`/calls/${score.callId}`)}
      filtered={active}
      onClearFilter={onClear}
      empty={<EmptyState icon={<StarOutlined />} title={t('empty')} text={t('emptyText')} />}
    />
  );
}
