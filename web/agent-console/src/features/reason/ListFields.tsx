import type { PopField } from '@callcenter/ui/contracts';
import { useTranslation } from 'react-i18next';
import styles from './Reason.module.css';

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
              <dt>{field.name}</dt>
              <dd>{field.value || '–'}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
