import type en from './strings/en.json';

export { SignOn } from './SignOn';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    'sign-on': typeof en;
  }
}
