import type en from './strings/en.json';

export { Customer } from './Customer';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    customer: typeof en;
  }
}
