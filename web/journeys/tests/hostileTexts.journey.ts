import { afterAll, beforeAll, expect, test } from 'vitest';
import { payloads } from '../src/checks/payloads.ts';
import { Desk } from '../src/desk/desk.ts';
import { Stage } from '../src/kit/stage.ts';
import { Story } from '../src/kit/story.ts';

// Nobody of the demo: a known number would keep its customer's name.
const number = '+12065550100';
const fields = ['fullName', 'company', 'segment', 'owner', 'externalId', 'note'];
const custom = payloads.map((_, i) => `custom.f${i}`);

/** One customer with a payload in every column. */
function hostileList(): { csv: string; columns: Record<string, string> } {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const targets = [...fields, ...custom];
  const values = targets.map((_, i) => payloads[i % payloads.length] as string);
  return {
    csv: `Phone,${targets.map((_, i) => `C${i}`).join(',')}\n${number},${values.map(quoted).join(',')}\n`,
    columns: Object.fromEntries([['Phone', 'phone1'], ...targets.map((target, i) => [`C${i}`, target])]),
  };
}

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set({ list: hostileList(), wrapUpSeconds: 120 });
  await stage.story.admin.post('dispositions', { code: 'hostile', name: payloads[1], meaning: [], hotkey: null });
});

afterAll(() => stage.clear());

test('texts that would run as markup stand on the screen as they were typed, and nothing runs', async () => {
  const window = await stage.browser.window();
  const requests: string[] = [];
  window.context.on('request', (request) => requests.push(request.url()));
  window.context.on('dialog', (dialog) => requests.push(`dialog: ${dialog.message()}`));
  const desk = await Desk.takeCalls(window, stage.http, 'ann', Story.campaignName);
  const call = await desk.call();
  expect(await desk.callerName()).toBe(payloads[0]);
  await desk.page.getByRole('button', { name: payloads[1] as string }).waitFor();
  await waitForTexts(desk, payloads);

  // The same in the notes, and in the history of the next call to the same person.
  const notes = payloads.join('\n');
  await desk.notes.fill(notes);
  await desk.saying('notes:state.saved').waitFor();
  await desk.hangUp();
  await desk.page.getByRole('button', { name: payloads[1] as string }).click();
  await desk.page.keyboard.press('Control+Shift+Enter');
  await desk.isIn('paused');
  await desk.button('manual-dial:open').click();
  const dialog = desk.page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('<img src=x onerror=window.hacked=1>');
  await desk.page.keyboard.press('Enter');
  await dialog.getByRole('alert').waitFor();
  await dialog.getByRole('textbox').fill(number);
  await desk.page.keyboard.press('Enter');
  const second = await desk.call();
  expect(second).not.toBe(call);
  expect(await desk.callerName()).toBe(payloads[0]);
  await waitForTexts(desk, payloads);
  await desk.hangUp();
  await desk.dispose('1', 'Control+Shift+Enter');
  await desk.isIn('paused');

  expect(await desk.page.evaluate(() => (globalThis as unknown as { hacked?: unknown }).hacked)).toBeUndefined();
  expect(requests.filter((url) => /hacked|\/x$|^dialog/.test(url))).toEqual([]);
  expect(window.faults.violations).toEqual([]);
  await window.close();
});

/** Every payload can be read on the page, as it was typed. */
async function waitForTexts(desk: Desk, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await desk.page
      .waitForFunction((wanted) => document.body.textContent?.includes(wanted) ?? false, text, { timeout: 5000 })
      .catch(() => {
        throw new Error(`Not on the screen as typed: ${text}`);
      });
  }
}
