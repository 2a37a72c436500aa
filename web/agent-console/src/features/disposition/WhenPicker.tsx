import { instantOf, useLanguage, useNow, wallTimeAt } from '@callcenter/ui';
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import 'dayjs/locale/zh-cn';
import 'dayjs/locale/zh-tw';
import styles from './Disposition.module.css';

const formats = { en: 'ddd, MMM D, HH:mm', 'zh-Hans': 'M月D日 dddd HH:mm', 'zh-Hant': 'M月D日 dddd HH:mm' } as const;
const names = { en: 'en', 'zh-Hans': 'zh-cn', 'zh-Hant': 'zh-tw' } as const;
const furthestDays = 365;

export interface WhenPickerProps {
  label: string;
  /** ISO. */
  at: string | null;
  zone: string;
  onChange(at: string | null): void;
}

// dayjs only carries the numbers of the customer's clock; which instant they mean is instantOf's to say.
function shown(instant: number, zone: string): Dayjs {
  const wall = wallTimeAt(instant, zone);
  return dayjs(new Date(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute));
}

/** Day and time on the customer's clock. */
export default function WhenPicker({ label, at, zone, onChange }: WhenPickerProps) {
  const language = useLanguage((state) => state.language);
  const today = shown(Math.floor(useNow() / 3600) * 3_600_000, zone).startOf('day');
  return (
    <DatePicker
      className={styles.when ?? ''}
      aria-label={label}
      placeholder={label}
      format={formats[language]}
      showTime={{ format: 'HH:mm', minuteStep: 15, hideDisabledOptions: true }}
      showNow={false}
      needConfirm={false}
      allowClear={false}
      value={at ? shown(Date.parse(at), zone).locale(names[language]) : null}
      defaultPickerValue={today.locale(names[language])}
      disabledDate={(day) => day.isBefore(today) || day.isAfter(today.add(furthestDays, 'day'))}
      onChange={(value: Dayjs | null) =>
        onChange(
          value
            ? new Date(
                instantOf(
                  { year: value.year(), month: value.month() + 1, day: value.date(), hour: value.hour(), minute: value.minute() },
                  zone,
                ),
              ).toISOString()
            : null,
        )
      }
    />
  );
}
