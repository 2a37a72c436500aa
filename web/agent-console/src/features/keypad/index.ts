import type en from './strings/en.json';

export { Keypad } from './Keypad';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    keypad: typeof en;
  }
}
