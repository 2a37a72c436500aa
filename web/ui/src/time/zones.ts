/** A date and time as a clock on the wall shows it, in no zone. */
export interface WallTime {
  year: number;
  /** 1-12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const minuteMs = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(timeZone, format);
  }

  return format;
}

/** This machine's zone. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The zone when this browser knows it, else this machine's: an unknown name must not take the screen down. */
export function knownZone(timeZone: string | null | undefined): string {
  try {
    return timeZone && formatOf(timeZone) ? timeZone : ownZone();
  } catch {
    return ownZone();
  }
}

/** What the clocks of a zone show at an instant. */
export function wallTimeAt(instant: number, timeZone: string): WallTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instant)
      .map((part) => [part.type, Number(part.value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return { year: of('year'), month: of('month'), day: of('day'), hour: of('hour'), minute: of('minute') };
}

function asUtc(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
}

/**
 * The instant at which the clocks of a zone show this. An hour that occurs twice (clocks go back) gives the first; one that is
 * skipped (clocks go forward) gives the instant as far after the jump as the time asked lies in the gap.
 */
export function instantOf(wall: WallTime, timeZone: string): number {
  const wanted = asUtc(wall);
  const offsetAt = (instant: number) => asUtc(wallTimeAt(instant, timeZone)) - Math.floor(instant / minuteMs) * minuteMs;
  // The offsets before and after any jump near: the instant that shows the wanted time uses one of the two.
  const before = offsetAt(wanted - 24 * 60 * minuteMs);
  const after = offsetAt(wanted + 24 * 60 * minuteMs);
  const candidates = [wanted - before, wanted - after].sort((a, b) => a - b);
  return candidates.find((instant) => asUtc(wallTimeAt(instant, timeZone)) === wanted) ?? wanted - before;
}

/** The same clock time some days later; the calendar takes care of ends of months. */
export function addDays(wall: WallTime, days: number): WallTime {
  const moved = new Date(Date.UTC(wall.year, wall.month - 1, wall.day + days));
  return { ...wall, year: moved.getUTCFullYear(), month: moved.getUTCMonth() + 1, day: moved.getUTCDate() };
}

/** 0 Sunday to 6 Saturday. */
export function weekday(wall: WallTime): number {
  return new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay();
}
