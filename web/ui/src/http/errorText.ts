import i18next from 'i18next';
import { ApiError } from './problem';

/** What went wrong, in the language of the screen: by the stable code, else as the server put it in English. */
export function textOfCode(code: string, fallback: string): string {
  const key = `errors.${code}`;
  return i18next.exists(key, { ns: 'common' })
    ? i18next.t(key as 'errors.network', { ns: 'common' })
    : fallback || i18next.t('errors.unknown', { ns: 'common' });
}

/** The same for whatever was thrown. */
export function textOfError(error: unknown): string {
  if (error instanceof ApiError) {
    return textOfCode(error.code, error.message);
  }

  return error instanceof Error ? error.message : String(error);
}
