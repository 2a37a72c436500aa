import type { Locator, Page } from 'playwright-core';
import type { Window } from '../kit/browser.ts';
import { type Language, Texts } from './texts.ts';

/** States of the call band, as it names them itself. */
export type BandState = 'ready' | 'paused' | 'connecting' | 'reserved' | 'ringing' | 'connected' | 'held' | 'muted' | 'wrapUp' | 'unreachable';

const locales: Record<Language, string> = { en: 'en-US', 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW' };

/** Options of a browser window whose pages come in a language. */
export function windowIn(language: Language, scheme: 'light' | 'dark' = 'light'): { locale: string; colorScheme: 'light' | 'dark' } {
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
  static async signIn(window: Window, http: string, name = 'Ann', language: Language = 'en'): Promise<Desk> {
    const desk = new Desk(await window.tab(), language);
    await desk.page.goto(`${http}/`);
    await desk.page.getByRole('button', { name: new RegExp(`^${name}\\b`) }).click();
    await desk.startButton.waitFor();
    return desk;
  }

  /** Another tab of a person who is signed in. */
  static async openTab(window: Window, http: string, language: Language = 'en'): Promise<Desk> {
    const desk = new Desk(await window.tab(), language);
    await desk.page.goto(`${http}/agent`);
    return desk;
  }

  get startButton(): Locator {
    return this.page.getByRole('button', { name: this.texts.of('sign-on:start') });
  }

  get band(): Locator {
    return this.page.getByRole('region', { name: this.texts.of('call-band:label'), exact: true });
  }

  get caller(): Locator {
    return this.band.getByTestId('caller');
  }

  button(path: string): Locator {
    return this.page.getByRole('button', { name: this.texts.of(path) });
  }

  /** Chooses the campaign, waits until the phone is connected and the microphone is heard, and starts the shift. */
  async startShift(campaign: string): Promise<void> {
    for (const box of await this.page.getByRole('checkbox').all()) {
      const wanted = (await box.locator('xpath=ancestor::label').innerText()).includes(campaign);
      if ((await box.isChecked()) !== wanted) await box.setChecked(wanted);
    }
    await this.page.getByText(this.texts.of('sign-on:microphoneHeard')).waitFor();
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

  async hangUp(): Promise<void> {
    await this.band.getByRole('button', { name: this.texts.of('call-band:hangUp') }).click();
  }
}
