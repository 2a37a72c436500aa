import { ApiError, keptPlaces } from '@callcenter/ui';
import type { CallId, NotesView } from '@callcenter/ui/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cleanNotes, longestNotes, NotesKeeper, type SaveNotes } from '../src/features/notes/notesKeeper';

const call = 'call-1' as CallId;
const view = (text: string, revision: number): NotesView => ({
  text,
  revision,
  savedAt: revision > 0 ? '2026-11-22T05:00:00.000Z' : null,
  marks: [],
});

let save: ReturnType<typeof vi.fn<SaveNotes>>;
let keeper: NotesKeeper;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  save = vi.fn<SaveNotes>(async (_, text, revision) => view(text, revision + 1));
  keeper = new NotesKeeper(save, 'ann');
  keeper.open(call, view('', 0));
});

afterEach(() => {
  vi.useRealTimers();
});

const state = () => keeper.store.getState().state;

describe('notes', () => {
  it('are sent after two seconds of quiet, once', async () => {
    keeper.type('a');
    await vi.advanceTimersByTimeAsync(1500);
    keeper.type('ab');
    await vi.advanceTimersByTimeAsync(1500);
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(600);
    expect(save).toHaveBeenCalledExactlyOnceWith(call, 'ab', 0, false);
    expect(state()).toBe('saved');
  });

  it('are sent after ten seconds even when the typing never stops', async () => {
    for (let second = 0; second < 10; second++) {
      keeper.type('x'.repeat(second + 1));
      await vi.advanceTimersByTimeAsync(1000);
    }

    expect(save).toHaveBeenCalledTimes(1);
  });

  it('stay in the browser until the server confirms them', async () => {
    save.mockRejectedValueOnce(new ApiError(0, 'network', 'gone'));
    keeper.type('precious');
    expect(keptPlaces('callcenter.notes.ann.')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(state()).toBe('waiting');
    expect(keptPlaces('callcenter.notes.ann.')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(state()).toBe('saved');
    expect(keptPlaces('callcenter.notes.ann.')).toHaveLength(0);
  });

  it('come back when the page died before they were sent', async () => {
    keeper.type('half a sentence');
    const reborn = new NotesKeeper(save, 'ann');
    reborn.open(call, view('', 0));
    expect(reborn.store.getState().text).toBe('half a sentence');
    await vi.advanceTimersByTimeAsync(2000);
    expect(save).toHaveBeenCalledWith(call, 'half a sentence', 0, false);
  });

  it('of an earlier call are sent by a later page, and not those of another person', async () => {
    save.mockRejectedValue(new ApiError(0, 'network', 'gone'));
    keeper.type('lost with the page');
    save.mockReset();
    save.mockImplementation(async (_, text, revision) => view(text, revision + 1));
    expect(await new NotesKeeper(save, 'bo').rescue()).toBe(0);
    expect(await new NotesKeeper(save, 'ann').rescue()).toBe(1);
    expect(save).toHaveBeenCalledExactlyOnceWith(call, 'lost with the page', 0, false);
    expect(keptPlaces('callcenter.notes.')).toHaveLength(0);
  });

  it('go out when the call leaves the screen', async () => {
    keeper.type('last words');
    keeper.close();
    await vi.runAllTimersAsync();
    expect(save).toHaveBeenCalledExactlyOnceWith(call, 'last words', 0, false);
  });

  it('that another tab changed are shown, and both can be kept', async () => {
    save.mockRejectedValueOnce(new ApiError(409, 'notes_changed', '', { stored: view('theirs', 4) }));
    keeper.type('mine');
    await vi.advanceTimersByTimeAsync(2000);
    expect(state()).toBe('conflict');
    expect(await keeper.flush()).toBe(false);
    keeper.settle('both');
    await vi.runAllTimersAsync();
    expect(save).toHaveBeenLastCalledWith(call, 'theirs\nmine', 4, false);
    expect(state()).toBe('saved');
  });

  it('know their own save again when its answer was lost', async () => {
    save.mockRejectedValueOnce(new ApiError(409, 'notes_changed', '', { stored: view('mine', 1) }));
    keeper.type('mine');
    await vi.advanceTimersByTimeAsync(2000);
    expect(state()).toBe('saved');
  });

  it('take a newer stored text unless something was typed', () => {
    keeper.renew(call, view('newer', 2));
    expect(keeper.store.getState().text).toBe('newer');
    keeper.type('newer and more');
    keeper.renew(call, view('other', 3));
    expect(keeper.store.getState().text).toBe('newer and more');
  });

  it('sent while more is typed are followed by the rest', async () => {
    let release: (() => void) | undefined;
    save.mockImplementationOnce(
      (_, text, revision) => new Promise((resolve) => (release = () => resolve(view(text, revision + 1)))),
    );
    keeper.type('one');
    await vi.advanceTimersByTimeAsync(2000);
    keeper.type('one two');
    release?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(save).toHaveBeenLastCalledWith(call, 'one two', 1, false);
    expect(state()).toBe('saved');
  });

  it('lose the characters that the server refuses, and what is too long', async () => {
    keeper.type('a\u0000b\u000b\tc\nd\u0085\ud83d');
    await vi.advanceTimersByTimeAsync(2000);
    expect(save).toHaveBeenLastCalledWith(call, 'ab\tc\nd', 0, false);
    expect(cleanNotes(`${'x'.repeat(longestNotes - 1)}\u{1F600}`)).toHaveLength(longestNotes - 1);
    expect(cleanNotes('\u{1F600}')).toBe('\u{1F600}');
  });

  it('typed back to what is stored leave no trace', async () => {
    keeper.type('a');
    keeper.type('');
    await vi.advanceTimersByTimeAsync(2000);
    expect(save).not.toHaveBeenCalled();
    expect(state()).toBe('empty');
    expect(keptPlaces('callcenter.notes.')).toHaveLength(0);
  });

  it('of another tab that are taken instead leave no trace', async () => {
    save.mockRejectedValueOnce(new ApiError(409, 'notes_changed', '', { stored: view('theirs', 4) }));
    keeper.type('mine');
    await vi.advanceTimersByTimeAsync(2000);
    keeper.settle('theirs');
    await vi.runAllTimersAsync();
    expect(save).toHaveBeenCalledTimes(1);
    expect(state()).toBe('saved');
    expect(keeper.store.getState().text).toBe('theirs');
    expect(keptPlaces('callcenter.notes.')).toHaveLength(0);
  });

  it('are sent once when two ask for it while a save is under way', async () => {
    let release: (() => void) | undefined;
    save.mockImplementationOnce(
      (_, text, revision) => new Promise((resolve) => (release = () => resolve(view(text, revision + 1)))),
    );
    keeper.type('one');
    const first = keeper.flush();
    keeper.type('one two');
    const others = [keeper.flush(), keeper.flush()];
    release?.();
    expect(await Promise.all([first, ...others])).toEqual([true, true, true]);
    expect(save.mock.calls.map(([, text, revision]) => [text, revision])).toEqual([
      ['one', 0],
      ['one two', 1],
    ]);
  });

  it('go out after the save that was under way when the call left the screen', async () => {
    let release: (() => void) | undefined;
    save.mockImplementationOnce(
      (_, text, revision) => new Promise((resolve) => (release = () => resolve(view(text, revision + 1)))),
    );
    keeper.type('one');
    void keeper.flush();
    keeper.type('1 and 2');
    keeper.close();
    expect(save).toHaveBeenCalledTimes(1);
    release?.();
    await vi.runAllTimersAsync();
    expect(save).toHaveBeenLastCalledWith(call, '1 and 2', 1, false);
    expect(keptPlaces('callcenter.notes.')).toHaveLength(0);
  });

  it('in conflict when the call leaves the screen are put beneath the others', async () => {
    const conflict = new ApiError(409, 'notes_changed', '', { stored: view('theirs', 4) });
    save.mockRejectedValueOnce(conflict).mockRejectedValueOnce(conflict);
    keeper.type('mine');
    await vi.advanceTimersByTimeAsync(2000);
    keeper.close();
    await vi.runAllTimersAsync();
    expect(save).toHaveBeenLastCalledWith(call, 'theirs\nmine', 4, false);
    expect(keptPlaces('callcenter.notes.')).toHaveLength(0);
  });

  it.each([
    ['theirs and mine', 'mine', null],
    ['half', 'half a sentence', 'half a sentence'],
  ])('of an earlier page meet %j with %j and nothing is there twice', async (stored, mine, sent) => {
    keeper.type(mine);
    save.mockRejectedValueOnce(new ApiError(409, 'notes_changed', '', { stored: view(stored, 7) }));
    expect(await new NotesKeeper(save, 'ann').rescue()).toBe(1);
    expect(save.mock.calls.slice(1)).toEqual(sent === null ? [] : [[call, sent, 7, false]]);
    expect(keptPlaces('callcenter.notes.')).toHaveLength(0);
  });
});
