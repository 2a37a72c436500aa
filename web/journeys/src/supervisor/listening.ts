import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Language } from '../desk/texts.ts';
import type { Window } from '../kit/browser.ts';
import { root } from '../kit/places.ts';

export type Mode = 'listen' | 'whisper' | 'barge';

interface ModeTexts {
  readonly name: string;
  readonly to: string;
  readonly title: string;
}

type Texts = Record<Mode, ModeTexts> & { readonly stop: string };

/** A supervisor beside agents: the buttons on the board and the panel at its side. */
export class Listening {
  readonly page: Page;
  readonly #texts: Texts;

  private constructor(page: Page, language: Language) {
    this.page = page;
    const file = join(root, `web/supervisor/src/features/monitoring/strings/${language}.json`);
    this.#texts = JSON.parse(readFileSync(file, 'utf8')) as Texts;
  }

  /** Signs in with one click on a demo user and stands before the live board. */
  static async signIn(window: Window, http: string, userName: string, language: Language = 'en'): Promise<Listening> {
    const listening = new Listening(await window.tab(), language);
    await listening.page.goto(`${http}/`);
    await listening.page.locator(`button[data-user="${userName}"]`).click();
    await listening.tiles.first().waitFor({ timeout: 20_000 });
    return listening;
  }

  get tiles(): Locator {
    return this.page.locator('[data-agent]');
  }

  get panel(): Locator {
    return this.page.locator('[data-listening]');
  }

  /** CSS of a button on the only tile. */
  tool(mode: Mode): string {
    return `[data-agent] button[data-mode="${mode}"]`;
  }

  /** Clicks on the tile; the panel says so when the server has it. */
  async go(mode: Mode, agent: string): Promise<void> {
    await this.page.getByRole('button', { name: this.#texts[mode].to.replace('{{name}}', agent) }).click();
    await this.is(mode, agent);
  }

  async is(mode: Mode, agent: string): Promise<void> {
    const title = this.#texts[mode].title.replace('{{name}}', agent);
    await this.panel.getByRole('heading', { name: title, exact: true }).waitFor();
    await this.panel.locator(`section[data-mode="${mode}"]`).waitFor();
  }

  async choose(mode: Mode, agent: string): Promise<void> {
    await this.panel.locator(`button[data-mode="${mode}"]`).click();
    await this.is(mode, agent);
  }

  async stop(): Promise<void> {
    await this.panel.getByRole('button', { name: this.#texts.stop }).click();
    await this.panel.waitFor({ state: 'detached' });
  }
}
