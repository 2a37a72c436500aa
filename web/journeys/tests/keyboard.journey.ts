import { afterAll, beforeAll, expect, test } from 'vitest';
import { Desk } from '../src/desk/desk.ts';
import { Stage } from '../src/kit/stage.ts';
import { Story } from '../src/kit/story.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set({ customers: 3 });
});

afterAll(() => stage.clear());

/** Presses Tab until the element has the focus. */
async function tabTo(desk: Desk, selector: string): Promise<void> {
  for (let i = 0; i < 40; i++) {
    if (await desk.page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await desk.page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${selector}`);
}

test('a whole call without a mouse: sign in, check, ready, talk, mute, hold, digits, notes, hang up, result, next call', async () => {
  const window = await stage.browser.window();
  const desk = new Desk(await window.tab());
  const { page } = desk;
  const keyboard = page.keyboard;
  await page.goto(`${stage.http}/`);
  await tabTo(desk, 'button[data-user="ann"]');
  await keyboard.press('Enter');

  await desk.saying('sign-on:microphoneHeard').waitFor();
  const boxes = page.getByRole('checkbox');
  for (let i = 0; i < (await boxes.count()); i++) {
    const label = (await boxes.nth(i).locator('xpath=ancestor::label').textContent()) ?? '';
    if ((await boxes.nth(i).isChecked()) !== label.includes(Story.campaignName)) {
      await boxes.nth(i).focus();
      await keyboard.press('Space');
    }
  }
  await tabTo(desk, 'button[type="submit"]');
  await keyboard.press('Enter');
  await desk.isIn('paused');

  await keyboard.press('Control+Shift+Y');
  const call = await desk.call();
  await desk.callerName();
  await keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  const listed = (await page.getByRole('dialog').textContent()) ?? '';
  for (const chord of ['Ctrl+Shift+X', 'Ctrl+Shift+H', 'Ctrl+Enter', 'Alt+N']) expect(listed).toContain(chord);
  await keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });

  await keyboard.press('Alt+N');
  await keyboard.type('Typed 1, 2 and 3 without choosing a result. ');
  // Chords work while typing; digits are text there.
  await keyboard.press('Control+Shift+S');
  await desk.isIn('muted');
  await keyboard.press('Control+Shift+S');
  await desk.isIn('connected');
  await keyboard.press('Control+Shift+H');
  await desk.isIn('held');
  await keyboard.press('Control+Shift+H');
  await desk.isIn('connected');
  await keyboard.press('Control+Shift+K');
  await page.getByRole('button', { name: desk.texts.of('keypad:key', { digit: '5' }) }).waitFor();
  await keyboard.press('5');
  await page.locator('output', { hasText: '5' }).waitFor();
  await keyboard.press('Escape');
  expect(await desk.notes.inputValue()).toBe('Typed 1, 2 and 3 without choosing a result. ');
  expect(await page.locator('fieldset button[aria-pressed="true"][aria-keyshortcuts="1"]').count()).toBe(0);

  await keyboard.press('Control+Shift+X');
  await desk.isIn('wrapUp');
  await keyboard.press('Alt+N');
  await keyboard.press('Tab');
  await keyboard.press('1');
  await page.locator('button[aria-pressed="true"][aria-keyshortcuts="1"]').waitFor();
  await keyboard.press('Control+Enter');
  await desk.agentIs('the next call', (agent) => agent.state === 'talking' && agent.call?.id !== call, 45_000);
  const record = await stage.story.admin.endedCall(call);
  expect(record.endedBy).toBe('agent');
  expect(record.disposition).toBe('sale');
  expect((await desk.pop(call)).notes.text.trim()).toBe('Typed 1, 2 and 3 without choosing a result.');
  await window.close();
});
