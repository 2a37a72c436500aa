import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { dateText, useLanguage } from '@callcenter/ui';
import { Button, Checkbox, Input, Radio, Tag } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { days, type Hours, type Timetable } from './api';
import styles from './Campaigns.module.css';

export interface TimetableFieldProps {
  value?: Timetable;
  onChange?(value: Timetable): void;
  /** Hours of the rule set, in words. */
  legal: string;
}

const office: Hours = { days: days.slice(0, 5), from: '09:00:00', to: '18:00:00' };
const always: Timetable = { hours: [], holidays: [], startsOn: null, endsOn: null };

/** When the campaign calls, in the customer's own time. */
export function TimetableField({ value = always, onChange, legal }: TimetableFieldProps) {
  const { t } = useTranslation('campaigns');
  const change = (part: Partial<Timetable>) => onChange?.({ ...value, ...part });
  const own = value.hours.length > 0;
  const setLine = (at: number, line: Hours | null) =>
    change({ hours: value.hours.flatMap((old, i) => (i === at ? (line ? [line] : []) : [old])) });
  return (
    <div className={styles.timetable}>
      <Radio.Group
        aria-label={t('field.timetable')}
        value={own ? 'own' : 'legal'}
        onChange={(event) => change({ hours: event.target.value === 'own' ? [office] : [] })}
        options={[
          { value: 'legal', label: t('hours.legal', { legal }) },
          { value: 'own', label: t('hours.own') },
        ]}
      />
      {value.hours.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has no name of its own; its fields are controlled.
        <HoursLine key={at} line={line} onChange={(next) => setLine(at, next)} />
      ))}
      {own && (
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => change({ hours: [...value.hours, office] })}>
          {t('hours.add')}
        </Button>
      )}
      <div className={styles.period}>
        <DateField
          label={t('hours.startsOn')}
          value={value.startsOn ?? ''}
          onChange={(day) => change({ startsOn: day || null })}
        />
        <DateField label={t('hours.endsOn')} value={value.endsOn ?? ''} onChange={(day) => change({ endsOn: day || null })} />
      </div>
      <Holidays days={value.holidays} onChange={(holidays) => change({ holidays })} />
    </div>
  );
}

function HoursLine({ line, onChange }: { line: Hours; onChange(line: Hours | null): void }) {
  const { t } = useTranslation('campaigns');
  const time = (name: 'from' | 'to') => (
    <Input
      type="time"
      className={styles.time ?? ''}
      aria-label={t(`hours.${name}`)}
      value={line[name].slice(0, 5)}
      onChange={(event) => event.target.value && onChange({ ...line, [name]: `${event.target.value}:00` })}
    />
  );
  return (
    <div className={styles.hours}>
      <Checkbox.Group
        aria-label={t('hours.days')}
        value={[...line.days]}
        options={days.map((day) => ({ value: day, label: t(`day.${day}`) }))}
        onChange={(picked) => picked.length > 0 && onChange({ ...line, days: days.filter((day) => picked.includes(day)) })}
      />
      {time('from')}
      <span aria-hidden>–</span>
      {time('to')}
      <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('hours.remove')} onClick={() => onChange(null)} />
    </div>
  );
}

function Holidays({ days: chosen, onChange }: { days: readonly string[]; onChange(days: string[]): void }) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage((state) => state.language);
  const [day, setDay] = useState('');
  const add = () => {
    onChange([...new Set([...chosen, day])].sort());
    setDay('');
  };
  return (
    <div className={styles.holidays}>
      <DateField label={t('hours.holiday')} value={day} onChange={setDay} />
      <Button disabled={!day} onClick={add}>
        {t('hours.addHoliday')}
      </Button>
      {chosen.map((each) => (
        <Tag key={each} closable onClose={() => onChange(chosen.filter((other) => other !== each))}>
          {dateText(`${each}T00:00:00Z`, language, 'UTC')}
        </Tag>
      ))}
    </div>
  );
}

function DateField({ label, value, onChange }: { label: string; value: string; onChange(day: string): void }) {
  const id = useId();
  return (
    <div className={styles.date}>
      <label htmlFor={id}>{label}</label>
      <Input id={id} type="date" value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  );
}
