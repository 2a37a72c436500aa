import { GlobalOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Choice } from '../parts/Choice';
import { showToast } from '../toasts/toastStore';
import { useLanguage } from './languageStore';
import { languageNames, languages } from './languages';

/** Switches the language at once, in a call too. */
export function LanguageSwitch({ compact = false }: { compact?: boolean }) {
  const { t } = useTranslation();
  const { language, choose } = useLanguage();
  return (
    <Choice
      label={`${t('language')}: ${languageNames[language]}`}
      icon={<GlobalOutlined aria-hidden />}
      text={compact ? undefined : languageNames[language]}
      value={language}
      options={languages.map((value) => ({ value, text: <span lang={value}>{languageNames[value]}</span> }))}
      onChoose={(value) => choose(value).catch(() => showToast({ tone: 'bad', text: t('languageMissing') }))}
    />
  );
}
