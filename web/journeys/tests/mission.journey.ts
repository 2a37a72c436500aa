import { afterAll, beforeAll, expect, test } from 'vitest';
import { Desk } from '../src/desk/desk.ts';
import { microphoneHz, TestBrowser } from '../src/kit/browser.ts';
import { loudness } from '../src/kit/ears.ts';
import { Stage } from '../src/kit/stage.ts';
import { customerHz } from '../src/kit/story.ts';
import { waitFor } from '../src/kit/waitFor.ts';
import { heard, readWav } from '../src/kit/wav.ts';
import { Coach } from '../src/quality/coach.ts';
import { Board } from '../src/supervisor/board.ts';
import { Listening } from '../src/supervisor/listening.ts';
import { Office, text } from '../src/supervisor/office.ts';

/** No multiple of the others, and none of them of it. */
const supervisorHz = 1700;
const agent = 'Ann';
const campaign = 'Autumn renewals';
const people = ['Name,Telephone', 'Erika Muster,(212) 555-0100', 'No Number,n/a'].join('\n');
const lists = (path: string) => text('lists', path);
const campaigns = (path: string) => text('campaigns', path);

let stage: Stage;
let second: TestBrowser;

beforeAll(async () => {
  [stage, second] = await Promise.all([Stage.set({ customers: 1, wrapUpSeconds: 60 }), TestBrowser.start({ hz: supervisorHz })]);
  await stage.story.admin.post(`campaigns/${stage.story.campaign}/stop`);
});

afterAll(async () => {
  await second.stop();
  await stage.clear();
});

// The product's reason to be, with four people in it: longer than other journeys.
test('a manager uploads a list and starts a campaign; an agent talks; a supervisor listens, whispers and scores; the agent reads it; all see the same figures', {
  timeout: 240_000,
}, async () => {
  const offices = await stage.browser.window();
  const max = await Office.signIn(offices, stage.http, 'max');
  await uploadList(max);
  const id = await startCampaign(max);

  // The agent signs in, and the customer of the list is on the line.
  const desks = await stage.browser.window();
  const ann = await Desk.takeCalls(desks, stage.http, 'ann', campaign);
  const call = await ann.call();
  const { call: now } = await ann.agent();

  // The supervisor listens with one click, speaks to the agent alone, and scores while the call goes on.
  const boards = await second.window();
  const sue = await Listening.signIn(boards, stage.http, 'sue');
  await sue.go('listen', agent);
  await hears(sue.page, [customerHz, microphoneHz]);
  await sue.choose('whisper', agent);
  await hears(ann.page, [customerHz, supervisorHz]);
  const answers = sue.panel.locator('[data-question]');
  await answers.first().focus();
  for (const key of 'y65y7yyxy54676y') await sue.page.keyboard.press(key);
  await sue.panel.getByText(text('../scoring', 'saving.saved')).waitFor();
  await sue.stop();

  await ann.hangUp();
  await ann.dispose('1');
  const customer = await stage.story.carrier.heard(now?.number ?? '');
  expect(heard(customer, 0, supervisorHz), 'the customer hears no whisper').toBe(0);
  const record = await waitFor(
    'the record with its sale',
    () => stage.story.admin.endedCall(call),
    ({ disposition }) => disposition === 'sale',
    10_000,
  );
  const recording = readWav(await stage.story.admin.download(`recordings/${record.recordingId}/audio`));
  expect(heard(recording, 0, supervisorHz), 'no whisper in the recording').toBe(0);

  // What was begun beside the call is finished on its page.
  const office = await Coach.signIn(await stage.browser.window(), stage.http, 'sue');
  await office.open(`calls/${call}`);
  await waitFor(
    'the draft',
    () => office.result.textContent(),
    (shown) => shown === '87.3%',
    15_000,
  );
  await office.finish();

  // The agent reads it.
  await ann.page.reload();
  await ann.page.getByRole('button', { name: /87\.3%/ }).click();
  await ann.button('scores:acknowledge').waitFor();

  // The same figures everywhere: board, campaign page, agent's day, API.
  const live = await stage.story.admin.get<{ attempts: number; connected: number }>(`campaigns/${id}/live`);
  const board = await Board.signIn(await stage.browser.window(), stage.http, 'sue');
  await waitFor(
    'the sale on the board',
    () => board.figure('sales'),
    (shown) => shown === '1',
    15_000,
  );
  await max.open(`campaigns/${id}`);
  await max.page.getByRole('tab', { name: campaigns('tab.live') }).click();
  await max.page
    .getByRole('region', { name: campaigns('live.leads') })
    .getByText(campaigns('ofLeads').replace('{{tried}}', String(live.attempts)).replace('{{all}}', '1'))
    .waitFor({ timeout: 15_000 });
  expect(live.connected).toBeGreaterThanOrEqual(1);
  expect([offices.faults, desks.faults, boards.faults]).toEqual(Array(3).fill({ errors: [], violations: [] }));
});

async function startCampaign(manager: Office): Promise<string> {
  const { page } = manager;
  await manager.open('campaigns');
  await manager.button(campaigns('new')).click();
  await page.getByLabel(campaigns('field.name'), { exact: true }).fill(campaign);
  await choose(manager, campaigns('field.listIds'), 'Autumn');
  await choose(manager, campaigns('field.trunkIds'), /^Journey town/);
  await page.getByLabel(campaigns('field.callerId'), { exact: true }).fill('+1 212 555 0199');
  await manager.button(campaigns('create')).click();
  await manager.heading(campaign).waitFor();
  await page.waitForURL(/campaigns\/\d+/);
  await manager.button(new RegExp(`^${campaigns('order.start')}`)).click();
  await page.getByText(campaigns('done.start').replace('{{name}}', campaign)).waitFor();
  return /campaigns\/(\d+)/.exec(page.url())?.[1] ?? '';
}

async function uploadList(manager: Office): Promise<void> {
  const { page } = manager;
  await manager.open('lists');
  await manager.button(lists('add')).click();
  await page.getByLabel(lists('form.name'), { exact: true }).fill('Autumn');
  await manager.button(lists('addAndUpload')).click();
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'autumn.csv', mimeType: 'text/csv', buffer: Buffer.from(people, 'utf8') });
  for (const step of ['reading', 'columns'] as const) {
    await page.getByRole('heading', { name: lists(`wizard.${step}.title`) }).waitFor({ timeout: 20_000 });
    await manager.button(lists('wizard.next')).click();
  }

  await page.getByText('+12125550100').waitFor();
  await manager.button(lists('wizard.check.import')).click();
  await page.getByText(lists('report.download_one').replace('{{count}}', '1')).waitFor({ timeout: 20_000 });
}

async function choose(office: Office, label: string, option: string | RegExp): Promise<void> {
  await office.page.getByRole('combobox', { name: label, exact: true }).click();
  await office.page.locator('.ant-select-item-option', { hasText: option }).click();
  await office.page.keyboard.press('Escape');
}

// Which tones come out of the page's speaker.
function hears(page: Listening['page'], wanted: readonly number[]): Promise<number[]> {
  const tones = [customerHz, microphoneHz, supervisorHz];
  return waitFor(
    `only ${wanted.join(' and ')} Hz`,
    async () =>
      (await loudness(page, tones, 900)).map((decibels, i) => (decibels > -50 ? (tones[i] as number) : 0)).filter(Boolean),
    (now) => now.join() === wanted.join(),
    20_000,
  );
}
