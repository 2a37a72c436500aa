import { numberText, percentText, shortText, useLanguage } from '@callcenter/ui';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../../desk/deskStore';
import styles from './Figures.module.css';

/** The own day in one line. */
export function Figures() {
  const { t } = useTranslation('figures');
  const language = useLanguage((state) => state.language);
  const today = useDesk((desk) => desk.today);
  if (!today) {
    return null;
  }

  const parts = [
    t('calls', { count: today.calls, value: numberText(today.calls, language) }),
    t('contacts', { count: today.contacts, value: numberText(today.contacts, language) }),
    t('sales', { count: today.sales, value: numberText(today.sales, language) }),
    ...(today.calls > 0 ? [t('conversion', { value: percentText(today.sales / today.calls, language) })] : []),
    ...(today.averageHandleSeconds === null ? [] : [t('aht', { value: shortText(today.averageHandleSeconds) })]),
  ];
  return (
    <p className={styles.line} title={t('ahtLong')}>
      <strong>{t('today')}</strong>
      {parts.map((part) => (
        <span key={part} className="numbers">
          {part}
        </span>
      ))}
    </p>
  );
}
