import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Window } from '../kit/browser.ts';
import { root } from '../kit/places.ts';

type Tree = { readonly [key: string]: string | Tree };

const texts = (folder: string): Tree =>
  JSON.parse(readFileSync(join(root, `web/supervisor/src/${folder}/strings/en.json`), 'utf8'));

/** A text of the supervisor's desk by its path. */
export function say(folder: string, path: string, values: Record<string, string> = {}): string {
  let found: string | Tree | undefined = texts(folder);
  for (const part of path.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  if (typeof found !== 'string') throw new Error(`No text '${path}' in ${folder}`);
  return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '');
}

/** A coach at the supervisor's desk: finds calls, listens, scores. */
export class Coach {
  readonly page: Page;
  readonly #http: string;

  private constructor(page: Page, http: string) {
    this.page = page;
    this.#http = http;
  }

  /** Signs in with one click on a demo user; what is heard from now on can be measured. */
  static async signIn(window: Window, http: string, userName = 'coco'): Promise<Coach> {
    await window.context.addInitScript(listenToSpeakers);
    const coach = new Coach(await window.tab(), http);
    await coach.page.goto(`${http}/`);
    await coach.page.locator(`button[data-user="${userName}"]`).click();
    await coach.page.waitForURL(/\/supervisor/);
    return coach;
  }

  open(path: string): Promise<unknown> {
    return this.page.goto(`${this.#http}/supervisor/${path}`);
  }

  get search(): Locator {
    return this.page.getByRole('textbox', { name: say('features/calls', 'filter.search') });
  }

  /** Rows of the list of calls. */
  get rows(): Locator {
    return this.page.locator('[data-row-key]');
  }

  get playButton(): Locator {
    return this.page.getByRole('button', { name: say('features/calls', 'player.play') });
  }

  get pauseButton(): Locator {
    return this.page.getByRole('button', { name: say('features/calls', 'player.pause'), exact: false }).first();
  }

  /** The questions of the scorecard, each a group of answers. */
  get questions(): Locator {
    return this.page.locator('[data-question]');
  }

  get result(): Locator {
    return this.page.getByRole('status', { name: say('scoring', 'total') });
  }

  /** Where the listener is in the recording, in whole seconds. */
  async second(): Promise<number> {
    return Number(
      await this.page.getByRole('slider', { name: say('features/calls', 'player.position') }).getAttribute('aria-valuenow'),
    );
  }

  /** Answers by keys alone, from the first question on. */
  async answer(keys: string): Promise<void> {
    await this.questions.first().focus();
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async finish(): Promise<void> {
    await this.page.getByRole('button', { name: say('scoring', 'finish'), exact: true }).click();
    await this.page.getByText(say('scoring', 'isFinished'), { exact: true }).waitFor();
  }

  /** Loudness of what the page's own mixer gives to the speakers within some time, in decibels. */
  loudness(milliseconds: number): Promise<number> {
    return this.page.evaluate(async (limit) => {
      const ears = (globalThis as unknown as { journeyEars: AnalyserNode[] }).journeyEars;
      let best = -200;
      const end = performance.now() + limit;
      while (performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 40));
        for (const ear of ears) {
          const bins = new Float32Array(ear.frequencyBinCount);
          ear.getFloatFrequencyData(bins);
          for (const decibels of bins) best = Math.max(best, decibels);
        }
      }
      return best;
    }, milliseconds);
  }
}

/** Runs in the page before its own scripts: whatever is connected to the speakers is also connected to an analyser. */
function listenToSpeakers(): void {
  const scope = globalThis as unknown as { journeyEars: AnalyserNode[] };
  scope.journeyEars = [];
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...to: unknown[]) => unknown;
  AudioNode.prototype.connect = function (this: AudioNode, ...to: unknown[]) {
    if (to[0] instanceof AudioDestinationNode) {
      const ear = new AnalyserNode(this.context, { fftSize: 2048, smoothingTimeConstant: 0 });
      connect.call(this, ear);
      scope.journeyEars.push(ear);
    }

    return connect.apply(this, to);
  } as typeof AudioNode.prototype.connect;
}
