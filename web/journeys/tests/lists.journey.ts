import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFindings } from '../src/checks/accessibility.ts';
import { root } from '../src/kit/places.ts';
import { Stage } from '../src/kit/stage.ts';
import { Lists } from '../src/supervisor/lists.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.set();
});

afterAll(async () => {
  await stage.clear();
});

// 姓名;手機;備註 with 陳大文, 王小明 and a number that is none, in Big5: no encoder comes with the platform.
const big5 = Buffer.concat([
  Buffer.from([0xa9, 0x6d, 0xa6, 0x57, 0x3b, 0xa4, 0xe2, 0xbe, 0xf7, 0x3b, 0xb3, 0xc6, 0xb5, 0xf9, 0x0a]),
  Buffer.from([0xb3, 0xaf, 0xa4, 0x6a, 0xa4, 0xe5, 0x3b]),
  Buffer.from('+886912345678;gold\n'),
  Buffer.from([0xa4, 0xfd, 0xa4, 0x70, 0xa9, 0xfa, 0x3b]),
  Buffer.from('+886912345679;silver\n'),
  Buffer.from([0xb3, 0xaf, 0xa4, 0x6a, 0xa4, 0xe5, 0x3b]),
  Buffer.from('+886912345678;twice\nX;12;short\n'),
]);

test('a manager uploads a Big5 file, corrects a column, sees the report add up, gets the rejected rows, and undoes it', async () => {
  const window = await stage.browser.window();
  const lists = await Lists.signIn(window, stage.http, 'max');
  await lists.add('Taipei spring');
  await lists.send('customers.csv', big5);

  // Encoding and separator are found out, and the names can be read.
  expect(await lists.reading('encoding').textContent()).toContain('Big5');
  expect(await lists.reading('separator').textContent()).toContain(';');
  await lists.page.getByText('陳大文').first().waitFor();
  await lists.next();

  // The note was guessed; it is a segment.
  expect(await seriousFindings(lists.page)).toEqual([]);
  await lists.map('備註', lists.text('wizard.target.segment'));
  await lists.next();
  await lists.page.getByText('+886912345678').first().waitFor();
  await lists.page.getByText(lists.text('wizard.verdict.inFile')).waitFor();
  await lists.page.getByText(lists.text('codes.short_number')).waitFor();
  expect(await seriousFindings(lists.page)).toEqual([]);

  // A trial says the same as the import will, and keeps nothing.
  await lists.button('wizard.check.dryRun').click();
  await lists.page.getByText(lists.text('report.dryRunHint')).waitFor();
  expect(await lists.sum()).toEqual([4, 2, 0, 1, 1]);
  await lists.button('wizard.check.import').click();
  await lists.button('wizard.toList').waitFor();
  expect(await lists.sum()).toEqual([4, 2, 0, 1, 1]);
  expect(await seriousFindings(lists.page)).toEqual([]);

  const download = lists.page.waitForEvent('download');
  await lists.page.getByRole('button', { name: lists.text('report.download_one').replace('{{count}}', '1') }).click();
  const rejected = readFileSync(await (await download).path(), 'utf8');
  expect(rejected).toContain('"5","short_number: ');
  expect(rejected).toContain('"X","12","short"');

  // The lead has the corrected column; the whole upload is taken back.
  const found = await stage.story.admin.get<{ items: { name: string; id: string }[] }>(`leads?q=${encodeURIComponent('王小明')}`);
  const lead = await stage.story.admin.get<{ customer: { segment: string } }>(`leads/${found.items[0]?.id}`);
  expect(lead.customer.segment).toBe('silver');
  await lists.button('undo.action').click();
  await lists.page
    .getByRole('dialog')
    .getByRole('button', { name: lists.text('undo.action') })
    .click();
  await lists.page.getByText(lists.text('state.undone')).first().waitFor();
  expect(await stage.story.admin.get<{ items: unknown[] }>(`leads?q=${encodeURIComponent('王小明')}`)).toMatchObject({
    items: [],
  });
  expect(window.faults).toEqual({ errors: [], violations: [] });
});

test('a workbook goes in as it is, and a damaged one says what is wrong with it', async () => {
  const window = await stage.browser.window();
  const lists = await Lists.signIn(window, stage.http, 'max');
  await lists.add('From a spreadsheet');
  const kept = (name: string) => readFileSync(join(root, 'tests/data/nasty-lists', name));
  await lists.page
    .locator('input[type=file]')
    .setInputFiles({ name: 'broken.xlsx', mimeType: 'application/zip', buffer: kept('xlsx--cut-off.xlsx') });
  await lists.page.getByText(lists.text('codes.broken_workbook')).waitFor();
  await lists.send('numbers.xlsx', kept('xlsx--numbers-as-numbers.xlsx'));
  expect(await lists.reading('sheet').textContent()).toContain('Sheet1');
  await lists.next();
  await lists.next();
  await lists.page.getByText('+14155550102').waitFor();
  await lists.button('wizard.check.import').click();
  await lists.button('wizard.toList').waitFor();
  expect(await lists.sum()).toEqual([2, 2, 0, 0, 0]);
});
