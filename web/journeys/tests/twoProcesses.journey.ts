import { afterAll, beforeAll, expect, test } from 'vitest';
import { Desk } from '../src/desk/desk.ts';
import { microphoneHz } from '../src/kit/browser.ts';
import { loudest } from '../src/kit/ears.ts';
import { Stage } from '../src/kit/stage.ts';
import { customerHz, Story } from '../src/kit/story.ts';
import { waitFor } from '../src/kit/waitFor.ts';
import { heard, readWav } from '../src/kit/wav.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set({ customers: 2, twoProcesses: true });
});

afterAll(() => stage.clear());

test('with the dialer and the web services as two processes a browser agent talks, is heard, and ends the call', async () => {
  const window = await stage.browser.window();
  const desk = await Desk.takeCalls(window, stage.http, 'ann', Story.campaignName);
  const call = await desk.call();
  await desk.callerName();
  const tone = (peak: { hz: number; decibels: number }): boolean => Math.abs(peak.hz - customerHz) < 30 && peak.decibels > -60;
  await waitFor('the customer’s tone', () => loudest(desk.page, 1000), tone, 10_000);
  const { call: live } = await desk.agent();
  await desk.hangUp();
  await desk.dispose('1', 'Control+Shift+Enter');
  await desk.isIn('paused');

  const record = await stage.story.admin.endedCall(call);
  const recording = readWav(await stage.story.admin.download(`recordings/${record.recordingId}/audio`));
  expect(heard(recording, 0, microphoneHz)).toBeGreaterThan(0.5);
  expect(heard(recording, 1, customerHz)).toBeGreaterThan(1);
  const customer = await stage.story.carrier.heard(live?.number ?? '');
  expect(heard(customer, 0, microphoneHz), 'the customer hears the microphone').toBeGreaterThan(0.5);
  await window.close();
});
