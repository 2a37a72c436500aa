import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { timeText, useLanguage, useNow, zoneText } from '@callcenter/ui';
import type { CallingHours } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import styles from './Customer.module.css';

/** The customer's clock, and until when the law allows the call. */
export function Hours({ hours }: { hours: CallingHours }) {
  const { t } = useTranslation('customer');
  const language = useLanguage((state) => state.language);
  const now = useNow() * 1000;
  const open = hours.open && (hours.mayCallUntil === null || now < Date.parse(hours.mayCallUntil));
  const time = timeText(now, language, hours.timeZone);
  const text = !open
    ? t('hours.closed', { time })
    : hours.mayCallUntil
      ? t('hours.until', { time, until: timeText(hours.mayCallUntil, language, hours.timeZone) })
      : t('hours.open', { time });
  return (
    <p className={styles.hours} data-open={open} title={`${hours.timeZone} (${zoneText(hours.timeZone, now, language)})`}>
      {open ? <CheckCircleOutlined aria-hidden /> : <WarningOutlined aria-hidden />}
      <span className="numbers">{text}</span>
    </p>
  );
}
