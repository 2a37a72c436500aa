import { describe, expect, it } from 'vitest';
import { backoffMs } from '../src/hub/backoff';
import { languageFor } from '../src/i18n/languages';
import { clockText, shortText } from '../src/time/durations';

describe('the way back to the server', () => {
  it('doubles from half a second to fifteen', () => {
    const plain = [0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => backoffMs(attempt, () => 0.5));
    expect(plain).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
  });

  it('spreads by thirty percent either way', () => {
    expect(backoffMs(0, () => 0)).toBe(350);
    expect(backoffMs(0, () => 1)).toBe(650);
  });
});

describe('the language of a browser', () => {
  it.each([
    [['zh-TW', 'en'], 'zh-Hant'],
    [['zh-HK'], 'zh-Hant'],
    [['zh-CN'], 'zh-Hans'],
    [['zh'], 'zh-Hans'],
    [['de-DE', 'zh-Hant-TW'], 'zh-Hant'],
    [['fr'], 'en'],
    [[], 'en'],
  ])('%j is shown as %s', (wanted, shown) => {
    expect(languageFor(wanted)).toBe(shown);
  });
});

describe('durations', () => {
  it('are written as clocks', () => {
    expect([clockText(75), clockText(3675), clockText(-3)]).toEqual(['01:15', '1:01:15', '00:00']);
    expect([shortText(221), shortText(5), shortText(754)]).toEqual(['3:41', '0:05', '12:34']);
  });
});
