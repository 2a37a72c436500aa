import { textOfCode } from '@callcenter/ui';
import i18next from 'i18next';

/** Why a file or a row of it is not taken, in the language of the screen: by its code, else as the server put it. */
export function codeText(code: string, fallback: string): string {
  const key = `codes.${code}`;
  return i18next.exists(key, { ns: 'lists' }) ? i18next.t(key as 'codes.no_number', { ns: 'lists' }) : textOfCode(code, fallback);
}
