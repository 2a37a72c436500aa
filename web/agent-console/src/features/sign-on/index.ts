import type en from './strings/en.json';

export { lastShift } from './lastShift';
export { SignOn } from './SignOn';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    'sign-on': typeof en;
  }
}
