import type { Columns } from '../api';

export const plainTargets = [
  'fullName',
  'firstName',
  'lastName',
  'company',
  'email',
  'language',
  'timeZone',
  'segment',
  'owner',
  'externalId',
  'note',
] as const;

export const phonePlaces = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

const longestName = 64;

/** The own field that keeps a column under its heading. */
export function ownField(heading: string, place: number): string {
  const name = heading
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}_\-. ]+/gu, ' ')
    .trim()
    .slice(0, longestName);
  return `custom.${name || `column ${place}`}`;
}

/** The mapping with one column changed; a field that another column filled leaves that one. */
export function withTarget(columns: Columns, place: string, target: string | null): Columns {
  const rest = Object.entries(columns).filter(([key, value]) => key !== place && value.toLowerCase() !== target?.toLowerCase());
  return Object.fromEntries(target ? [...rest, [place, target]] : rest);
}

/** Every column that fills nothing yet becomes an own field under its heading. */
export function keepAll(columns: Columns, headings: readonly string[]): Columns {
  const taken = new Set(Object.values(columns).map((target) => target.toLowerCase()));
  const all: Columns = { ...columns };
  headings.forEach((heading, at) => {
    const place = `#${at + 1}`;
    if (place in all) {
      return;
    }

    let target = ownField(heading, at + 1);
    if (taken.has(target.toLowerCase())) {
      target = `custom.column ${at + 1}`;
    }

    taken.add(target.toLowerCase());
    all[place] = target;
  });
  return all;
}
