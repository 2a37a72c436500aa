import type { Locator, Page } from 'playwright-core';
import type { AgentView } from '../kit/api.ts';
import type { Window } from '../kit/browser.ts';
import { waitFor } from '../kit/waitFor.ts';
import { type Language, Texts } from './texts.ts';

/** States of the call band, as it names them itself. */
export type BandState =
  | 'ready'
  | 'paused'
  | 'connecting'
  | 'reserved'
  | 'ringing'
  | 'connected'
  | 'held'
  | 'muted'
  | 'wrapUp'
  | 'unreachable';

/** What the agent's own API says of a call's screen. */
export interface PopView {
  readonly notes: { readonly text: string; readonly marks: readonly { readonly line: number; readonly offsetMs: number }[] };
}

const locales: Record<Language, string> = { en: 'en-US', 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW' };

/** Options of a browser window whose pages come in a language. */
export function windowIn(
  language: Language,
  scheme: 'light' | 'dark' = 'light',
): { locale: string; colorScheme: 'light' | 'dark' } {
  return { locale: locales[language], colorScheme: scheme };
}

/** The agent console as a person uses it: finds things by what they say. Every selector of the journeys stands in this folder. */
export class Desk {
  readonly page: Page;
  readonly texts: Texts;

  constructor(page: Page, language: Language = 'en') {
    this.page = page;
    this.texts = new Texts(language);
  }

  /** Opens the front page, signs in with one click on a demo user, and stands in the pre-shift check. */
  static async signIn(window: Window, http: string, userName = 'ann', language: Language = 'en'): Promise<Desk> {
    const desk = new Desk(await window.tab(), language);
    await desk.page.goto(`${http}/`);
    await desk.page.locator(`button[data-user="${userName}"]`).click();
    await desk.startButton.waitFor();
    return desk;
  }

  /** Another tab of a person who is signed in. */
  static async openTab(window: Window, http: string, language: Language = 'en'): Promise<Desk> {
    const desk = new Desk(await window.tab(), language);
    await desk.page.goto(`${http}/agent`);
    return desk;
  }

  /** Signs in, passes the check, and takes calls of a campaign. */
  static async takeCalls(window: Window, http: string, userName: string, campaign: string): Promise<Desk> {
    const desk = await Desk.signIn(window, http, userName);
    await desk.startShift(campaign);
    await desk.goReady();
    return desk;
  }

  get startButton(): Locator {
    return this.page.getByRole('button', { name: this.texts.of('sign-on:start') });
  }

  get band(): Locator {
    return this.page.getByRole('region', { name: this.texts.of('call-band:label'), exact: true });
  }

  /** Name of the person on the line; waits until the customer is on the screen. */
  callerName(limitMs = 5_000): Promise<string> {
    const shown = this.band.getByTestId('caller');
    return waitFor(
      'who is on the line',
      async () => (await shown.textContent()) ?? '',
      (name) => !/^\+?\d*$/.test(name),
      limitMs,
    );
  }

  get notes(): Locator {
    return this.page.getByRole('textbox', { name: this.texts.of('notes:label') });
  }

  /** A button by the path of its text. */
  button(path: string, values: Record<string, string> = {}): Locator {
    return this.page.getByRole('button', { name: this.texts.of(path, values) });
  }

  /** Something that says a text of the console. */
  saying(path: string): Locator {
    return this.page.getByText(this.texts.of(path)).first();
  }

  /** Chooses the campaign, waits until the phone is connected and the microphone is heard, and starts the shift. */
  async startShift(campaign: string): Promise<void> {
    await this.page.getByRole('checkbox').first().waitFor();
    for (const box of await this.page.getByRole('checkbox').all()) {
      const wanted = (await box.locator('xpath=ancestor::label').textContent())?.includes(campaign) ?? false;
      if ((await box.isChecked()) !== wanted) await box.setChecked(wanted);
    }
    await this.saying('sign-on:microphoneHeard').waitFor();
    await this.startButton.click();
    await this.isIn('paused');
  }

  async goReady(): Promise<void> {
    await this.band.getByRole('button', { name: this.texts.of('call-band:goReady') }).click();
  }

  /** Waits until the band shows one of the states; which one it was. */
  async isIn(states: BandState | readonly BandState[], limitMs = 15_000): Promise<BandState> {
    const wanted = typeof states === 'string' ? [states] : states;
    const shown = this.page.locator(wanted.map((state) => `section[data-state="${state}"]`).join(', '));
    await shown.waitFor({ timeout: limitMs });
    return (await shown.getAttribute('data-state')) as BandState;
  }

  /** Waits for a call; its id. */
  async call(limitMs = 45_000): Promise<string> {
    await this.isIn('connected', limitMs);
    const agent = await this.agent();
    if (!agent.call) throw new Error(`The band shows a call, the API none: ${JSON.stringify(agent)}`);
    return agent.call.id;
  }

  async hangUp(): Promise<void> {
    await this.band.getByRole('button', { name: this.texts.of('call-band:hangUp') }).click();
    await this.isIn('wrapUp');
  }

  /** Chooses a result by its digit and saves. */
  async dispose(digit: string, chord: 'Control+Enter' | 'Control+Shift+Enter' = 'Control+Enter'): Promise<void> {
    await this.page.locator('body').click({ position: { x: 2, y: 2 } });
    await this.page.keyboard.press(digit);
    await this.page.keyboard.press(chord);
  }

  /** The person's own API, with the page's session. */
  http<T>(method: string, path: string, body?: unknown): Promise<T> {
    return this.page.evaluate(
      async ([verb, address, content]) => {
        const me = await fetch('/api/v1/me');
        const token = ((await me.json()) as { csrf: string }).csrf;
        const answer = await fetch(`/api/v1/${address}`, {
          method: verb,
          headers: { 'X-CSRF': token, ...(content === undefined ? {} : { 'Content-Type': 'application/json' }) },
          ...(content === undefined ? {} : { body: JSON.stringify(content) }),
        });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`${verb} ${address} -> ${answer.status}: ${text}`);
        return (text === '' ? undefined : JSON.parse(text)) as T;
      },
      [method, path, body] as const,
    ) as Promise<T>;
  }

  agent(): Promise<AgentView> {
    return this.http<AgentView>('GET', 'agent');
  }

  pop(call: string): Promise<PopView> {
    return this.http<PopView>('GET', `agent/calls/${call}/pop`);
  }

  agentIs(what: string, holds: (agent: AgentView) => boolean, limitMs: number): Promise<AgentView> {
    return waitFor(what, () => this.agent(), holds, limitMs);
  }
}
