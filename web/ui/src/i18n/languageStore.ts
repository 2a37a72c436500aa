import type { ConfigProviderProps } from 'antd';
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { create } from 'zustand';
import { keep, kept } from '../keeping';
import { isLanguage, type Language, languageFor } from './languages';

type AntdLocale = NonNullable<ConfigProviderProps['locale']>;

/** Everything in one language: texts by feature, and antd's own. */
export interface LanguagePack {
  texts: Record<string, object>;
  antd: AntdLocale;
}

const place = 'callcenter.language';

interface LanguageState {
  language: Language;
  antd: AntdLocale | undefined;
  choose(language: Language): Promise<void>;
}

let load: (language: Language) => Promise<LanguagePack> = () => Promise.reject(new Error('startLanguages was not called'));

function wanted(): Language {
  const own = kept(place);
  return isLanguage(own) ? own : languageFor(navigator.languages);
}

/** The language of this machine: chosen here or by the browser, kept. */
export const useLanguage = create<LanguageState>()((set) => ({
  language: wanted(),
  antd: undefined,
  async choose(language) {
    const pack = await load(language);
    for (const [feature, texts] of Object.entries(pack.texts)) {
      i18next.addResourceBundle(language, feature, texts, true, true);
    }

    await i18next.changeLanguage(language);
    document.documentElement.lang = language;
    keep(place, language);
    set({ language, antd: pack.antd });
  },
}));

/** Loads the texts of the language to begin with; call it once, before anything is rendered. */
export async function startLanguages(loadPack: (language: Language) => Promise<LanguagePack>): Promise<void> {
  load = loadPack;
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: useLanguage.getState().language,
    fallbackLng: false,
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // React escapes; twice would show &amp;.
    react: { useSuspense: false },
  });
  await useLanguage.getState().choose(useLanguage.getState().language);
}
