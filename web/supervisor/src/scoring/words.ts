import { type Language, percentText } from '@callcenter/ui';

/** 85.5 -> 85.5%; – when there is nothing to count. */
export function percent(value: number | null, language: Language): string {
  return value === null ? '–' : percentText(value / 100, language);
}
