import type { Page } from 'playwright-core';

/** What a page saw, in milliseconds of the wall clock (the machine's, as the carrier's ledger). */
export interface Seen {
  /** When a customer's name was on the screen and painted. */
  readonly pops: readonly { readonly name: string; readonly at: number }[];
  /** When sound began after half a second of quiet. */
  readonly onsets: readonly number[];
  /** Lengths of tasks above 50 ms. */
  readonly longTasks: readonly number[];
}

interface Watched {
  journeySeen: { pops: { name: string; at: number }[]; onsets: number[]; longTasks: number[] };
  journeyPeers: RTCPeerConnection[];
}

/** Begins to watch screen and sound; the phone is connected already. */
export async function watch(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const scope = globalThis as unknown as Watched;
    const seen: Watched['journeySeen'] = { pops: [], onsets: [], longTasks: [] };
    scope.journeySeen = seen;
    const clock = (): number => performance.timeOrigin + performance.now();
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.longTasks.push(entry.duration);
    }).observe({ type: 'longtask' });

    let shown = '';
    new MutationObserver(() => {
      const name = document.querySelector('[data-testid="caller"]')?.textContent ?? '';
      if (name === shown) return;
      shown = name;
      if (!name.startsWith('Person ')) return;
      // The frame after this one is painted when the second callback runs.
      requestAnimationFrame(() => setTimeout(() => seen.pops.push({ name, at: clock() })));
    }).observe(document.body, { childList: true, subtree: true, characterData: true });

    const track = scope.journeyPeers.at(-1)?.getReceivers()[0]?.track as MediaStreamTrack;
    const context = new AudioContext({ latencyHint: 'interactive' });
    await context.resume();
    const ear = context.createScriptProcessor(256, 1, 1);
    let quietSince = clock();
    ear.onaudioprocess = (event) => {
      const samples = event.inputBuffer.getChannelData(0);
      const loud = samples.some((sample) => Math.abs(sample) > 0.02);
      const now = clock();
      if (loud && now - quietSince > 500) seen.onsets.push(now);
      if (loud) quietSince = now;
    };
    context.createMediaStreamSource(new MediaStream([track])).connect(ear);
    ear.connect(context.destination);
  });
}

export function seen(page: Page): Promise<Seen> {
  return page.evaluate(() => (globalThis as unknown as Watched).journeySeen);
}
