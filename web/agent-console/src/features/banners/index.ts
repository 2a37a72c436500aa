import type en from './strings/en.json';

export { Banners } from './Banners';
export { startNotices } from './notices';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    banners: typeof en;
  }
}
