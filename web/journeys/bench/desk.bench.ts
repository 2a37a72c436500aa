import { loadavg } from 'node:os';
import type { CDPSession } from 'playwright-core';
import { test } from 'vitest';
import { Desk } from '../src/desk/desk.ts';
import type { AgentView } from '../src/kit/api.ts';
import { audioCounts, loudest } from '../src/kit/ears.ts';
import type { Impairer } from '../src/kit/impairer.ts';
import { Stage } from '../src/kit/stage.ts';
import { customerHz, Story } from '../src/kit/story.ts';
import { waitFor } from '../src/kit/waitFor.ts';
import { line, tell } from './figures.ts';
import { SippAgents } from './sippAgents.ts';
import { seen, watch } from './watch.ts';

const calls = Number(process.env.CALLS ?? 40);
const rounds = Number(process.env.ROUNDS ?? 10);
const others = Number(process.env.AGENTS ?? 19);

interface Times {
  journeyTimes: { what: string; at: number }[];
}

test('first load, log-in to usable phone, and a handshake with a lost flight', async () => {
  const stage = await Stage.set({ customers: 1, impaired: true });
  const network = stage.story.center.network as Impairer;
  const [usable, clean, mended]: [number[], number[], number[]] = [[], [], []];
  try {
    const ann = await stage.story.center.as('ann');
    for (let round = 0; round < rounds * 2; round++) {
      const window = await stage.browser.window();
      const desk = new Desk(await window.tab());
      const devtools = await window.context.newCDPSession(desk.page);
      const bytes = await countBytes(devtools);
      await desk.page.goto(`${stage.http}/`);
      const lossy = round % 2 === 1;
      if (lossy) await network.tell('drop handshake 1 down');
      await desk.page.locator('button[data-user="ann"]').click();
      await waitFor(
        'the phone',
        () => audioCounts(desk.page).catch(() => undefined),
        (now) => now?.state === 'connected',
        10_000,
      );
      const times = await desk.page.evaluate(() => (globalThis as unknown as Times).journeyTimes);
      const at = (what: string): number => times.find((time) => time.what === what)?.at ?? Number.NaN;
      (lossy ? mended : clean).push(at('connection connected') - at('ice checking'));
      if (!lossy) usable.push(at('connection connected'));
      if (round === 0) tell(`first load, sign-in page and desk                ${(bytes() / 1024).toFixed(0)} KB on the wire`);
      await window.close();
      // Until the phone of the closed page counts as lost, another page would be asked whether it takes over.
      await ann.until<AgentView>('the phone to be gone', 'agent', (agent) => agent.phone?.state !== 'connected', 10_000);
    }
    tell(line('desk opened -> phone connected', usable));
    tell(line('first check -> connected', clean));
    tell(line('the same, the first handshake flight lost', mended));
  } finally {
    await stage.clear();
  }
});

test('a reload in mid-call: from the page to the customer’s voice', async () => {
  const stage = await Stage.set({ customers: 1 });
  const back: number[] = [];
  try {
    const desk = await Desk.takeCalls(await stage.browser.window(), stage.http, 'ann', Story.campaignName);
    await desk.call();
    for (let round = 0; round < Math.min(rounds, 8); round++) {
      await desk.page.reload({ waitUntil: 'commit' });
      const returned = performance.now();
      await desk.isIn('connected');
      await waitFor(
        'the customer’s tone',
        () => loudest(desk.page, 200),
        (peak) => Math.abs(peak.hz - customerHz) < 30 && peak.decibels > -60,
        10_000,
      );
      back.push(performance.now() - returned);
    }
    tell(line('page loaded anew in a call -> customer heard', back));
  } finally {
    await stage.clear();
  }
});

test('calls: answer to sound, answer to screen, long tasks, memory', async () => {
  const stage = await Stage.set({ list: people((calls + 5) * (others + 1)), wrapUpSeconds: 5 });
  const { story } = stage;
  let phones: SippAgents | undefined;
  try {
    const window = await stage.browser.window({ bypassCSP: true });
    const desk = await Desk.signIn(window, stage.http);
    await desk.startShift(Story.campaignName);
    await watch(desk.page);
    const devtools = await window.context.newCDPSession(desk.page);
    phones = others > 0 ? await SippAgents.start(story.center, story.campaign, others) : undefined;
    const memory = [await heapMegabytes(devtools)];
    await desk.goReady();
    for (let call = 1; call <= calls; call++) {
      await desk.isIn('wrapUp', 60_000);
      await desk.dispose('1');
      await desk.page.locator('section[data-state="wrapUp"]').waitFor({ state: 'detached' });
      if (call % 20 === 0) memory.push(await heapMegabytes(devtools));
    }

    const { pops, onsets, longTasks } = await seen(desk.page);
    const answers = new Map(story.carrier.ledger().map((entry) => [entry.number, Date.parse(entry.answeredAt ?? '')]));
    const toPop: number[] = [];
    const toSound: number[] = [];
    for (const { name, at } of pops) {
      const answered = answers.get(numberOf(Number(name.slice(7)))) ?? Number.NaN;
      const sound = onsets.find((onset) => onset > answered - 50);
      if (Number.isFinite(answered)) toPop.push(at - answered);
      if (Number.isFinite(answered) && sound !== undefined && sound - answered < 2_000) toSound.push(sound - answered);
    }
    tell(`${calls} calls of one browser beside ${others} SIPp agents; load ${loadavg()[0]?.toFixed(1)}`);
    tell(line('200 OK -> customer heard in the browser', toSound));
    tell(line('200 OK -> customer painted on the screen', toPop));
    tell(line('tasks above 50 ms', longTasks));
    tell(`heap after each 20 calls, MB: ${memory.map((megabytes) => megabytes.toFixed(1)).join(' ')}`);
  } finally {
    await phones?.stop();
    await stage.clear();
  }
});

/** Numbers that end in 01 say something for a second and hang up. */
function numberOf(i: number): string {
  return `+1${212 + Math.floor(i / 900)}${String(200 + (i % 700)).padStart(3, '0')}${String(10 + (Math.floor(i / 700) % 90))}01`;
}

function people(count: number): { csv: string; columns: Record<string, string> } {
  const rows = Array.from({ length: count }, (_, i) => `Person ${i},${numberOf(i)}`);
  return { csv: ['Name,Phone', ...rows].join('\n'), columns: { Name: 'fullName', Phone: 'phone1' } };
}

async function countBytes(devtools: CDPSession): Promise<() => number> {
  let bytes = 0;
  devtools.on('Network.loadingFinished', (finished) => {
    bytes += finished.encodedDataLength;
  });
  await devtools.send('Network.enable');
  return () => bytes;
}

async function heapMegabytes(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1e6;
}
