import type { Language, LanguagePack } from '@callcenter/ui';

const packs: Record<Language, () => Promise<{ pack: LanguagePack }>> = {
  en: () => import('./en'),
  'zh-Hans': () => import('./zh-Hans'),
  'zh-Hant': () => import('./zh-Hant'),
};

/** All texts of a language, in one file that is loaded when the language is chosen. */
export async function loadLanguage(language: Language): Promise<LanguagePack> {
  return (await packs[language]()).pack;
}
