import { describe, expect, it } from 'vitest';
import { addDays, instantOf, knownZone, ownZone, wallTimeAt, weekday } from '../src/time/zones';

const iso = (instant: number) => new Date(instant).toISOString();

describe("a customer's clock", () => {
  it('shows the time of the zone, not of this machine', () => {
    expect(wallTimeAt(Date.UTC(2026, 10, 24, 23, 30), 'America/Chicago')).toEqual({
      year: 2026,
      month: 11,
      day: 24,
      hour: 17,
      minute: 30,
    });
    expect(wallTimeAt(Date.UTC(2026, 10, 24, 16, 5), 'Asia/Shanghai')).toEqual({
      year: 2026,
      month: 11,
      day: 25,
      hour: 0,
      minute: 5,
    });
  });

  it('gives the instant of a clock time, in summer and in winter', () => {
    expect(iso(instantOf({ year: 2026, month: 11, day: 24, hour: 17, minute: 30 }, 'America/Chicago'))).toBe(
      '2026-11-24T23:30:00.000Z',
    );
    expect(iso(instantOf({ year: 2026, month: 7, day: 1, hour: 10, minute: 0 }, 'Europe/London'))).toBe(
      '2026-07-01T09:00:00.000Z',
    );
  });

  it('takes the first of an hour that occurs twice', () => {
    // New York, 2026-11-01: 01:30 comes at 05:30Z and again at 06:30Z.
    expect(iso(instantOf({ year: 2026, month: 11, day: 1, hour: 1, minute: 30 }, 'America/New_York'))).toBe(
      '2026-11-01T05:30:00.000Z',
    );
  });

  it('moves a time that is skipped to after the jump', () => {
    // New York, 2026-03-08: 02:30 does not exist; clocks go from 02:00 to 03:00.
    expect(iso(instantOf({ year: 2026, month: 3, day: 8, hour: 2, minute: 30 }, 'America/New_York'))).toBe(
      '2026-03-08T07:30:00.000Z',
    );
  });

  it('knows zones with odd offsets', () => {
    expect(iso(instantOf({ year: 2026, month: 1, day: 10, hour: 9, minute: 0 }, 'Asia/Kathmandu'))).toBe(
      '2026-01-10T03:15:00.000Z',
    );
  });

  it('counts days over the end of a month and names weekdays', () => {
    const wall = { year: 2026, month: 12, day: 31, hour: 10, minute: 0 };
    expect(addDays(wall, 1)).toEqual({ year: 2027, month: 1, day: 1, hour: 10, minute: 0 });
    expect(weekday({ year: 2026, month: 11, day: 22, hour: 0, minute: 0 })).toBe(0);
  });

  it('falls back on this machine for a zone nobody knows', () => {
    expect(knownZone('Mars/Olympus')).toBe(ownZone());
    expect(knownZone(null)).toBe(ownZone());
  });
});
