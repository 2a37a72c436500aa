import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Window } from '../kit/browser.ts';
import { root } from '../kit/places.ts';

type Tree = { readonly [key: string]: string | Tree };

/** The supervisor's application as a manager or an administrator uses it. */
export class Office {
  readonly page: Page;
  readonly #http: string;

  private constructor(page: Page, http: string) {
    this.page = page;
    this.#http = http;
  }

  /** Signs in with one click on a demo user. */
  static async signIn(window: Window, http: string, userName: string): Promise<Office> {
    const page = await window.tab();
    await page.goto(`${http}/`);
    await page.locator(`button[data-user="${userName}"]`).click();
    await page.waitForURL(/\/supervisor/);
    return new Office(page, http);
  }

  /** Opens a page by its address beneath /supervisor. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.#http}/supervisor/${path}`);
    await this.page.getByRole('heading', { level: 1 }).last().waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** The heading of the page in sight. */
  heading(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name });
  }
}

/** A feature's text in English: a journey looks for what people read. */
export function text(feature: string, path: string): string {
  const file = join(root, `web/supervisor/src/features/${feature}/strings/en.json`);
  const found = path
    .split('.')
    .reduce<string | Tree | undefined>(
      (at, key) => (typeof at === 'object' ? at[key] : undefined),
      JSON.parse(readFileSync(file, 'utf8')) as Tree,
    );
  if (typeof found !== 'string') throw new Error(`${feature} has no text ${path}`);
  return found;
}
