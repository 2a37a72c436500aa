import { loadavg } from 'node:os';
import { test } from 'vitest';
import { Desk } from '../src/desk/desk.ts';
import { clickToSound } from '../src/kit/ears.ts';
import { Stage } from '../src/kit/stage.ts';
import { Story } from '../src/kit/story.ts';
import { Listening } from '../src/supervisor/listening.ts';
import { line, tell } from './figures.ts';

const rounds = Number(process.env.ROUNDS ?? 10);

// A call lasts a minute, and a round takes two seconds.
test('listening: one click to the first sound, with the phone up', async () => {
  const stage = await Stage.set({ customers: 1 });
  try {
    const ann = await Desk.takeCalls(await stage.browser.window(), stage.http, 'ann', Story.campaignName);
    await ann.call();
    const sue = await Listening.signIn(await stage.browser.window(), stage.http, 'sue');
    await sue.go('listen', 'Ann');
    const [delays, answers]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      await sue.stop();
      await sue.page.evaluate(() => performance.clearResourceTimings());
      delays.push(await clickToSound(sue.page, sue.tool('listen')));
      await sue.is('listen', 'Ann');
      answers.push(
        await sue.page.evaluate(() => {
          const asked = performance.getEntriesByType('resource').find((entry) => entry.name.endsWith('/monitoring'));
          return asked?.duration ?? Number.NaN;
        }),
      );
    }
    tell(`load ${loadavg()[0]?.toFixed(1)}`);
    tell(line('click -> first sound, phone up', delays));
    tell(line('of it: the request', answers));
  } finally {
    await stage.clear();
  }
});
