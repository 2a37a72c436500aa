import type { Locator, Page } from 'playwright-core';
import { type Language, Texts } from '../desk/texts.ts';
import type { Window } from '../kit/browser.ts';

export type ShownState = 'talking' | 'reserved' | 'ready' | 'wrapUp' | 'paused' | 'unreachable' | 'connecting';

/** The live board as a supervisor uses it. */
export class Board {
  readonly page: Page;
  readonly texts: Texts;

  private constructor(page: Page, language: Language) {
    this.page = page;
    this.texts = new Texts(language, 'supervisor');
  }

  /** Opens the front page, signs in with one click on a demo user, and stands before the live board. */
  static async signIn(window: Window, http: string, userName = 'sue', language: Language = 'en'): Promise<Board> {
    const board = new Board(await window.tab(), language);
    await board.page.goto(`${http}/`);
    await board.page.locator(`button[data-user="${userName}"]`).click();
    await board.page.getByRole('heading', { name: board.texts.of('board:nav'), exact: true }).waitFor({ timeout: 20_000 });
    return board;
  }

  /** An agent's tile. */
  tile(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true });
  }

  /** Waits until the agent's tile shows the state; how many milliseconds that took from `since`, by this machine's clock. */
  async shows(name: string, state: ShownState, since = Date.now(), limitMs = 15_000): Promise<number> {
    const seen = await this.page.waitForFunction(
      ([agent, wanted]) =>
        document.querySelector<HTMLElement>(`article[aria-label="${agent}"]`)?.dataset.state === wanted ? Date.now() : 0,
      [name, state] as const,
      { timeout: limitMs, polling: 'raf' },
    );
    return (await seen.jsonValue()) - since;
  }

  /** A figure at the top, as it is written. */
  async figure(kpi: string): Promise<string> {
    return (await this.page.locator(`[data-kpi="${kpi}"] dd`).first().textContent()) ?? '';
  }

  /** Gives an order out of the agent's menu. */
  async order(name: string, order: 'ready' | 'paused' | 'hangUp' | 'signOff'): Promise<void> {
    await this.page.getByRole('button', { name: this.texts.of('board:order.menu', { name }) }).click();
    await this.page.getByRole('menuitem', { name: this.texts.of(`board:order.${order}`), exact: true }).click();
  }

  /** Says yes to the question that is open. */
  async confirm(order: 'hangUp' | 'signOff'): Promise<void> {
    await this.page
      .getByRole('dialog')
      .getByRole('button', { name: this.texts.of(`board:order.${order}`), exact: true })
      .click();
  }

  async toWall(): Promise<void> {
    await this.page.keyboard.press('f');
    await this.page.waitForURL('**/supervisor/wall');
    await this.page.getByRole('heading', { name: this.texts.of('board:wall.title') }).waitFor();
  }
}
