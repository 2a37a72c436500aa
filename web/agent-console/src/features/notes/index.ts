import type en from './strings/en.json';

export { Notes } from './Notes';
export { flushNotes, notesInConflict, startNotes } from './notes';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    notes: typeof en;
  }
}
