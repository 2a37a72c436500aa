import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Language } from '../desk/texts.ts';
import type { Window } from '../kit/browser.ts';
import { root } from '../kit/places.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Lists on the manager's desk: the wizard of an upload, its report. */
export class Lists {
  readonly page: Page;
  readonly #texts: Tree;

  private constructor(page: Page, language: Language) {
    this.page = page;
    const file = join(root, `web/supervisor/src/features/lists/strings/${language}.json`);
    this.#texts = JSON.parse(readFileSync(file, 'utf8')) as Tree;
  }

  /** Signs in with one click on a demo user and goes to the lists. */
  static async signIn(window: Window, http: string, userName: string, language: Language = 'en'): Promise<Lists> {
    const lists = new Lists(await window.tab(), language);
    await lists.page.goto(`${http}/`);
    await lists.page.locator(`button[data-user="${userName}"]`).click();
    await lists.page.waitForURL('**/supervisor/**', { timeout: 20_000 });
    await lists.page.goto(`${http}/supervisor/lists`);
    await lists.page.getByRole('heading', { level: 1, name: lists.text('title') }).waitFor({ timeout: 20_000 });
    return lists;
  }

  /** A text of the screen. */
  text(key: string): string {
    const found = key
      .split('.')
      .reduce<string | Tree | undefined>((tree, part) => (typeof tree === 'object' ? tree[part] : undefined), this.#texts);
    if (typeof found !== 'string') throw new Error(`There is no text '${key}'.`);
    return found;
  }

  button(key: string): Locator {
    return this.page.getByRole('button', { name: this.text(key), exact: true });
  }

  /** Makes a list and stands before the wizard's first step. */
  async add(name: string): Promise<void> {
    await this.page
      .getByRole('button', { name: this.text('add') })
      .first()
      .click();
    await this.page.getByLabel(this.text('form.name'), { exact: true }).fill(name);
    await this.button('addAndUpload').click();
    await this.page.getByRole('heading', { level: 1, name: this.text('wizard.title') }).waitFor();
  }

  /** Hands a file to the wizard, which then shows how it reads it. */
  async send(name: string, bytes: Buffer): Promise<void> {
    await this.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
    await this.page.getByRole('heading', { name: this.text('wizard.reading.title') }).waitFor();
  }

  /** What the screen says of a setting of the reading ("encoding", "separator", "sheet"). */
  reading(id: string): Locator {
    return this.page.locator(`.ant-select:has(#${id})`);
  }

  async next(): Promise<void> {
    await this.button('wizard.next').click();
  }

  /** The drop-down of a column, by its heading. */
  target(column: string): Locator {
    return this.page.getByRole('combobox', { name: this.text('wizard.columns.fieldOf').replace('{{column}}', column) });
  }

  /** Chooses a field for a column. */
  async map(column: string, field: string): Promise<void> {
    await this.target(column).click();
    await this.page.locator('.ant-select-dropdown:visible').getByText(field, { exact: true }).click();
  }

  /** The figures of the report in sight: rows, inserted, updated, duplicates, rejected. */
  async sum(): Promise<number[]> {
    const figures = ['rows', 'inserted', 'updated', 'duplicates', 'rejected'].map((name) =>
      this.page.locator(`[data-figure=${name}] dd`),
    );
    return await Promise.all(figures.map(async (figure) => Number(((await figure.textContent()) ?? '').replace(/[^0-9]/g, ''))));
  }
}
