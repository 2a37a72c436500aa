import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../src/checks/accessibility.ts';
import { Desk } from '../src/desk/desk.ts';
import { Stage } from '../src/kit/stage.ts';
import { Office, text } from '../src/supervisor/office.ts';

const t = (path: string) => text('campaigns', path);
const name = 'Spring renewals';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set({ customers: 4, wrapUpSeconds: 20 });
});

afterAll(() => stage.clear());

test('a manager makes a campaign from nothing, sees what is missing, starts it and sees it live', async () => {
  const max = await Office.signIn(await stage.browser.window(), stage.http, 'max');
  const { page } = max;
  await stage.story.admin.post(`campaigns/${stage.story.campaign}/stop`);

  // Nothing but a name: the rest stays as it is suggested, and the check list says what that leaves open.
  await max.open('campaigns');
  await max.button(t('new')).click();
  await page.getByLabel(t('field.name'), { exact: true }).fill(name);
  expect(await seriousFindings(page)).toEqual([]);
  await max.button(t('create')).click();
  await max.heading(name).waitFor();
  const check = page.getByRole('region', { name: t('check.title') });
  await check.getByText(t('found.callerId.none')).waitFor();
  await check.getByText(t('found.trunks.none')).waitFor();
  expect(await max.button(new RegExp(`^${t('order.start')}`)).isDisabled()).toBe(true);

  // What is missing is mended in the form beside it.
  await choose(max, t('field.listIds'), 'Journey people');
  await choose(max, t('field.trunkIds'), /^Journey town/);
  await page.getByLabel(t('field.callerId'), { exact: true }).fill('+1 212 555 0199');
  await max.button(t('save')).click();
  await check.getByText(t('found.trunks.up').replace('{{trunks}}', 'Journey town')).waitFor({ timeout: 20_000 });
  expect(await seriousFindings(page)).toEqual([]);

  await max.button(new RegExp(`^${t('order.start')}`)).click();
  await page.getByText(t('done.start').replace('{{name}}', name)).waitFor();
  await page.getByRole('tab', { name: t('tab.live') }).click();
  await page.getByText(t('because.pacing.noAgents')).waitFor();

  // An agent takes calls; the manager sees the conversation and how far the list is.
  const ann = await Desk.takeCalls(await stage.browser.window(), stage.http, 'ann', name);
  await ann.call();
  const calls = page.getByRole('region', { name: t('live.calls') });
  await calls
    .locator('div', { has: page.locator('dt', { hasText: t('live.connected') }) })
    .locator('dd', { hasText: '1' })
    .waitFor();
  await page
    .getByRole('region', { name: t('live.leads') })
    .getByText(t('ofLeads').replace('{{tried}}', '1').replace('{{all}}', '4'))
    .waitFor({ timeout: 15_000 });
  expect(await seriousFindings(page)).toEqual([]);

  // Why a number is or is not called, from the code that decides.
  await page.getByRole('tab', { name: t('tab.why') }).click();
  await page.getByLabel(t('why.number')).fill('911');
  await page.keyboard.press('Enter');
  await page.getByText(t('because.emergencyNumber')).waitFor();
  await page.getByLabel(t('why.number')).fill('+44 20 7946 0000');
  await page.keyboard.press('Enter');
  await page.getByText(t('because.noLead')).waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  // A stop is asked for first; who talks goes on talking.
  await max.button(new RegExp(`^${t('order.stop')}`)).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('order.stop') })
    .click();
  await page.getByText(t('done.stop').replace('{{name}}', name)).waitFor();
  expect((await ann.agent()).call?.state).toBe('connected');
  await page.getByRole('tab', { name: t('tab.history') }).click();
  await page.getByText(t('history.state_running')).waitFor();
});

async function choose(office: Office, label: string, option: string | RegExp): Promise<void> {
  const field = office.page.getByRole('combobox', { name: label, exact: true });
  await field.click();
  await office.page.locator('.ant-select-item-option', { hasText: option }).click();
  await office.page.keyboard.press('Escape');
}
