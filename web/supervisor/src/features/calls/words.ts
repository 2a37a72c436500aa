import i18next from 'i18next';

const builtIn = [
  'sale',
  'interested',
  'callback',
  'notInterested',
  'doNotCall',
  'wrongNumber',
  'noDecisionMaker',
  'language',
  'voicemail',
] as const;

/** Every way a call can end on the network's side, in the order of the filter. */
export const outcomes = [
  'connected',
  'abandoned',
  'machine',
  'screened',
  'busy',
  'noAnswer',
  'declined',
  'invalidNumber',
  'unavailable',
  'congestion',
  'trunkDown',
  'rejectedByTrunk',
  'blocked',
  'fax',
  'announcement',
  'mediaError',
  'cancelled',
  'interrupted',
] as const;

function word(key: string): string | null {
  return i18next.exists(key, { ns: 'calls' }) ? String(i18next.t(key as 'outcome.busy', { ns: 'calls' })) : null;
}

/** Components that use these must render anew with the language: call useTranslation. */
export const outcomeText = (code: string) => word(`outcome.${code}`) ?? code;

/** A disposition: the built-in ones in the language of the screen, others as they were named. */
export function dispositionText(code: string, name?: string | null): string {
  return (builtIn as readonly string[]).includes(code) ? (word(`disposition.${code}`) ?? code) : (name ?? code);
}

export type Tone = 'ok' | 'warn' | 'bad';

/** How a line sounded, in words: by the opinion score, 1 to 4.5. */
export function soundOf(mos: number | null): { tone: Tone; key: 'good' | 'fair' | 'poor' } | null {
  return mos === null
    ? null
    : mos >= 4
      ? { tone: 'ok', key: 'good' }
      : mos >= 3.6
        ? { tone: 'warn', key: 'fair' }
        : { tone: 'bad', key: 'poor' };
}
