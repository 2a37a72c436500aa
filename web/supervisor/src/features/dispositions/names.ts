import { dispositionText } from '../calls/words';

/** How the built-in dispositions are named until somebody renames them. */
const delivered: Readonly<Record<string, string>> = {
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

/** In the language of the screen; a name that somebody gave stays as it was given. */
export function nameOf({ code, name }: { code: string; name: string }): string {
  return delivered[code] === name ? dispositionText(code, name) : name;
}
