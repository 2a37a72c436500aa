import type en from './strings/en.json';

export { Scores } from './Scores';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    scores: typeof en;
  }
}
