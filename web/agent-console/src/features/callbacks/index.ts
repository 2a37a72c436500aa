import type en from './strings/en.json';

export { Callbacks } from './Callbacks';
export { NextCallback } from './NextCallback';
export { startReminders } from './reminders';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    callbacks: typeof en;
  }
}
