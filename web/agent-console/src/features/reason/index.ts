import type en from './strings/en.json';

export { Reason } from './Reason';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    reason: typeof en;
  }
}
