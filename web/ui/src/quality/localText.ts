import type { LocalText } from '../contracts';
import type { Language } from '../i18n/languages';

/** A text that people wrote, in the language of the screen when it was translated. */
export function localText(text: LocalText, language: Language): string {
  return text.translations?.[language] || text.text;
}
