import type en from './strings/en.json';

export { DayTiles } from './DayTiles';
export { Figures } from './Figures';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    figures: typeof en;
  }
}
