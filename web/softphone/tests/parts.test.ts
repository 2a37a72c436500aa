import { afterEach, describe, expect, it, vi } from 'vitest';
import { BackOff } from '../src/backOff';
import { Journal } from '../src/journal';
import { loudness } from '../src/levels';
import { judge, opinionScore, read, wordFor } from '../src/quality';
import { offerFailure, serverCode } from '../src/refusals';
import { wav } from '../src/tones';

afterEach(() => vi.useRealTimers());

describe('the wait between attempts', () => {
  it('doubles up to 15 s, 30 % either way', () => {
    const waits = (random: number) => {
      const backOff = new BackOff();
      return Array.from({ length: 7 }, () => backOff.next(() => random));
    };
    expect(waits(0.5)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
    expect(waits(0)[0]).toBe(350);
    expect(waits(1)[5]).toBe(19_500);
  });
});

describe('refusals', () => {
  it.each([
    ['An unexpected error occurred. HubException: phone_open_elsewhere: It is open in another tab.', 'phone_open_elsewhere'],
    ['HubException: forbidden: Not for you.', 'forbidden'],
    ['bad_offer: no audio in it', 'bad_offer'],
    ['Invocation canceled due to the underlying connection being closed.', undefined],
    ["Cannot send data if the connection is not in the 'Connected' State.", undefined],
    ['Error: Server timeout elapsed without receiving a message from the server.', undefined],
    ["An unexpected error occurred invoking 'Offer' on the server.", undefined],
  ])('%s', (message, code) => {
    expect(serverCode(new Error(message))?.code).toBe(code);
    expect(offerFailure(new Error(message)).code).toBe(
      code === undefined ? 'network' : code === 'phone_open_elsewhere' ? 'openElsewhere' : 'refused',
    );
  });
});

describe('quality', () => {
  it('falls with loss and with delay, and has a word for it', () => {
    expect(opinionScore(0, 0, 0, 20)).toBeGreaterThan(4.3);
    expect(opinionScore(1, 5, 40, null)).toBeLessThan(opinionScore(0, 5, 40, null));
    expect(opinionScore(0, 5, 600, null)).toBeLessThan(opinionScore(0, 5, 100, null));
    expect(opinionScore(100, 500, 5000, null)).toBe(1);
    expect(['good', 'fair', 'poor']).toEqual([4.0, 3.6, 3.59].map(wordFor));
  });

  it('takes the worse direction and the figures of the period only', () => {
    const at = (received: number, lost: number, farLost: number) =>
      read([
        [
          'i',
          {
            type: 'inbound-rtp',
            packetsReceived: received,
            packetsLost: lost,
            jitter: 0.004,
            jitterBufferDelay: 10,
            jitterBufferEmittedCount: 100,
          },
        ],
        ['o', { type: 'outbound-rtp', packetsSent: received }],
        ['r', { type: 'remote-inbound-rtp', fractionLost: farLost, jitter: 0.012, roundTripTime: 0.03 }],
      ]);
    const quality = judge(at(1000, 500, 0), at(1095, 505, 0.02));
    expect(quality).toMatchObject({ lossPercent: 5, jitterMs: 12, roundTripMs: 30, packetsReceived: 95, packetsSent: 95 });
    expect(quality.word).toBe(wordFor(quality.mos));
    expect(judge(at(0, 0, 0), at(100, 0, 0.5)).lossPercent).toBe(50);
  });

  it('counts nothing backwards when a stream begins anew', () => {
    expect(judge(read([['i', { type: 'inbound-rtp', packetsReceived: 500, packetsLost: 9 }]]), read([]))).toMatchObject({
      lossPercent: 0,
      packetsReceived: 0,
      packetsSent: 0,
    });
  });

  it('takes the round trip from the ICE pair before the first report, and answers to checks as signs of life', () => {
    const sample = read([
      ['p', { type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.012, responsesReceived: 7 }],
    ]);
    expect(sample).toMatchObject({ roundTripMs: 12, signsOfLife: 7 });
  });
});

describe('the log', () => {
  it('keeps 30 minutes, one line each, whatever is written into it', () => {
    vi.useFakeTimers({ now: Date.UTC(2026, 0, 1, 12) });
    const journal = new Journal();
    journal.note('phone', 'old');
    vi.advanceTimersByTime(29 * 60_000);
    journal.note('hub', 'a\nforged line\u0000\u2028x');
    expect(journal.text()).toBe('2026-01-01T12:00:00.000Z phone: old\n2026-01-01T12:29:00.000Z hub: a forged line x\n');
    vi.advanceTimersByTime(2 * 60_000);
    expect(journal.text()).toBe('2026-01-01T12:29:00.000Z hub: a forged line x\n');
  });

  it('is bounded', () => {
    const journal = new Journal();
    for (let i = 0; i < 30_000; i++) {
      journal.note('x', String(i));
    }

    const lines = journal.text().trimEnd().split('\n');
    expect(lines).toHaveLength(10_000);
    expect(lines.at(-1)).toMatch(/ x: 29999$/);
  });
});

describe('tones', () => {
  it('are WAV files without clicks at their edges', () => {
    const file = new DataView(
      wav([
        { ms: 200, hz: [880] },
        { ms: 50, hz: [] },
      ]),
    );
    expect(file.byteLength).toBe(44 + 0.25 * 24_000 * 2);
    expect(file.getUint32(24, true)).toBe(24_000);
    const sample = (i: number) => file.getInt16(44 + 2 * i, true);
    expect(Math.abs(sample(0))).toBeLessThan(50);
    expect(Math.abs(sample(4799))).toBeLessThan(50);
    expect(sample(5500)).toBe(0);
    const peak = Math.max(...Array.from({ length: 4800 }, (_, i) => Math.abs(sample(i))));
    expect(peak).toBeGreaterThan(8000);
    expect(peak).toBeLessThan(11_000);
  });
});

describe('levels', () => {
  it('are 0 for silence, 1 for full scale, and even in between', () => {
    const sine = (amplitude: number) => Float32Array.from({ length: 1024 }, (_, i) => amplitude * Math.sin(i / 3));
    expect(loudness(sine(0))).toBe(0);
    expect(loudness(sine(1))).toBe(1);
    expect(loudness(sine(0.1))).toBeCloseTo((60 - 23) / 54, 1);
  });
});
