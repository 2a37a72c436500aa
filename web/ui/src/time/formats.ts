import type { Language } from '../i18n/languages';
import { knownZone } from './zones';

const made = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, timeZone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const zone = timeZone === undefined ? undefined : knownZone(timeZone);
  const name = `${language} ${zone} ${JSON.stringify(options)}`;
  let found = made.get(name);
  if (!found) {
    found = new Intl.DateTimeFormat(language, { ...options, hourCycle: 'h23', ...(zone ? { timeZone: zone } : {}) });
    made.set(name, found);
  }

  return found;
}

type Instant = number | string;
const at = (instant: Instant) => (typeof instant === 'string' ? Date.parse(instant) : instant);

/** 14:05 in a zone; without one in this machine's. */
export function timeText(instant: Instant, language: Language, timeZone?: string): string {
  return format(language, timeZone, { hour: '2-digit', minute: '2-digit' }).format(at(instant));
}

/** Tue, Nov 24, 14:05. */
export function dayTimeText(instant: Instant, language: Language, timeZone?: string): string {
  return format(language, timeZone, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at(instant));
}

/** Nov 24, 2026. */
export function dateText(instant: Instant, language: Language, timeZone?: string): string {
  return format(language, timeZone, { year: 'numeric', month: 'short', day: 'numeric' }).format(at(instant));
}

/** True when both instants lie on one day of the zone. */
export function sameDay(a: Instant, b: Instant, timeZone?: string): boolean {
  return dateText(a, 'en', timeZone) === dateText(b, 'en', timeZone);
}

/** CST, GMT+8: the short name of a zone at an instant. */
export function zoneText(timeZone: string, instant: Instant, language: Language): string {
  const parts = format(language, timeZone, { hour: '2-digit', timeZoneName: 'short' }).formatToParts(at(instant));
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** 1,234 */
export function numberText(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}

/** 10.9 % of a fraction. */
export function percentText(fraction: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(fraction);
}
