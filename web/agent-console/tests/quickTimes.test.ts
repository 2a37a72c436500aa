import { describe, expect, it } from 'vitest';
import { type Draft, missingIn } from '../src/features/disposition/draftStore';
import { nextQuarter, quickChoices, quickTime } from '../src/features/disposition/quickTimes';
import { requestOf } from '../src/features/disposition/saving';
import { pop } from './fixtures';

const iso = (instant: number) => new Date(instant).toISOString();
// Tuesday, 2026-11-24, 14:22 in Chicago.
const now = Date.UTC(2026, 10, 24, 20, 22);
const zone = 'America/Chicago';

describe('quick times of a call-back', () => {
  it("are on the customer's clock", () => {
    expect(iso(quickTime('tomorrowMorning', now, zone))).toBe('2026-11-25T16:00:00.000Z');
    expect(iso(quickTime('tomorrowEvening', now, zone))).toBe('2026-11-25T23:30:00.000Z');
    expect(iso(quickTime('monday', now, zone))).toBe('2026-11-30T16:00:00.000Z');
  });

  it("take the customer's tomorrow, which may be the agent's day after", () => {
    const lateInShanghai = Date.UTC(2026, 10, 24, 15, 50); // 23:50 there.
    expect(iso(quickTime('tomorrowMorning', lateInShanghai, 'Asia/Shanghai'))).toBe('2026-11-25T02:00:00.000Z');
    const afterMidnight = Date.UTC(2026, 10, 24, 16, 10); // 00:10 of the 25th.
    expect(iso(quickTime('tomorrowMorning', afterMidnight, 'Asia/Shanghai'))).toBe('2026-11-26T02:00:00.000Z');
  });

  it('begin at full quarters', () => {
    expect(iso(quickTime('hour', now, zone))).toBe('2026-11-24T21:30:00.000Z');
    expect(nextQuarter(Date.UTC(2026, 0, 1, 10, 15))).toBe(Date.UTC(2026, 0, 1, 10, 15));
  });

  it('keep their clock time over the change to winter time', () => {
    const saturday = Date.UTC(2026, 9, 31, 18, 0); // New York, the day before clocks go back.
    expect(iso(quickTime('tomorrowMorning', saturday, 'America/New_York'))).toBe('2026-11-01T15:00:00.000Z');
  });

  it('are never offered twice', () => {
    const sunday = Date.UTC(2026, 10, 22, 18, 0);
    expect(quickChoices(sunday, zone).map(({ name }) => name)).not.toContain('monday');
    expect(quickChoices(now, zone)).toHaveLength(5);
  });
});

describe('a verdict', () => {
  const draft: Draft = { call: pop.call, disposition: null, callbackAt: null, owner: 'me', number: null };

  it('says what is missing', () => {
    expect(missingIn(draft, pop.dispositions, now)).toBe('choose');
    expect(missingIn({ ...draft, disposition: 'sale' }, pop.dispositions, now)).toBeNull();
    expect(missingIn({ ...draft, disposition: 'callback' }, pop.dispositions, now)).toBe('needsCallback');
    expect(missingIn({ ...draft, disposition: 'callback', callbackAt: iso(now - 1) }, pop.dispositions, now)).toBe(
      'needsCallback',
    );
    expect(missingIn({ ...draft, disposition: 'callback', callbackAt: iso(now + 1) }, pop.dispositions, now)).toBeNull();
  });

  it('carries a promise only where the disposition makes one', () => {
    const at = iso(now + 3_600_000);
    expect(requestOf({ ...draft, disposition: 'sale', callbackAt: at }, pop)).toEqual({ disposition: 'sale' });
    expect(requestOf({ ...draft, disposition: 'callback', callbackAt: at, owner: 'anyone' }, pop)).toEqual({
      disposition: 'callback',
      callback: { at, owner: 'anyone' },
    });
  });
});
