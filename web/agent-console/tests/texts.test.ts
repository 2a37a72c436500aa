import { describe, expect, it } from 'vitest';

type Tree = { [key: string]: string | Tree };
const files = {
  ...import.meta.glob<Tree>('../src/**/strings/*.json', { eager: true, import: 'default' }),
  ...import.meta.glob<Tree>('../../ui/src/i18n/strings/*.json', { eager: true, import: 'default' }),
};

function flat(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const folders = [...new Set(Object.keys(files).map((path) => path.slice(0, path.lastIndexOf('/'))))];
const texts = (folder: string, language: string) => flat(files[`${folder}/${language}.json`] ?? {});
// English has a form of its own for one; Chinese has one form for all.
const plain = (key: string) => key.replace(/_(one|other)$/, '');
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();

describe('texts', () => {
  it('are found', () => {
    expect(folders.length).toBeGreaterThan(15);
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
});
