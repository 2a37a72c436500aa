import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../src/checks/accessibility.ts';
import { Desk } from '../src/desk/desk.ts';
import { microphoneHz, TestBrowser } from '../src/kit/browser.ts';
import { clickToSound, loudness } from '../src/kit/ears.ts';
import { Stage } from '../src/kit/stage.ts';
import { customerHz, Story } from '../src/kit/story.ts';
import { waitFor } from '../src/kit/waitFor.ts';
import { heard, readWav } from '../src/kit/wav.ts';
import { Listening } from '../src/supervisor/listening.ts';

/** No multiple of the others, and none of them of it. */
const supervisorHz = 1700;
const tones = [customerHz, microphoneHz, supervisorHz] as const;
const agent = 'Ann';

/** The tones are near -25 dB; what a busy machine's gaps splatter over the spectrum is below -60. */
const audible = -50;

let stage: Stage;
let second: TestBrowser;

beforeAll(async () => {
  [stage, second] = await Promise.all([Stage.set({ customers: 3, wrapUpSeconds: 30 }), TestBrowser.start({ hz: supervisorHz })]);
});

afterAll(async () => {
  await second.stop();
  await stage.clear();
});

// Which tones come out of the page's speaker.
function hears(page: Listening['page'], wanted: readonly number[]): Promise<number[]> {
  return waitFor(
    `only ${wanted.join(' and ')} Hz`,
    async () =>
      (await loudness(page, tones, 900)).map((decibels, i) => (decibels > audible ? (tones[i] as number) : 0)).filter(Boolean),
    (now) => now.join() === wanted.join(),
    20_000,
  );
}

// Two calls and what they left: longer than other journeys.
test('a supervisor listens, whispers to the agent alone, barges in, and stops; no recording has the whisper', {
  timeout: 180_000,
}, async () => {
  const [desks, offices] = [await stage.browser.window(), await second.window()];
  const ann = await Desk.takeCalls(desks, stage.http, 'ann', Story.campaignName);
  const first = await ann.call();
  const { call } = await ann.agent();
  const sue = await Listening.signIn(offices, stage.http, 'sue');

  // The first click brings the phone up, too.
  await sue.go('listen', agent);
  await hears(sue.page, [customerHz, microphoneHz]);
  await hears(ann.page, [customerHz]);
  await ann.page.getByTestId('listeners').getByText('Sue is listening').waitFor();
  expect(await seriousFindings(sue.page, '[data-listening]')).toEqual([]);

  // With the phone up, it is one click to the sound.
  await sue.stop();
  const delay = await clickToSound(sue.page, sue.tool('listen'));
  expect(delay, 'milliseconds from the click to the sound').toBeLessThan(1500); // bench/Desk measures it
  await sue.is('listen', agent);

  // The agent hears a whisper; what the customer heard of this call is looked at below.
  await sue.choose('whisper', agent);
  await hears(ann.page, [customerHz, supervisorHz]);
  await hears(sue.page, [customerHz, microphoneHz]);
  await ann.page.getByTestId('listeners').getByText('Sue speaks to you alone').waitFor();
  await ann.hangUp();
  await ann.dispose('1');
  const whispered = await stage.story.carrier.heard(call?.number ?? '');
  expect(heard(whispered, 0, microphoneHz), 'the customer hears the agent').toBeGreaterThan(1);
  expect(heard(whispered, 0, supervisorHz), 'the customer hears no whisper').toBe(0);
  const record = await stage.story.admin.endedCall(first);
  const recording = readWav(await stage.story.admin.download(`recordings/${record.recordingId}/audio`));
  expect(heard(recording, 0, microphoneHz)).toBeGreaterThan(1);
  expect(heard(recording, 1, customerHz)).toBeGreaterThan(1);
  expect(heard(recording, 0, supervisorHz), 'no whisper on the agent’s side').toBe(0);
  expect(heard(recording, 1, supervisorHz), 'nor on the customer’s').toBe(0);

  // The supervisor stays with the agent: the next call is heard without another click. Barging in, by its key.
  const next = await waitFor(
    'the next call',
    () => ann.agent(),
    (now) => now.state === 'talking' && now.call?.id !== first,
    60_000,
  );
  await hears(ann.page, [customerHz, supervisorHz]);
  await sue.tiles.first().focus();
  await sue.page.keyboard.press('b');
  await sue.is('barge', agent);
  await ann.page.getByTestId('listeners').getByText('Sue is in the call').waitFor();
  await hears(sue.page, [customerHz, microphoneHz]);
  await hears(ann.page, [customerHz, supervisorHz]);

  // A reload of the page in the middle of it.
  await sue.page.reload();
  await sue.is('barge', agent);
  await hears(sue.page, [customerHz, microphoneHz]);

  await sue.page.locator('body').press('s');
  await sue.panel.waitFor({ state: 'detached' });
  await waitFor(
    'nobody listens',
    () => ann.page.getByTestId('listeners').textContent(),
    (text) => text === '',
    10_000,
  );
  await hears(ann.page, [customerHz]);
  await ann.hangUp();
  const barged = await stage.story.carrier.heard(next.call?.number ?? '');
  expect(heard(barged, 0, supervisorHz), 'the customer hears who barges in').toBeGreaterThan(0.5);
  const last = await stage.story.admin.endedCall(next.call?.id ?? '');
  const both = readWav(await stage.story.admin.download(`recordings/${last.recordingId}/audio`));
  expect(heard(both, 0, supervisorHz), 'who barges in is on the agent’s side').toBeGreaterThan(0.5);
  expect(heard(both, 1, supervisorHz)).toBe(0);

  // Every step is in the audit log.
  const audit = await stage.story.admin.get<{ items: { action: string; actor: string }[] }>('audit?limit=100');
  const steps = audit.items.filter(({ action }) => action.startsWith('monitoring.'));
  expect(steps.every(({ actor }) => actor === 'sue')).toBe(true);
  expect(steps.map(({ action }) => action.slice('monitoring.'.length)).reverse()).toEqual([
    'start',
    'end',
    'start',
    'change',
    'call',
    'change',
    'end',
  ]);
  expect([desks.faults, offices.faults]).toEqual([
    { errors: [], violations: [] },
    { errors: [], violations: [] },
  ]);
});
