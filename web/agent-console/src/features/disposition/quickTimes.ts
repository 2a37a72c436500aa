import { addDays, instantOf, type WallTime, wallTimeAt, weekday } from '@callcenter/ui';

export const quickNames = ['hour', 'threeHours', 'tomorrowMorning', 'tomorrowEvening', 'monday'] as const;
export type QuickName = (typeof quickNames)[number];

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;

/** Up to the next full quarter of an hour. */
export function nextQuarter(instant: number): number {
  return Math.ceil(instant / quarterMs) * quarterMs;
}

/** The instant that a quick choice means to the customer: the clock is the customer's, not the agent's. */
export function quickTime(name: QuickName, now: number, timeZone: string): number {
  const today = wallTimeAt(now, timeZone);
  const at = (days: number, hour: number, minute = 0): number => {
    const wall: WallTime = { ...addDays(today, days), hour, minute };
    return instantOf(wall, timeZone);
  };
  switch (name) {
    case 'hour':
      return nextQuarter(now + 60 * minuteMs);
    case 'threeHours':
      return nextQuarter(now + 180 * minuteMs);
    case 'tomorrowMorning':
      return at(1, 10);
    case 'tomorrowEvening':
      return at(1, 17, 30);
    case 'monday':
      return at((8 - weekday(today)) % 7 || 7, 10);
  }
}

/** All of them, each instant once: on a Sunday "Monday 10:00" is "tomorrow 10:00". */
export function quickChoices(now: number, timeZone: string): { name: QuickName; at: string }[] {
  const all = quickNames.map((name) => ({ name, at: new Date(quickTime(name, now, timeZone)).toISOString() }));
  return all.filter(({ at }, index) => all.findIndex((other) => other.at === at) === index);
}
