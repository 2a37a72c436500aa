import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { test } from 'vitest';
import { TestBrowser } from '../src/kit/browser.ts';
import { ChildProcess } from '../src/kit/childProcess.ts';
import { root } from '../src/kit/places.ts';
import { Board } from '../src/supervisor/board.ts';
import { tell } from './figures.ts';

const agents = Number(process.env.AGENTS ?? 200);
const seconds = Number(process.env.SECONDS ?? 30);

test('the live board and the wall board beside a simulated floor: script and tasks in Chromium', async () => {
  const floor = ChildProcess.start(floorPath(), ['serve', String(agents), '0']);
  const browser = await TestBrowser.start();
  try {
    const http = (await floor.line('http:', 60_000)).replace(/\/$/, '');
    const window = await browser.window({ viewport: { width: 1920, height: 1080 } });
    const board = await Board.signIn(window, http);
    await board.page
      .locator('article')
      .nth(agents - 1)
      .waitFor();
    const devtools = await window.context.newCDPSession(board.page);
    await devtools.send('Performance.enable');
    await measured('live board, tiles', board.page, devtools);
    await board.page.getByText(board.texts.of('board:view.table')).click();
    await board.page.getByRole('row').nth(agents).waitFor();
    await measured('live board, table', board.page, devtools);
    await board.toWall();
    await measured('wall board', board.page, devtools);
    await window.close();
  } finally {
    await browser.stop();
    floor.signal('SIGKILL'); // It holds nothing but a floor of its own.
    await floor.ends(5_000);
  }
});

async function measured(what: string, page: Page, devtools: CDPSession): Promise<void> {
  await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), 3_000);
  const before = await figures(devtools);
  await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), seconds * 1_000);
  const after = await figures(devtools);
  const share = (name: string): string => {
    const spent =
      ((after.get(name) ?? 0) - (before.get(name) ?? 0)) / ((after.get('Timestamp') ?? 0) - (before.get('Timestamp') ?? 0));
    return `${(spent * 100).toFixed(1)} %`;
  };
  tell(
    `${what.padEnd(20)} ${agents} agents: script ${share('ScriptDuration')} of a core, style and layout ${share('RecalcStyleDuration')} + ${share('LayoutDuration')}, all tasks ${share('TaskDuration')}; heap ${((after.get('JSHeapUsedSize') ?? 0) / 1e6).toFixed(0)} MB, ${after.get('Nodes')} nodes`,
  );
}

async function figures(devtools: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

function floorPath(): string {
  const builds = ['Debug', 'Release'].map((configuration) =>
    join(root, `bench/Board/bin/${configuration}/net10.0/linux-x64/CallCenter.Bench.Board`),
  );
  const found = builds.filter((path) => existsSync(path)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (found === undefined) throw new Error('bench/Board is not built: dotnet build bench/Board -c Release');
  return found;
}
