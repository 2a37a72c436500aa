import { useLanguage } from '../i18n/languageStore';
import type { Language } from '../i18n/languages';
import styles from './notLoaded.module.css';

// Here and not among the other texts: those may be what could not be loaded.
const words: Record<Language, { title: string; text: string; action: string }> = {
  en: { title: 'The page could not be loaded', text: 'Check your network, then load the page again.', action: 'Load again' },
  'zh-Hans': { title: '页面未能加载', text: '请检查网络，然后重新加载页面。', action: '重新加载' },
  'zh-Hant': { title: '頁面未能載入', text: '請檢查網路，然後重新載入頁面。', action: '重新載入' },
};

/** Instead of a white page, when the start itself failed: needs nothing that is fetched. */
export function showNotLoaded(root: HTMLElement): void {
  const { language } = useLanguage.getState();
  const { title, text, action } = words[language];
  document.documentElement.lang = language;
  const page = document.createElement('main');
  page.className = styles.notLoaded ?? '';
  page.setAttribute('role', 'alert');
  const heading = document.createElement('h1');
  heading.textContent = title;
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = action;
  button.addEventListener('click', () => location.reload());
  page.append(heading, paragraph, button);
  root.replaceChildren(page);
}
