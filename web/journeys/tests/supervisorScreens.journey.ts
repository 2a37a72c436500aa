import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../src/checks/accessibility.ts';
import { languageFaults } from '../src/checks/language.ts';
import { Desk, windowIn } from '../src/desk/desk.ts';
import type { Language } from '../src/desk/texts.ts';
import { Stage } from '../src/kit/stage.ts';
import { Story } from '../src/kit/story.ts';
import { Office } from '../src/supervisor/office.ts';

/** There are 28 screens. */
const timeout = 180_000;

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set({ customers: 3, wrapUpSeconds: 120 });
});

afterAll(() => stage.clear());

let shift: Promise<void> | undefined;

/** One agent after a call, until the stage is cleared: makes a tile, figures, a call to look at. */
async function oneAgent(): Promise<void> {
  const ann = await Desk.takeCalls(await stage.browser.window(), stage.http, 'ann', Story.campaignName);
  await ann.call();
  await ann.hangUp();
}

/** The first of a list of the API. */
async function first(path: string): Promise<string> {
  const { items } = await stage.story.admin.get<{ items: { id: string }[] }>(path);
  const found = items[0];
  if (!found) throw new Error(`${path} is empty.`);
  return found.id;
}

/** Every address of the application that is a screen of its own. */
async function addresses(): Promise<string[]> {
  const campaign = `campaigns/${stage.story.campaign}`;
  const list = await first('lists');
  return [
    'board',
    'wall',
    'campaigns',
    'campaigns/new',
    'campaigns/why',
    campaign,
    `${campaign}/settings`,
    `${campaign}/why`,
    `${campaign}/history`,
    'dispositions',
    'prompts',
    'lists',
    `lists/${list}`,
    `lists/${list}/upload`,
    'leads',
    `leads?list=${list}`,
    'dnc',
    'calls',
    `calls/${await first('calls')}`,
    'scores',
    'scorecards',
    `scorecards/${await first('scorecards')}`,
    'users',
    'teams',
    'roles',
    'trunks',
    'apikeys',
    'audit',
  ];
}

/** Until what the screen asked for is there. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && !document.querySelector('.ant-spin-spinning, .ant-skeleton'),
  );
}

/** Visits everything as the administrator; what was found on each screen, by its address. Each is loaded anew: so the policy sees every style that comes with it. */
async function tour(language: Language, scheme: 'light' | 'dark', check = seriousFindings): Promise<Record<string, string[]>> {
  shift ??= oneAgent();
  await shift;
  const found: Record<string, string[]> = {};
  const window = await stage.browser.window(windowIn(language, scheme));
  const office = await Office.signIn(window, stage.http, 'root');
  for (const address of await addresses()) {
    await office.open(address);
    await settled(office.page);
    const told = window.faults.errors.splice(0).concat(window.faults.violations.splice(0));
    const faults = [...told, ...(await languageFaults(office.page, language, 'supervisor')), ...(await check(office.page))];
    if (faults.length > 0) {
      found[address] = faults;
      await window.photograph(`supervisor-${language}-${scheme}-${address}`, faults);
    }
  }
  await window.close();
  return found;
}

test('every screen of the supervisor in English, light: no missing text, nothing that keeps anybody from using it', {
  timeout,
}, async () => {
  expect(await tour('en', 'light')).toEqual({});
});

test('every screen of the supervisor in simplified Chinese, dark', { timeout }, async () => {
  expect(await tour('zh-Hans', 'dark')).toEqual({});
});

// Colours and structure are those of the first: axe has seen them.
test('every screen of the supervisor in traditional Chinese, light', { timeout }, async () => {
  expect(await tour('zh-Hant', 'light', () => Promise.resolve([]))).toEqual({});
});
