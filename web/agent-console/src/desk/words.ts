import i18next from 'i18next';
import type dispositions from './strings/en.json';

declare module '@callcenter/ui/texts' {
  interface FeatureTexts {
    desk: typeof dispositions;
  }
}

function word(key: string): string | null {
  return i18next.exists(key, { ns: 'desk' }) ? i18next.t(key as 'outcome.busy', { ns: 'desk' }) : null;
}

/** Words that come as codes from the server. Components that use them must also render anew with the language: call useTranslation. */
export function outcomeText(code: string): string {
  return word(`outcome.${code}`) ?? code;
}

const english: Record<string, string> = {
  sale: 'Sale',
  interested: 'Interested',
  callback: 'Call back',
  notInterested: 'Not interested',
  doNotCall: 'Do not call',
  wrongNumber: 'Wrong number',
  noDecisionMaker: 'Decision maker not there',
  language: 'No common language',
  voicemail: 'Voicemail',
};

const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');

/** A disposition by name: the built-in ones in the language of the screen unless they were renamed, others as they were named. */
export function dispositionText(code: string, name: string = english[code] ?? code): string {
  return plain(name) === plain(english[code] ?? '') ? (word(`disposition.${code}`) ?? name) : name;
}
