/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import en from '../src/features/roles/strings/en.json';

// The table that the server reads, too.
const table = readFileSync(join(import.meta.dirname, '../../../src/Portal/Access/Permissions.cs'), 'utf8');
const names = [...table.matchAll(/public const string \w+ = "([\w.]+)";/g)].map((match) => match[1] ?? '');

it('every permission stands in words in the table of roles', () => {
  expect(names.length).toBeGreaterThan(30);
  const words = (name: string) =>
    name
      .split('.')
      .reduce<unknown>((at, key) => (at && typeof at === 'object' ? (at as Record<string, unknown>)[key] : undefined), en.may);
  expect(names.filter((name) => typeof words(name) !== 'string')).toEqual([]);
});
