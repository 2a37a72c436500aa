import i18next from 'i18next';
import type { Feature } from './feature';

/** A feature's name in the language of the screen: key `nav` of its own texts. */
export function navText(feature: Feature): string {
  return String(i18next.t('nav' as never, { ns: feature.name as never }));
}
