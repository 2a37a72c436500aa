import { ApiError } from '@callcenter/ui';
import type { ScorecardId, ScorecardSection, ScoreView } from '@callcenter/ui/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { api } from '../src/live/api';
import { ScoreSheet } from '../src/scoring/scoreSheet';

const card = '7' as ScorecardId;
const text = (words: string) => ({ text: words, translations: null });
const sections: ScorecardSection[] = [
  {
    id: 'manner',
    title: text('Manner'),
    questions: [
      { id: 'greets', text: text('Greets'), kind: 'yesNo', weight: 1, fatal: false, mayNotApply: true, help: null },
      { id: 'voice', text: text('Voice'), kind: 'scale', weight: 1, fatal: false, mayNotApply: true, help: null },
    ],
  },
];

/** What the server would have of what was sent. */
function viewOf(
  body: { answers: ScoreView['answers']; comment: string | null; marks: ScoreView['marks']; state: string },
  version: number,
) {
  const score = { id: 'score-1', version, state: body.state, mine: true, percent: 50, agentComment: null, acknowledgedAt: null };
  return { score, sections, ...body, sum: {}, history: [] } as unknown as ScoreView;
}

let version = 0;
const post = vi.spyOn(api, 'post');
const put = vi.spyOn(api, 'put');

beforeEach(() => {
  vi.useFakeTimers();
  version = 0;
  post.mockReset().mockImplementation(async (_, body) => viewOf(body as never, ++version));
  put.mockReset().mockImplementation(async (_, body) => viewOf(body as never, ++version));
});
afterEach(() => {
  vi.useRealTimers();
});

const begin = (stored: ScoreView | null = null) => new ScoreSheet('call-1', card, sections, stored);
const quiet = () => vi.advanceTimersByTimeAsync(1_000);

describe('a score being written', () => {
  it('saves itself a moment after the last change, first as a new one, then with the version it saw', async () => {
    const sheet = begin();
    sheet.answer('greets', { value: 1 });
    sheet.say('Well done');
    expect(post).not.toHaveBeenCalled();
    await quiet();
    expect(post).toHaveBeenCalledTimes(1);
    expect(post.mock.calls[0]).toMatchObject([
      '/calls/call-1/scores',
      { scorecardId: card, state: 'draft', comment: 'Well done' },
      {},
    ]);
    expect(sheet.store.getState().saving).toBe('saved');
    sheet.answer('voice', { value: 4 });
    await quiet();
    expect(put.mock.calls[0]).toMatchObject(['/scores/score-1', { state: 'draft' }, { etag: '"1"' }]);
    expect(sheet.store.getState().sum.percent).toBe(75);
  });

  it('keeps what is typed while a save is under way for the next one', async () => {
    let answered: ((view: ScoreView) => void) | undefined;
    post.mockImplementationOnce(() => new Promise((resolve) => (answered = resolve as never)));
    const sheet = begin();
    sheet.answer('greets', { value: 1 });
    await quiet();
    sheet.say('typed meanwhile');
    answered?.(viewOf({ answers: [], comment: null, marks: [], state: 'draft' }, ++version));
    await vi.advanceTimersByTimeAsync(0);
    expect(sheet.store.getState()).toMatchObject({ saving: 'waiting', comment: 'typed meanwhile' });
    await quiet();
    expect(put.mock.calls[0]?.[1]).toMatchObject({ comment: 'typed meanwhile' });
  });

  it('is saved at once when it is left, and finished with what waited', async () => {
    const left = begin();
    left.say('half a word');
    await left.leave();
    expect(post).toHaveBeenCalledTimes(1);
    const sheet = begin();
    sheet.answer('greets', { value: 1 });
    await sheet.finish();
    expect(post.mock.calls[1]?.[1]).toMatchObject({ state: 'finished' });
    await quiet();
    expect(put).not.toHaveBeenCalled();
  });

  it('says so when it is not saved, and tries again by itself', async () => {
    post.mockRejectedValueOnce(new ApiError(0, 'network', 'The server did not answer.'));
    const sheet = begin();
    sheet.say('a');
    await quiet();
    expect(sheet.store.getState().saving).toBe('failed');
    await vi.advanceTimersByTimeAsync(6_000);
    expect(sheet.store.getState().saving).toBe('saved');
  });

  it('puts marks in the order of the call', () => {
    const sheet = begin();
    sheet.mark(9_000, null);
    expect(sheet.mark(2_000.4, 'greets')).toBe(0);
    sheet.editMark(0, 'here');
    expect(sheet.store.getState().marks).toEqual([
      { atMs: 2_000, text: 'here', questionId: 'greets' },
      { atMs: 9_000, text: '', questionId: null },
    ]);
  });
});

describe('a finished score', () => {
  const finished = () => begin(viewOf({ answers: [], comment: 'first', marks: [], state: 'finished' }, 3));

  it('is corrected only when the coach says so, with a reason', async () => {
    const sheet = finished();
    sheet.correct();
    sheet.say('second');
    await quiet();
    expect(put).not.toHaveBeenCalled();
    await sheet.finish('heard again');
    expect(put.mock.calls[0]).toMatchObject(['/scores/score-1', { comment: 'second', reason: 'heard again' }, { etag: '"3"' }]);
  });

  it('comes back as it was when the correction is given up', () => {
    const sheet = finished();
    sheet.correct();
    sheet.say('second');
    sheet.abandonCorrection();
    expect(sheet.store.getState()).toMatchObject({ comment: 'first', correcting: false });
  });
});
