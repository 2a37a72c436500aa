import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../src/checks/accessibility.ts';
import { Stage } from '../src/kit/stage.ts';
import { Office, text } from '../src/supervisor/office.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set({ customers: 1 });
});

afterAll(() => stage.clear());

test('an administrator adds a user who can sign in with the password shown once', async () => {
  const t = (path: string) => text('users', path);
  const root = await Office.signIn(await stage.browser.window(), stage.http, 'root');
  await root.open('users');
  await root.button(t('add')).click();
  await root.page.getByLabel(t('field.userName')).fill('dora');
  await root.page.getByLabel(t('field.displayName')).fill('Dora Ito');
  expect(await seriousFindings(root.page)).toEqual([]);
  await root.page.keyboard.press('Control+Enter');
  const once = root.page.getByRole('dialog');
  const password = await once.getByLabel(t('secret.password')).inputValue();
  expect(password).toHaveLength(16);
  expect(await once.getByLabel(t('secret.sip')).inputValue()).not.toBe('');
  expect(await seriousFindings(root.page)).toEqual([]);
  await once.getByRole('button', { name: t('handedOver') }).click();
  await root.page.getByText('Dora Ito').waitFor();

  // The new user is let in, and is asked for a password of her own before anything else.
  const window = await stage.browser.window();
  const page = await window.tab();
  await page.goto(`${stage.http}/`);
  await page.locator('input[name="userName"]').fill('dora');
  await page.locator('input[name="password"]').fill(password);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/password/);
});

test('an administrator makes a test call on the demo trunk and sees its course', async () => {
  const t = (path: string) => text('trunks', path);
  const root = await Office.signIn(await stage.browser.window(), stage.http, 'root');
  await root.open('trunks');
  const card = root.page.getByRole('region', { name: 'Demo carrier' });
  await card.getByText(t('health.up'), { exact: true }).waitFor({ timeout: 20_000 });
  expect(await seriousFindings(root.page)).toEqual([]);
  await card.getByRole('button', { name: t('test.open') }).click();
  const dialog = root.page.getByRole('dialog');
  await dialog.getByLabel(t('test.number')).fill('+1 212 555 0122');
  await root.page.keyboard.press('Enter');
  await dialog.getByText(t('sip.404')).waitFor({ timeout: 20_000 });
  await dialog.getByLabel(t('test.number')).fill('+1 212 555 0100');
  await root.page.keyboard.press('Enter');
  await dialog.getByText(t('step.ringing')).waitFor({ timeout: 20_000 });
  await dialog.getByText(t('step.answered')).waitFor({ timeout: 20_000 });
  await dialog.getByText(t('test.passed')).waitFor({ timeout: 20_000 });
  expect(await seriousFindings(root.page)).toEqual([]);
  await root.page.keyboard.press('Escape');
  await card.getByText(new RegExp(`^${t('fact.testAnswered')}`)).waitFor();

  // Every deed is in the log, and the log is whole.
  const log = (path: string) => text('audit', path);
  await root.open('audit');
  await root.page.getByText('trunk.test').first().waitFor();
  await root.button(log('chain.check')).click();
  await root.page.getByText(/unchanged, checked/).waitFor();
  expect(await seriousFindings(root.page)).toEqual([]);
});

test.each(['campaigns', 'dispositions', 'prompts', 'users', 'teams', 'roles', 'trunks', 'apikeys', 'audit'])(
  'the page %s opens without a fault, and has something to say when it is empty',
  async (path) => {
    const window = await stage.browser.window();
    const root = await Office.signIn(window, stage.http, 'root');
    await root.open(path);
    await root.page.getByRole('heading', { level: 1, name: text(path, 'nav') }).waitFor();
    expect(await seriousFindings(root.page)).toEqual([]);
    expect(window.faults.violations).toEqual([]);
  },
);
