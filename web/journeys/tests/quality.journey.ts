import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../src/checks/accessibility.ts';
import { Desk } from '../src/desk/desk.ts';
import type { Page as Rows } from '../src/kit/api.ts';
import { Stage } from '../src/kit/stage.ts';
import { Story } from '../src/kit/story.ts';
import { waitFor } from '../src/kit/waitFor.ts';
import { Coach, say } from '../src/quality/coach.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set({ customers: 1 });
});

afterAll(() => stage.clear());

test('a coach finds a call, hears it, marks a place and scores it by keys; the agent reads the score, and nobody else', async () => {
  // The agent has a call with a note in it.
  const agents = await stage.browser.window();
  const desk = await Desk.takeCalls(agents, stage.http, 'ann', Story.campaignName);
  const call = await desk.call();
  await waitFor(
    'the call to last a while',
    () => desk.agent(),
    ({ call: now }) => Date.now() - Date.parse(now?.answeredAt ?? new Date().toISOString()) > 5_000,
    15_000,
  );
  await desk.notes.fill('Wants to think about it.');
  await desk.saying('notes:state.saved').waitFor();
  await desk.hangUp();
  await desk.dispose('2');
  const { recordingId } = await stage.story.admin.endedCall(call);

  // The coach finds it by a part of the number, and opens it by the keyboard.
  const coaches = await stage.browser.window();
  const coach = await Coach.signIn(coaches, stage.http);
  await coach.open('calls');
  await coach.search.fill('(212) 555-01');
  await coach.page.waitForURL(/number=/);
  await coach.rows.first().waitFor();
  expect(await coach.rows.count()).toBe(1);
  expect(await seriousFindings(coach.page)).toEqual([]);
  await coach.rows.first().focus();
  await coach.page.keyboard.press('Enter');
  await coach.playButton.waitFor();

  // It is heard: from the page's own mixer, both voices; and the place moves on.
  await coach.page.keyboard.press('Space');
  await waitFor(
    'sound from the recording',
    () => coach.loudness(400),
    (decibels) => decibels > -60,
    10_000,
  );
  await waitFor(
    'the second second',
    () => coach.second(),
    (second) => second >= 2,
    10_000,
  );
  await coach.page.keyboard.press('m');
  await coach.page.keyboard.type('Friendly here');
  await coach.pauseButton.click();

  // Yes, six, five; yes, seven, yes; yes, not applicable, yes; five, four, six; seven, six, yes.
  await coach.answer('y65y7yyxy54676y');
  expect(await coach.result.textContent()).toBe('87.3%');
  await coach.page.getByText(say('scoring', 'saving.saved')).waitFor();
  await coach.finish();
  expect(await seriousFindings(coach.page)).toEqual([]);

  // The agent finds it between two calls, reads it, and answers.
  await desk.page.reload();
  await desk.page.getByRole('button', { name: /87\.3%/ }).click();
  await desk.page.getByText('Friendly here').waitFor();
  expect(await seriousFindings(desk.page)).toEqual([]);
  await desk.page.getByRole('textbox', { name: desk.texts.of('scores:comment') }).fill('Thank you!');
  await desk.button('scores:acknowledge').click();
  await desk.page.getByText(desk.texts.of('scores:acknowledged')).waitFor();

  // The coach reads the answer, and the averages hold it.
  await coach.open('scores');
  await coach.page.getByText('87.3%').first().waitFor();
  await coach.page.goto(`${stage.http}/supervisor/calls/${call}`);
  await coach.page.getByText(/Thank you!/).waitFor();

  // Another agent finds nothing by address: not the call, its recording, its waveform, its score.
  const bo = await stage.story.center.as('bo');
  const lines = await stage.story.admin.get<Rows<{ id: string }>>(`calls/${call}/scores`);
  const score = lines.items[0]?.id ?? '';
  for (const path of [
    `calls/${call}`,
    `calls/${call}/details`,
    `recordings/${recordingId}`,
    `recordings/${recordingId}/audio`,
    `recordings/${recordingId}/peaks`,
    `agent/scores/${score}`,
  ]) {
    await expect(bo.get(path), path).rejects.toThrow(/-> 404/);
  }
  for (const path of [`scores/${score}`, `calls/${call}/scores`, `recordings/${recordingId}/download`, 'scores', 'scorecards']) {
    await expect(bo.get(path), path).rejects.toThrow(/-> 403/);
  }

  // One opening of the recording by the coach, however many ranges it took.
  const audit = await stage.story.admin.get<Rows<{ action: string; actor: string; subject: string }>>('audit?limit=200');
  const heard = audit.items.filter(
    (entry) => entry.action === 'recording.listen' && entry.subject === `recording/${recordingId}`,
  );
  expect(heard.map((entry) => entry.actor)).toEqual(['coco']);
  expect([...agents.faults.errors, ...agents.faults.violations, ...coaches.faults.errors, ...coaches.faults.violations]).toEqual(
    [],
  );
});
