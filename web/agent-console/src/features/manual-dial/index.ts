import type en from './strings/en.json';

export { DialButton } from './DialButton';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    'manual-dial': typeof en;
  }
}
