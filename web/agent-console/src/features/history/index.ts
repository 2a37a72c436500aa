import type en from './strings/en.json';

export { History } from './History';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    history: typeof en;
  }
}
