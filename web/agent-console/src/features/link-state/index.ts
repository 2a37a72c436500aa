import type en from './strings/en.json';

export { LinkState } from './LinkState';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    'link-state': typeof en;
  }
}
