import type en from './strings/en.json';

export { Header } from './Header';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    header: typeof en;
  }
}
