import { describe, expect, it } from 'vitest';

export type Tree = { [key: string]: string | Tree };

export interface TextChecks {
  /** Every file of texts by its path, as import.meta.glob gives them. */
  files: Record<string, Tree>;
  /** The folder of the texts that both applications share. */
  common: string;
  /** At least so many folders: a glob that finds nothing must not pass. */
  folders: number;
  /** What the services can answer: each must have words. */
  codes: readonly string[];
}

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

// English has a form of its own for one; Chinese has one form for all.
const plain = (key: string) => key.replace(/_(one|other)$/, '');
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

/** The texts of an application: none is missing in a language, holes and scripts are right. */
export function checkTexts({ files, common, folders: least, codes }: TextChecks): void {
  const folders = [...new Set(Object.keys(files).map((path) => path.slice(0, path.lastIndexOf('/'))))];
  const texts = (folder: string, language: string) => flat(files[`${folder}/${language}.json`] ?? {});

  describe('texts', () => {
    it('are found', () => {
      expect(folders.length).toBeGreaterThanOrEqual(least);
    });

    it.each(folders)('%s are there in every language', (folder) => {
      const english = new Set([...texts(folder, 'en').keys()].map(plain));
      expect(english.size).toBeGreaterThan(0);
      for (const language of ['zh-Hans', 'zh-Hant']) {
        expect([...new Set([...texts(folder, language).keys()].map(plain))].sort()).toEqual([...english].sort());
      }
    });

    it.each(folders)('%s have the same holes to fill in every language', (folder) => {
      const english = texts(folder, 'en');
      for (const language of ['zh-Hans', 'zh-Hant']) {
        for (const [key, text] of texts(folder, language)) {
          expect([key, holes(text)]).toEqual([key, holes(english.get(key) ?? english.get(`${plain(key)}_other`) ?? '')]);
        }
      }
    });

    it.each(folders)('%s in the two Chinese scripts are not mixed up', (folder) => {
      const onlySimplified = /[们这说话录电备号见时间输账务开关发]/;
      const onlyTraditional = /[們這說話錄電備號見時間輸賬務開關發]/;
      expect([...texts(folder, 'zh-Hant').values()].filter((text) => onlySimplified.test(text))).toEqual([]);
      expect([...texts(folder, 'zh-Hans').values()].filter((text) => onlyTraditional.test(text))).toEqual([]);
    });

    it.each(codes)('put %s into words', (code) => {
      expect(texts(common, 'en').get(`errors.${code}`)).toBeTruthy();
    });
  });
}
