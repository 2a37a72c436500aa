import { dateText, type Language, useLanguage } from '@callcenter/ui';
import type { PopCustomer } from '@callcenter/ui/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './Customer.module.css';

// "en" in the language of the screen; what is no tag is shown as uploaded.
function languageText(tag: string, language: Language): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Name and value in two columns; what is not known is left out, except consent. */
export function CustomerFacts({ customer }: { customer: PopCustomer }) {
  const { t } = useTranslation('customer');
  const language = useLanguage((state) => state.language);
  const date = customer.consentAt ? dateText(customer.consentAt, language) : null;
  const consents = {
    given: date ? t('consentState.givenOn', { date }) : t('consentState.given'),
    withdrawn: date ? t('consentState.withdrawnOn', { date }) : t('consentState.withdrawn'),
  };
  const consent =
    customer.consent === 'given' || customer.consent === 'withdrawn' ? consents[customer.consent] : t('consentState.unknown');
  const facts: [string, ReactNode][] = [
    [t('company'), customer.company],
    [t('externalId'), customer.externalId],
    [
      t('consent'),
      <span key="consent" className={styles.consent} data-consent={customer.consent}>
        {consent}
      </span>,
    ],
    [t('email'), customer.email],
    [t('languageSpoken'), customer.language && languageText(customer.language, language)],
    [t('owner'), customer.owner],
    [t('note'), customer.note],
  ];
  return (
    <div className={styles.facts}>
      <p className={styles.name}>{customer.name}</p>
      <dl className={styles.list}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}
