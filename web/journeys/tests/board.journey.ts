import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../src/checks/accessibility.ts';
import { Desk } from '../src/desk/desk.ts';
import { Stage } from '../src/kit/stage.ts';
import { Story } from '../src/kit/story.ts';
import { Board } from '../src/supervisor/board.ts';

let stage: Stage;
let ann: Desk | undefined;
let bo: Desk | undefined;

// The campaign is stopped: what an agent is, the journey decides.
beforeAll(async () => {
  stage = await Stage.set({ customers: 2 });
  await stage.story.admin.post(`campaigns/${stage.story.campaign}/stop`);
});

afterAll(() => stage.clear());

/** Two agents on shift, for all journeys of this file. */
async function onShift(): Promise<{ ann: Desk; bo: Desk }> {
  ann ??= await begun('ann');
  bo ??= await begun('bo');
  return { ann, bo };
}

async function begun(userName: string): Promise<Desk> {
  const desk = await Desk.signIn(await stage.browser.window(), stage.http, userName);
  await desk.startShift(Story.campaignName);
  return desk;
}

const set = (desk: Desk, state: 'ready' | 'paused'): Promise<unknown> => desk.http('PUT', 'agent/state', { state });

test('what two agents do is on the board within a second, and in its figures', async () => {
  const { ann, bo } = await onShift();
  const window = await stage.browser.window();
  const board = await Board.signIn(window, stage.http);
  await board.shows('Ann', 'paused');
  await board.shows('Bo', 'paused');
  const took: number[] = [];
  for (const state of ['ready', 'paused', 'ready'] as const) {
    for (const [desk, name] of [
      [ann, 'Ann'],
      [bo, 'Bo'],
    ] as const) {
      await set(desk, state);
      took.push(await board.shows(name, state));
    }
  }

  // Changes are gathered for a second at most; the rest is this machine's.
  expect(Math.max(...took)).toBeLessThan(1_500);
  await expect.poll(() => board.figure('ready')).toBe('2');
  expect(await seriousFindings(board.page)).toEqual([]);
  expect(window.faults).toEqual({ errors: [], violations: [] });
  await window.close();
});

test('after the connection was cut the board shows what is right, without a reload', async () => {
  const { ann, bo } = await onShift();
  const window = await stage.browser.window();
  const board = await Board.signIn(window, stage.http);
  await set(ann, 'ready');
  await board.shows('Ann', 'ready');
  await window.context.setOffline(true);
  await board.page.getByText(board.texts.of('shell:away.title')).waitFor({ timeout: 20_000 });
  await set(ann, 'paused');
  await set(bo, 'ready');
  await window.context.setOffline(false);
  await board.shows('Ann', 'paused', Date.now(), 20_000);
  await board.shows('Bo', 'ready');
  await board.page.getByText(board.texts.of('shell:away.title')).waitFor({ state: 'detached' });
  await window.close();
});

test('a supervisor pauses an agent and signs one off; the agents see it', async () => {
  const { ann, bo } = await onShift();
  const window = await stage.browser.window();
  const board = await Board.signIn(window, stage.http);
  await set(ann, 'ready');
  await board.shows('Ann', 'ready');
  await board.order('Ann', 'paused');
  await board.shows('Ann', 'paused');
  await ann.isIn('paused');
  await board.order('Ann', 'ready');
  await board.shows('Ann', 'ready');
  await board.order('Bo', 'signOff');
  await board.confirm('signOff');
  await board.tile('Bo').waitFor({ state: 'detached' });
  await bo.startButton.waitFor();
  await bo.startShift(Story.campaignName);
  await board.shows('Bo', 'paused');
  expect(window.faults).toEqual({ errors: [], violations: [] });
  await window.close();
});

test('the wall board fits the screen, is dark, names no customer, and goes back', async () => {
  const { ann } = await onShift();
  await set(ann, 'ready');
  for (const [width, height] of [
    [1920, 1080],
    [1440, 900],
  ] as const) {
    const window = await stage.browser.window({ viewport: { width, height }, colorScheme: 'light' });
    const board = await Board.signIn(window, stage.http);
    await board.shows('Ann', 'ready');
    await board.toWall();
    await board.page.getByRole('article').first().waitFor();
    const size = await board.page.evaluate(() => ({
      spill: [document.documentElement.scrollHeight - innerHeight, document.documentElement.scrollWidth - innerWidth],
      theme: document.documentElement.dataset.theme,
    }));
    expect(size).toEqual({ spill: [0, 0], theme: 'dark' });
    expect(await board.page.locator('body').textContent()).not.toMatch(/\+?\d{10}/);
    expect(await seriousFindings(board.page)).toEqual([]);
    await board.page.keyboard.press('b');
    await board.tile('Ann').waitFor();
    expect(await board.page.evaluate(() => document.documentElement.dataset.theme)).toBe('light');
    expect(window.faults).toEqual({ errors: [], violations: [] });
    await window.close();
  }
});
