import { DatePicker, InputNumber, Select, Tooltip } from 'antd';
import type { Dayjs } from 'dayjs';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../../parts/FilterBar';
import { useChoices } from './api';
import styles from './Calls.module.css';
import { type CallFilter, searchOf } from './filter';
import { dispositionText, outcomes, outcomeText } from './words';

export interface CallFiltersProps {
  filter: CallFilter;
  onChange(change: CallFilter): void;
  onClear(): void;
}

/** Everything a call can be found by. */
export function CallFilters({ filter, onChange, onClear }: CallFiltersProps) {
  const { t } = useTranslation('calls');
  const { agents, campaigns, lists, dispositions } = useChoices();
  const active = Object.keys(filter).length > 0;
  const pick = (name: keyof CallFilter, label: string, options: { value: string; label: string }[] | null, wide = false) =>
    options && (
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        className={(wide ? styles.wide : styles.pick) ?? ''}
        popupMatchSelectWidth={false}
        aria-label={label}
        placeholder={label}
        value={filter[name] ?? null}
        options={options}
        onChange={(value) => onChange({ [name]: value ?? '' })}
      />
    );
  const named = (items: readonly { id: string; name: string }[] | null) =>
    items?.map((item) => ({ value: item.id, label: item.name })) ?? null;
  const day = (value: string | undefined) => (value ? dayjs(value) : null);
  return (
    <FilterBar
      search={{
        value: filter.number ?? filter.customer ?? '',
        placeholder: t('filter.search'),
        onChange: (text) => onChange(searchOf(text)),
      }}
      active={active}
      onClear={onClear}
    >
      {pick('agentId', t('filter.agent'), named(agents))}
      {pick('campaignId', t('filter.campaign'), named(campaigns), true)}
      {pick('listId', t('filter.list'), named(lists))}
      {pick(
        'disposition',
        t('filter.disposition'),
        dispositions?.map((one) => ({ value: one.code, label: dispositionText(one.code, one.name) })) ?? null,
      )}
      {pick(
        'outcome',
        t('filter.outcome'),
        outcomes.map((one) => ({ value: one, label: outcomeText(one) })),
      )}
      <DatePicker.RangePicker
        allowEmpty
        className={styles.range ?? ''}
        aria-label={t('filter.days')}
        value={[day(filter.from), filter.to ? dayjs(filter.to).subtract(1, 'day') : null]}
        onChange={(days: [Dayjs | null, Dayjs | null] | null) =>
          onChange({
            from: days?.[0]?.startOf('day').toISOString() ?? '',
            to: days?.[1]?.startOf('day').add(1, 'day').toISOString() ?? '',
          })
        }
      />
      <Tooltip title={t('filter.secondsHint')}>
        <span className={styles.seconds}>
          <InputNumber
            min={0}
            max={86400}
            controls={false}
            placeholder={t('filter.min')}
            aria-label={t('filter.min')}
            value={filter.minSeconds ? Number(filter.minSeconds) : null}
            onChange={(value) => onChange({ minSeconds: value === null ? '' : String(value) })}
          />
          –
          <InputNumber
            min={0}
            max={86400}
            controls={false}
            placeholder={t('filter.max')}
            aria-label={t('filter.max')}
            value={filter.maxSeconds ? Number(filter.maxSeconds) : null}
            onChange={(value) => onChange({ maxSeconds: value === null ? '' : String(value) })}
          />
        </span>
      </Tooltip>
      {pick('hasRecording', t('filter.recording'), [
        { value: 'true', label: t('filter.recorded') },
        { value: 'false', label: t('filter.notRecorded') },
      ])}
      {pick('scored', t('filter.score'), [
        { value: 'true', label: t('filter.scored') },
        { value: 'false', label: t('filter.notScored') },
      ])}
    </FilterBar>
  );
}
