import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Desk } from '../src/desk/desk.ts';
import { audioCounts, loudest } from '../src/kit/ears.ts';
import type { Impairer } from '../src/kit/impairer.ts';
import { Stage } from '../src/kit/stage.ts';
import { customerHz, Story } from '../src/kit/story.ts';
import { waitFor } from '../src/kit/waitFor.ts';

let stage: Stage;
let network: Impairer;

beforeAll(async () => {
  stage = await Stage.set({ customers: 6, impaired: true });
  network = stage.story.center.network as Impairer;
});

afterEach(() => network.cut(false));

afterAll(() => stage.clear());

async function hearsCustomer(desk: Desk, limitMs: number): Promise<void> {
  const tone = (peak: { hz: number; decibels: number }): boolean => Math.abs(peak.hz - customerHz) < 30 && peak.decibels > -60;
  await waitFor('the customer’s tone in the browser', () => loudest(desk.page, 200), tone, limitMs);
}

test('a network that is cut for five seconds makes the agent unreachable, keeps the call, and brings the sound back within three', async () => {
  const window = await stage.browser.window();
  const desk = await Desk.takeCalls(window, stage.http, 'ann', Story.campaignName);
  const call = await desk.call();
  await hearsCustomer(desk, 10_000);

  await network.cut(true);
  const cutAt = performance.now();
  await desk.agentIs('the lost phone', (agent) => agent.state === 'unreachable', 5_000);
  expect(performance.now() - cutAt).toBeLessThan(2_500);
  await desk.saying('banners:phoneLost.title').waitFor();
  await waitFor(
    'five seconds of cut',
    () => performance.now() - cutAt,
    (ms) => ms > 5_000,
    6_000,
  );
  await network.cut(false);
  const mendedAt = performance.now();
  await desk.agentIs('the phone to be back', (agent) => agent.state === 'talking' && agent.call?.id === call, 5_000);
  await hearsCustomer(desk, 5_000);
  const took = performance.now() - mendedAt;
  expect(took, `sound came back after ${took.toFixed(0)} ms`).toBeLessThan(3_000);
  expect((await audioCounts(desk.page)).open).toBe(1);

  // The laptop changes its network: same page, same call, another address.
  await network.tell('move');
  const counts = await audioCounts(desk.page);
  await waitFor(
    'sound by the new way',
    () => audioCounts(desk.page),
    (now) => now.packetsReceived > counts.packetsReceived + 100,
    8_000,
  );
  expect((await desk.agent()).call?.id).toBe(call);
  await desk.hangUp();
  await desk.dispose('1', 'Control+Shift+Enter');
  await window.close();
});

test('the phone connects although the first flight of its handshake is lost', async () => {
  await network.tell('drop handshake 1 down');
  const before = await network.counts();
  const window = await stage.browser.window();
  const desk = await Desk.signIn(window, stage.http, 'bo');
  await waitFor(
    'the connection',
    () => audioCounts(desk.page),
    (now) => now.state === 'connected',
    5_000,
  );
  expect((await network.counts()).lostDown).toBe(before.lostDown + 1);
  await window.close();
});

test('the hub may be cut while the sound goes on, and the desk knows afterwards what happened meanwhile', async () => {
  const window = await stage.browser.window();
  const desk = await Desk.takeCalls(window, stage.http, 'cai', Story.campaignName);
  const call = await desk.call();
  await hearsCustomer(desk, 10_000);
  const api = await stage.story.center.as('cai');

  // New connections are refused and the one there is cut: only HTTP and hub, the sound has a way of its own.
  await window.context.setOffline(true);
  await desk.saying('banners:away.title').waitFor({ timeout: 30_000 });
  await hearsCustomer(desk, 5_000);
  await api.post(`agent/calls/${call}/hangup`);
  await window.context.setOffline(false);
  await desk.isIn('wrapUp', 20_000);
  await desk.saying('banners:away.title').waitFor({ state: 'hidden' });
  await desk.dispose('1', 'Control+Shift+Enter');
  await desk.isIn('paused');
  await window.close();
});
