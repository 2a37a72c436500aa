import type en from './strings/en.json';

export { Idle } from './Idle';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    idle: typeof en;
  }
}
