import 'i18next';
import type common from './strings/en.json';

/** Texts by feature. A feature adds its own: `declare module '@callcenter/ui/texts' { interface FeatureTexts { notes: typeof en } }`. */
export interface FeatureTexts {
  common: typeof common;
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: FeatureTexts;
  }
}
