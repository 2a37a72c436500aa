import { describe, expect, it } from 'vitest';
import type { ScoreAnswer, ScorecardQuestion, ScorecardSection } from '../src/contracts';
import { scoreSum } from '../src/quality/scoreSum';

const question = (id: string, kind: ScorecardQuestion['kind'], weight: number, fatal = false): ScorecardQuestion => ({
  id,
  text: { text: id, translations: null },
  kind,
  weight,
  fatal,
  mayNotApply: true,
  help: null,
});
const section = (id: string, questions: ScorecardQuestion[]): ScorecardSection => ({
  id,
  title: { text: id, translations: null },
  questions,
});
const card = [
  section('manner', [question('greets', 'yesNo', 10), question('voice', 'scale', 30)]),
  section('honesty', [question('truth', 'yesNo', 60, true)]),
];
const answer = (questionId: string, value: number | null, notApplicable = false): ScoreAnswer => ({
  questionId,
  value,
  notApplicable,
  comment: null,
});

// The same cases as Domain.Tests/Quality/ScoreSumTests.
describe('a score', () => {
  it('is worth what the weights say', () => {
    const sum = scoreSum(card, [answer('greets', 1), answer('voice', 4), answer('truth', 1)]);
    expect(sum.percent).toBe(85);
    expect(sum.sections.map((s) => s.percent)).toEqual([62.5, 100]);
    expect(sum.sections.map((s) => s.share)).toEqual([0.4, 0.6]);
  });

  it.each([
    [1, 0],
    [2, 16.7],
    [4, 50],
    [7, 100],
  ])('of %d on the scale is %d percent', (value, percent) => {
    expect(scoreSum([section('s', [question('q', 'scale', 3)])], [answer('q', value)]).percent).toBe(percent);
  });

  it('is nothing when a fatal question failed, its sections stay', () => {
    const sum = scoreSum(card, [answer('greets', 1), answer('voice', 7), answer('truth', 0)]);
    expect([sum.percent, ...sum.sections.map((s) => s.percent)]).toEqual([0, 100, 0]);
    expect(sum.failedFatals).toEqual(['truth']);
  });

  it('leaves out what does not apply, and counts what is not answered yet', () => {
    const sum = scoreSum(card, [answer('greets', 1), answer('voice', null, true), answer('truth', null, true)]);
    expect([sum.percent, sum.sections[1]?.percent, sum.unanswered]).toEqual([100, null, 0]);
    expect(scoreSum(card, [])).toMatchObject({ percent: null, unanswered: 3 });
  });
});
