import type en from './strings/en.json';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    scoring: typeof en;
  }
}
