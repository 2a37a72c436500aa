import type en from './strings/en.json';

export { CallBand } from './CallBand';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    'call-band': typeof en;
  }
}
