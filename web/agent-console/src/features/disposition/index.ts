import type en from './strings/en.json';

export { Correction } from './Correction';
export { Disposition } from './Disposition';
export { startExpiry } from './expiry';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    disposition: typeof en;
  }
}
