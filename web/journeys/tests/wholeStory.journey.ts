import { afterAll, beforeAll, expect, test } from 'vitest';
import { Desk } from '../src/desk/desk.ts';
import { microphoneHz, TestBrowser } from '../src/kit/browser.ts';
import { Center } from '../src/kit/center.ts';
import { audioCounts, loudest } from '../src/kit/ears.ts';
import { waitFor } from '../src/kit/waitFor.ts';
import { duration, heard, readWav, sound } from '../src/kit/wav.ts';

let center: Center;
let browser: TestBrowser;

beforeAll(async () => {
  [center, browser] = await Promise.all([Center.start({ verb: 'demo' }), TestBrowser.start()]);
});

afterAll(async () => {
  await browser.stop();
  await center.stop();
});

test('a newcomer signs in with one click, talks to a customer, writes a note, picks a result, and the next call comes', async () => {
  const window = await browser.window();
  const desk = await Desk.signIn(window, center.http);
  await desk.startShift('Demo campaign');
  await desk.goReady();

  // Who it is stands on the screen, and is who was called.
  const call = await desk.call(60_000);
  const name = await desk.callerName();
  const { call: live } = await desk.agent();
  expect(name).not.toBe(desk.texts.of('call-band:unknown'));
  const digits = live?.number.slice(-4) ?? '';
  expect(((await desk.band.textContent()) ?? '').replace(/\D/g, '')).toContain(digits);

  // The customer is heard: by the browser's own count, and by an analyser.
  const before = await audioCounts(desk.page);
  const after = await waitFor(
    'two seconds of audio with sound from the customer',
    () => audioCounts(desk.page),
    (now) => now.packetsReceived > before.packetsReceived + 100 && now.energyReceived > before.energyReceived + 0.0005,
    20_000,
  );
  expect(after.packetsLost).toBeLessThan(5);
  await waitFor(
    'the customer in the analyser',
    () => loudest(desk.page, 500),
    (peak) => peak.decibels > -70,
    15_000,
  );

  // A note is saved as it is typed, with its time in the call.
  await desk.notes.fill('Wants the family plan.\nAsks for a letter.');
  await desk.saying('notes:state.saved').waitFor();
  const saved = await desk.pop(call);
  expect(saved.notes.text).toBe('Wants the family plan.\nAsks for a letter.');
  expect(saved.notes.marks.map((mark) => mark.line)).toEqual([0, 1]);
  expect(saved.notes.marks[0]?.offsetMs).toBeGreaterThan(0);

  await desk.hangUp();
  await desk.dispose('1');

  // The next call comes by itself, with somebody else.
  await desk.isIn(['ready', 'reserved', 'ringing', 'connected']);
  const next = await waitFor(
    'the next call',
    () => desk.agent(),
    (agent) => agent.state === 'talking' && agent.call?.id !== call,
    60_000,
  );
  expect(next.call?.number).not.toBe(live?.number);
  await waitFor(
    'its screen',
    () => desk.callerName(),
    (shown) => shown !== name,
    5_000,
  );
  await desk.hangUp();

  const record = await center.admin.endedCall(call);
  expect(record.disposition).toBeTruthy();
  expect(record.outcome).toBe('connected');
  const recording = readWav(await center.admin.download(`recordings/${record.recordingId}/audio`));
  expect(recording.channels.length).toBe(2);
  expect(duration(recording)).toBeGreaterThan(3);
  expect(heard(recording, 0, microphoneHz), 'the microphone is in the agent’s channel').toBeGreaterThan(1);
  expect(heard(recording, 1, microphoneHz), 'and not in the customer’s').toBeLessThan(0.4);
  expect(sound(recording, 1), 'the customer is in theirs').toBeGreaterThan(0.5);
  expect(window.faults).toEqual({ errors: [], violations: [] });
  await window.close();
});
