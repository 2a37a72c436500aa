import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../kit/places.ts';

export const languages = ['en', 'zh-Hans', 'zh-Hant'] as const;
export type Language = (typeof languages)[number];

/** How each language names itself on the screen. */
export const languageNames: Record<Language, string> = { en: 'English', 'zh-Hans': '简体中文', 'zh-Hant': '繁體中文' };

type Tree = { readonly [key: string]: string | Tree };

export type Application = 'agent-console' | 'supervisor';

/** An application's own files of texts: a journey finds a button by what it says in the language of the screen. */
export class Texts {
  readonly language: Language;
  readonly #features: ReadonlyMap<string, Tree>;

  constructor(language: Language, application: Application = 'agent-console') {
    this.language = language;
    this.#features = new Map(
      textFiles(language, application).map(([feature, file]) => [feature, JSON.parse(readFileSync(file, 'utf8')) as Tree]),
    );
  }

  /** A text by feature and path, `call-band:keys.mute`, with its placeholders filled. */
  of(path: string, values: Record<string, string | number> = {}): string {
    const [feature = '', key = ''] = path.split(':');
    let found: string | Tree | undefined = this.#features.get(feature);
    for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
    if (typeof found !== 'string') throw new Error(`No text '${path}' in ${this.language}`);
    return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
  }

  /** Every text with its path. */
  all(): Map<string, string> {
    const all = new Map<string, string>();
    const visit = (path: string, tree: Tree): void => {
      for (const [key, value] of Object.entries(tree)) {
        if (typeof value === 'string') all.set(`${path}${key}`, value);
        else visit(`${path}${key}.`, value);
      }
    };
    for (const [feature, tree] of this.#features) visit(`${feature}:`, tree);
    return all;
  }
}

function textFiles(language: Language, application: Application): [string, string][] {
  const source = join(root, 'web', application, 'src');
  const folders = [...readdirSync(join(source, 'features')).map((name) => join('features', name)), ...readdirSync(source)];
  const own = folders
    .map((folder): [string, string] => [basename(folder), join(source, folder, 'strings', `${language}.json`)])
    .filter(([, file]) => existsSync(file));
  return [['common', join(root, 'web/ui/src/i18n/strings', `${language}.json`)], ...own];
}
