import { ClearOutlined, SearchOutlined } from '@ant-design/icons';
import { useShortcut } from '@callcenter/ui';
import { Button, Input, type InputRef } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Page.module.css';

export interface FilterBarProps {
  /** A search field: what is searched for, and where it goes 300 ms after the last key. */
  search?: { value: string; placeholder: string; onChange(value: string): void };
  /** True while anything is filtered: offers to clear it. */
  active?: boolean;
  onClear?(): void;
  /** Selects, pickers, switches; each with an aria-label. */
  children?: ReactNode;
  /** At the right end. */
  aside?: ReactNode;
}

/** The filter of a list; `/` goes to its search field. */
export function FilterBar({ search, active = false, onClear, children, aside }: FilterBarProps) {
  const { t } = useTranslation(['parts', 'common']);
  const field = useRef<InputRef>(null);
  useShortcut({
    id: 'filter.search',
    chord: '/',
    group: t('common:keys.general'),
    label: t('search'),
    enabled: search !== undefined,
    listed: search !== undefined,
    run: () => field.current?.focus(),
  });
  return (
    <search className={styles.filter} aria-label={t('filter')}>
      {search && <SearchField {...search} field={field} />}
      {children}
      {active && onClear && (
        <Button type="text" icon={<ClearOutlined aria-hidden />} onClick={onClear}>
          {t('clear')}
        </Button>
      )}
      {aside && <span className={styles.filterSpace} />}
      {aside}
    </search>
  );
}

const quietMs = 300;

function SearchField({
  value,
  placeholder,
  onChange,
  field,
}: NonNullable<FilterBarProps['search']> & { field: React.RefObject<InputRef | null> }) {
  const [typed, setTyped] = useState(value);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) {
      return;
    }

    const timer = setTimeout(() => latest.current(typed), quietMs);
    return () => clearTimeout(timer);
  }, [typed, value]);
  return (
    <Input
      ref={field}
      className={styles.search ?? ''}
      allowClear
      prefix={<SearchOutlined aria-hidden />}
      placeholder={placeholder}
      aria-label={placeholder}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onChange(typed)}
    />
  );
}
