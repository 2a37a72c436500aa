import { afterAll, beforeAll, expect, test } from 'vitest';
import { Desk } from '../src/desk/desk.ts';
import { TestBrowser } from '../src/kit/browser.ts';
import { Center } from '../src/kit/center.ts';

let center: Center;
let browser: TestBrowser;

beforeAll(async () => {
  [center, browser] = await Promise.all([Center.start({ verb: 'demo' }), TestBrowser.start({ microphone: 'refused' })]);
});

afterAll(async () => {
  await browser.stop();
  await center.stop();
});

test('who refuses the microphone is told what to do, and gets no session', async () => {
  const window = await browser.window();
  const desk = await Desk.signIn(window, center.http);
  await desk.saying('banners:failure.microphoneRefused.text').waitFor();
  expect(await desk.startButton.isDisabled()).toBe(true);
  expect((await desk.agent()).state).toBe('signedOut');
  expect(window.faults.violations).toEqual([]);
  await window.close();
});
