import type { Page } from 'playwright-core';
import { type Application, type Language, Texts } from '../desk/texts.ts';

/** Every text a person can read or be read out: visible text, labels, titles, placeholders. */
export function readableTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim() ?? '';
      if (text !== '' && parent !== null && parent.closest('script, style, [lang]:not(html)') === null) found.add(text);
    }
    for (const element of document.body.querySelectorAll('*')) {
      if (element.closest('[lang]:not(html)') !== null) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-valuetext']) {
        const text = element.getAttribute(name)?.trim() ?? '';
        if (text !== '') found.add(text);
      }
    }
    return [...found];
  });
}

/** What is wrong with the language of a screen: names of texts instead of texts, holes, and English in another language. */
export async function languageFaults(
  page: Page,
  language: Language,
  application: Application = 'agent-console',
): Promise<string[]> {
  const shown = await readableTexts(page);
  const own = new Texts(language, application).all();
  const english = new Texts('en', application).all();
  const keys = new Set(
    [...own.keys()].flatMap((path) => [path, path.slice(path.indexOf(':') + 1)]).filter((key) => /[.:]|[a-z][A-Z]/.test(key)),
  );
  const values = new Set(own.values());
  // One word alone (Ready, Demo) may be data; two or more are a sentence of ours.
  const foreign = new Set(
    language === 'en' ? [] : [...english.values()].filter((text) => !values.has(text) && /[a-z] [a-z]|^[A-Z][a-z]+$/.test(text)),
  );
  const faults = shown.flatMap((text) => {
    if (keys.has(text)) return [`the name of a text is shown: ${text}`];
    if (/\{\{|\}\}|\bundefined\b|\bNaN\b|\[object |Invalid Date/.test(text)) return [`a text has a hole: ${text}`];
    if (foreign.has(text)) return [`English on a screen in ${language}: ${text}`];
    return [];
  });
  const documentLanguage = await page.evaluate(() => document.documentElement.lang);
  return documentLanguage === language ? faults : [`the document says it is in '${documentLanguage}'`, ...faults];
}
