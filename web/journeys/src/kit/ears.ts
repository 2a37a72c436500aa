import type { Page } from 'playwright-core';

/** What the page's newest connection says of the audio it receives and sends. */
export interface AudioCounts {
  readonly connections: number;
  readonly open: number;
  readonly state: string;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  readonly packetsSent: number;
  /** Sum of squared levels over time: grows only while there is sound (getStats, totalAudioEnergy). */
  readonly energyReceived: number;
  readonly jitterBufferDelayMs: number;
}

/** The browser's own statistics of the newest connection; zeros before there is one. */
export function audioCounts(page: Page): Promise<AudioCounts> {
  return page.evaluate(async () => {
    const peers = (globalThis as unknown as { journeyPeers: RTCPeerConnection[] }).journeyPeers;
    const newest = peers.at(-1);
    const counts = {
      connections: peers.length,
      open: peers.filter((peer) => peer.connectionState !== 'closed').length,
      state: newest?.connectionState ?? 'none',
      packetsReceived: 0,
      packetsLost: 0,
      packetsSent: 0,
      energyReceived: 0,
      jitterBufferDelayMs: 0,
    };
    for (const [, report] of (await newest?.getStats()) ?? []) {
      if (report.type === 'inbound-rtp') {
        counts.packetsReceived = report.packetsReceived ?? 0;
        counts.packetsLost = report.packetsLost ?? 0;
        counts.energyReceived = report.totalAudioEnergy ?? 0;
        counts.jitterBufferDelayMs = (1000 * (report.jitterBufferDelay ?? 0)) / Math.max(1, report.jitterBufferEmittedCount ?? 1);
      } else if (report.type === 'outbound-rtp') {
        counts.packetsSent = report.packetsSent ?? 0;
      }
    }
    return counts;
  });
}

/** Loudest frequency of what arrives from the server within some time, and how loud it was, heard by an analyser of the journey's own. */
export function loudest(page: Page, milliseconds: number): Promise<{ hz: number; decibels: number }> {
  return page.evaluate(async (limit) => {
    const peers = (globalThis as unknown as { journeyPeers: RTCPeerConnection[] }).journeyPeers;
    const track = peers.at(-1)?.getReceivers()[0]?.track;
    if (track === undefined) return { hz: 0, decibels: -200 };
    const context = new AudioContext();
    try {
      await context.resume();
      const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
      context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
      const bins = new Float32Array(analyser.frequencyBinCount);
      let best = { hz: 0, decibels: -200 };
      const end = performance.now() + limit;
      while (performance.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 40));
        analyser.getFloatFrequencyData(bins);
        bins.forEach((decibels, bin) => {
          if (decibels > best.decibels) best = { hz: (bin * context.sampleRate) / analyser.fftSize, decibels };
        });
      }
      return best;
    } finally {
      await context.close();
    }
  }, milliseconds);
}

/** How loud each of some frequencies was at its loudest within some time, in decibels, in the order asked. */
export function loudness(page: Page, tones: readonly number[], milliseconds: number): Promise<number[]> {
  return page.evaluate(
    async ([wanted, limit]) => {
      const peers = (globalThis as unknown as { journeyPeers: RTCPeerConnection[] }).journeyPeers;
      const track = peers.at(-1)?.getReceivers()[0]?.track;
      const best = wanted.map(() => -200);
      if (track === undefined) return best;
      const context = new AudioContext();
      try {
        await context.resume();
        const analyser = new AnalyserNode(context, { fftSize: 4096, smoothingTimeConstant: 0 });
        context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
        const bins = new Float32Array(analyser.frequencyBinCount);
        const end = performance.now() + limit;
        while (performance.now() < end) {
          await new Promise((resolve) => setTimeout(resolve, 40));
          analyser.getFloatFrequencyData(bins);
          wanted.forEach((hz, i) => {
            const bin = Math.round((hz * analyser.fftSize) / context.sampleRate);
            best[i] = Math.max(best[i] ?? -200, bins[bin] ?? -200);
          });
        }
        return best;
      } finally {
        await context.close();
      }
    },
    [tones, milliseconds] as const,
  );
}

/** How many milliseconds from a click to the first sound that comes out of the newest connection (its jitter buffer included), after silence. */
export function clickToSound(page: Page, selector: string, limitMs = 5_000): Promise<number> {
  return page.evaluate(
    async ([button, limit]) => {
      const peers = (globalThis as unknown as { journeyPeers: RTCPeerConnection[] }).journeyPeers;
      const track = peers.at(-1)?.getReceivers()[0]?.track;
      const target = document.querySelector<HTMLElement>(button);
      if (track === undefined || target === null) return Number.NaN;
      const context = new AudioContext({ latencyHint: 'interactive' });
      try {
        await context.resume();
        const ear = context.createScriptProcessor(256, 1, 1);
        const within = (ms: number, holds: () => boolean) =>
          new Promise<number>((resolve) => {
            const timer = setTimeout(() => resolve(Number.POSITIVE_INFINITY), ms);
            let quiet = 0;
            ear.onaudioprocess = ({ inputBuffer }) => {
              quiet = inputBuffer.getChannelData(0).some((sample) => Math.abs(sample) > 0.01) ? 0 : quiet + 1;
              if (holds() ? quiet === 0 : quiet > 80) {
                clearTimeout(timer);
                resolve(performance.now());
              }
            };
          });
        context.createMediaStreamSource(new MediaStream([track])).connect(ear);
        ear.connect(context.destination);
        await within(limit, () => false);
        const clicked = performance.now();
        target.click();
        return (await within(limit, () => true)) - clicked;
      } finally {
        await context.close();
      }
    },
    [selector, limitMs] as const,
  );
}
