import { afterAll, beforeAll, expect, test } from 'vitest';
import { Desk } from '../src/desk/desk.ts';
import { microphoneHz } from '../src/kit/browser.ts';
import { audioCounts, loudest } from '../src/kit/ears.ts';
import { Stage } from '../src/kit/stage.ts';
import { customerHz, Story } from '../src/kit/story.ts';
import { waitFor } from '../src/kit/waitFor.ts';
import { duration, heard, readWav } from '../src/kit/wav.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set({ customers: 12 });
});

afterAll(() => stage.clear());

const near = (hz: number): boolean => Math.abs(hz - customerHz) < 30;

async function hearsCustomer(desk: Desk, limitMs: number): Promise<void> {
  await waitFor(
    'the customer’s tone in the browser',
    () => loudest(desk.page, 200),
    (peak) => near(peak.hz) && peak.decibels > -60,
    limitMs,
  );
}

/** Ends the call, once it has lasted long enough, and what both said is in the recording, in the right channel. */
async function recordingHolds(desk: Desk, call: string, seconds: number): Promise<void> {
  await waitFor(
    `${seconds} seconds of talk and one more`,
    () => desk.agent(),
    (agent) => Date.now() - Date.parse(agent.call?.answeredAt ?? '') > (seconds + 1) * 1000,
    (seconds + 5) * 1000,
  );
  await desk.hangUp();
  await desk.dispose('1', 'Control+Shift+Enter');
  const record = await stage.story.admin.endedCall(call);
  expect(record.outcome).toBe('connected');
  const recording = readWav(await stage.story.admin.download(`recordings/${record.recordingId}/audio`));
  expect(duration(recording)).toBeGreaterThan(seconds);
  expect(heard(recording, 0, microphoneHz)).toBeGreaterThan(seconds / 4);
  expect(heard(recording, 1, customerHz)).toBeGreaterThan(seconds / 2);
}

test('a reload in mid-call gives the call, the customer and the notes back by itself', async () => {
  const window = await stage.browser.window();
  const desk = await Desk.takeCalls(window, stage.http, 'ann', Story.campaignName);
  const call = await desk.call();
  await hearsCustomer(desk, 10_000);
  const name = await desk.callerName();
  await desk.notes.fill('Before the reload.');

  // How quickly is measured by bench/Desk: here other journeys share the machine.
  await desk.page.reload({ waitUntil: 'commit' });
  await desk.isIn('connected');
  await hearsCustomer(desk, 10_000);
  expect(await desk.callerName()).toBe(name);
  await waitFor(
    'the notes',
    () => desk.notes.inputValue(),
    (text) => text === 'Before the reload.',
    5_000,
  );
  await waitFor(
    'the notes at the server',
    () => desk.pop(call),
    (pop) => pop.notes.text === 'Before the reload.',
    5_000,
  );
  expect((await desk.agent()).call?.id).toBe(call);
  expect((await audioCounts(desk.page)).open).toBe(1);
  await waitFor(
    'three more seconds of sound',
    () => audioCounts(desk.page),
    (now) => now.packetsReceived > 150,
    10_000,
  );
  await recordingHolds(desk, call, 4);
  expect(window.faults.violations).toEqual([]);
  await window.close();
});

test('a tab that crashes is missed within two seconds, the customer hears an announcement, a new tab has the call again', async () => {
  const window = await stage.browser.window();
  const desk = await Desk.takeCalls(window, stage.http, 'bo', Story.campaignName);
  const call = await desk.call();
  await hearsCustomer(desk, 10_000);
  const api = await stage.story.center.as('bo');

  const session = await window.context.newCDPSession(desk.page);
  const crashed = desk.page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
  const began = performance.now();
  await api.until<{ phone?: { problem?: string | null } | null }>(
    'the lost phone',
    'agent',
    (agent) => Boolean(agent.phone?.problem),
    5_000,
  );
  expect(performance.now() - began).toBeLessThan(2_500);
  await waitFor(
    'four seconds without the agent',
    () => performance.now() - began,
    (ms) => ms > 4_500,
    6_000,
  );

  const again = await Desk.openTab(window, stage.http);
  await again.isIn('connected');
  await hearsCustomer(again, 10_000);
  expect((await again.agent()).call?.id).toBe(call);
  await waitFor(
    'three more seconds of sound',
    () => audioCounts(again.page),
    (now) => now.packetsReceived > 150,
    10_000,
  );
  const { call: live } = await again.agent();
  await recordingHolds(again, call, 6);

  // Meanwhile the customer was not left in silence.
  const customer = await stage.story.carrier.heard(live?.number ?? '');
  expect(heard(customer, 0, microphoneHz)).toBeGreaterThan(2);
  await window.close();
});

test('a second tab is told that the phone is open elsewhere, takes it over when asked, and there is one audio path', async () => {
  const window = await stage.browser.window();
  const first = await Desk.takeCalls(window, stage.http, 'cai', Story.campaignName);
  const call = await first.call();
  await hearsCustomer(first, 10_000);

  const second = await Desk.openTab(window, stage.http);
  await second.saying('banners:failure.openElsewhere.title').waitFor();
  await hearsCustomer(first, 5_000);
  await second.button('banners:takeOver').click();
  await hearsCustomer(second, 10_000);
  await first.saying('banners:failure.takenOver.title').waitFor();
  await waitFor(
    'silence in the first tab',
    () => audioCounts(first.page),
    (now) => now.open === 0,
    5_000,
  );
  expect((await second.agent()).call?.id).toBe(call);
  await first.page.close();
  await recordingHolds(second, call, 3);
  await window.close();
});
