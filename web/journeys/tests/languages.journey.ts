import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../src/checks/accessibility.ts';
import { languageFaults } from '../src/checks/language.ts';
import { Desk, windowIn } from '../src/desk/desk.ts';
import type { Language } from '../src/desk/texts.ts';
import { tourOfCall, tourOfWaiting } from '../src/desk/tour.ts';
import { Stage } from '../src/kit/stage.ts';
import { Story } from '../src/kit/story.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set({ customers: 4, wrapUpSeconds: 120 });
});

afterAll(() => stage.clear());

/** Visits everything as an agent; what was found on each screen, by its name. */
async function tour(
  userName: string,
  language: Language,
  scheme: 'light' | 'dark',
  check = seriousFindings,
): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  const window = await stage.browser.window(windowIn(language, scheme));
  const door = await window.tab();
  await door.goto(`${stage.http}/`);
  await door.locator('button[data-user]').first().waitFor();
  found['sign-in'] = await check(door);
  await door.close();

  const desk = await Desk.signIn(window, stage.http, userName, language);
  const visit = async (screen: string): Promise<void> => {
    const faults = [...(await languageFaults(desk.page, language)), ...(await check(desk.page))];
    if (faults.length > 0) {
      found[screen] = faults;
      await window.photograph(`${language}-${scheme}-${screen}`, faults);
    }
  };
  await tourOfWaiting(desk, userName.charAt(0).toUpperCase() + userName.slice(1), Story.campaignName, visit);
  await tourOfCall(desk, visit);
  if (window.faults.errors.length + window.faults.violations.length > 0) {
    found.console = [...window.faults.errors, ...window.faults.violations];
  }
  await desk.http('DELETE', 'agent/session');
  await window.close();
  return Object.fromEntries(Object.entries(found).filter(([, faults]) => faults.length > 0));
}

test('every screen in English, light: no missing text, nothing that keeps anybody from using it', async () => {
  expect(await tour('ann', 'en', 'light')).toEqual({});
});

test('every screen in simplified Chinese, dark', async () => {
  expect(await tour('bo', 'zh-Hans', 'dark')).toEqual({});
});

// Colours and structure are those of the first: axe has seen them.
test('every screen in traditional Chinese, light', async () => {
  expect(await tour('cai', 'zh-Hant', 'light', () => Promise.resolve([]))).toEqual({});
});
