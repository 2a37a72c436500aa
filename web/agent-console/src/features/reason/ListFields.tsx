import type { PopField } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import styles from './Reason.module.css';

// pricePerMonth -> Price per month; names written with care are left alone.
function headingOf(name: string): string {
  if (!/^[a-z]+(?:[A-Z0-9][a-z0-9]*)*$/.test(name)) {
    return name;
  }

  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The list's own fields, as uploaded: always shown as text. */
export function ListFields({ fields }: { fields: readonly PopField[] }) {
  const { t } = useTranslation('reason');
  return (
    <section className={styles.fields} aria-label={t('fields')}>
      <h3>{t('fields')}</h3>
      {fields.length === 0 ? (
        <p className={styles.none}>{t('noFields')}</p>
      ) : (
        <dl className={styles.grid}>
          {fields.map((field) => (
            <div key={field.name}>
              <dt title={field.name}>{headingOf(field.name)}</dt>
              <dd>{field.value || '–'}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
