import { ApiError, keep, kept, keptPlaces } from '@callcenter/ui';
import type { CallId, NoteMark, NotesView } from '@callcenter/ui/contracts';
import { create } from 'zustand';

/** typing: not sent yet; waiting: kept here, the server is away; conflict: another tab saved something else. */
export type NotesState = 'empty' | 'saved' | 'typing' | 'saving' | 'waiting' | 'conflict';

export interface Notes {
  call: CallId | null;
  text: string;
  state: NotesState;
  marks: readonly NoteMark[];
  savedAt: string | null;
  /** What another tab saved. */
  theirs: NotesView | null;
}

/** Sends notes; rejects with ApiError. */
export type SaveNotes = (call: CallId, text: string, revision: number, leaving: boolean) => Promise<NotesView>;

export const longestNotes = 20_000;

const quietMs = 2_000;
const longestWaitMs = 10_000;
const againMs = 5_000;
const none: Notes = { call: null, text: '', state: 'empty', marks: [], savedAt: null, theirs: null };

interface Kept {
  text: string;
  revision: number;
}

/** What the server takes: no control characters but tabs and line breaks (a paste may bring others), no half characters, not too long. */
export function cleanNotes(text: string): string {
  return text
    .replace(/[^\P{Cc}\n\r\t]|\p{Cs}/gu, '')
    .slice(0, longestNotes)
    .replace(/\p{Cs}$/u, '');
}

// Ours usually grew from what is stored; otherwise one beneath the other.
function together(stored: string, mine: string): string {
  return mine.startsWith(stored) ? mine : `${stored.trimEnd()}\n${mine}`;
}

/**
 * The notes of the call on the screen: sent after two seconds of quiet, at the latest ten seconds after the first key, and kept in the
 * browser until the server confirms them. Nothing typed is lost when the page, the network or the server goes.
 */
export class NotesKeeper {
  readonly store = create<Notes>()(() => none);
  readonly #save: SaveNotes;
  readonly #prefix: string;
  #revision = 0;
  #saved = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: number | undefined;
  /** What was stored; null when it was not. */
  #sending: Promise<NotesView | null> | undefined;

  /** @param person Keeps the texts of people who share a machine apart. */
  constructor(save: SaveNotes, person: string) {
    this.#save = save;
    this.#prefix = `callcenter.notes.${person}.`;
  }

  /** A call comes to the screen. What was typed before the page was loaded anew, and was not confirmed, is taken up again. */
  open(call: CallId, notes: NotesView): void {
    if (this.store.getState().call === call) {
      return;
    }

    this.close();
    this.#revision = notes.revision;
    this.#saved = notes.text;
    const mine = this.#kept(call);
    const state: NotesState = notes.savedAt ? 'saved' : 'empty';
    this.store.setState({ call, text: notes.text, state, marks: notes.marks, savedAt: notes.savedAt, theirs: null });
    if (mine && mine.text !== notes.text) {
      this.#revision = mine.revision;
      this.type(mine.text);
    }
  }

  /** What is stored now, for a screen that came with an older text: taken over unless something was typed meanwhile. */
  renew(call: CallId, stored: NotesView): void {
    const now = this.store.getState();
    if (now.call === call && stored.revision > this.#revision && now.text === this.#saved) {
      this.#adopt(stored);
      this.store.setState({ text: stored.text });
    }
  }

  /** The call leaves the screen; what is not saved yet goes out in the background. */
  close(): void {
    clearTimeout(this.#timer);
    const { call, text } = this.store.getState();
    if (call) {
      void this.#finish(call, text).catch(() => {}); // Kept here: the next start tries again.
    }

    this.#since = undefined;
    this.store.setState(none);
  }

  type(typed: string): void {
    const { call, state } = this.store.getState();
    if (!call) {
      return;
    }

    const text = cleanNotes(typed);
    keep(this.#prefix + call, JSON.stringify({ text, revision: this.#revision } satisfies Kept));
    this.store.setState({ text, state: state === 'conflict' ? 'conflict' : 'typing' });
    if (state !== 'conflict') {
      this.#since ??= Date.now();
      const wait = Math.max(0, Math.min(quietMs, this.#since + longestWaitMs - Date.now()));
      this.#plan(wait);
    }
  }

  /** Sends at once what is not saved; true when all is saved. @param leaving The page is being left: the request must outlive it. */
  async flush(leaving = false): Promise<boolean> {
    clearTimeout(this.#timer);
    for (let round = 0; ; round++) {
      while (this.#sending) {
        await this.#sending; // Several may wait for the same; only one of them goes on to send.
      }

      const { call, text, state, theirs } = this.store.getState();
      if (!call) {
        return true;
      }

      if (text === this.#saved) {
        this.#rest(theirs);
        return true;
      }

      if (state === 'conflict' || round === 3) {
        return false;
      }

      this.#sending = this.#sendShown(call, text, leaving).finally(() => {
        this.#sending = undefined;
      });
      if (!(await this.#sending)) {
        return false;
      }
    }
  }

  /** Ends a conflict: both texts one beneath the other, or only the one saved elsewhere. */
  settle(which: 'both' | 'theirs'): void {
    const { theirs, text } = this.store.getState();
    if (!theirs) {
      return;
    }

    this.#revision = theirs.revision;
    this.#saved = theirs.text;
    this.store.setState({ state: 'saved', theirs: null, marks: theirs.marks, savedAt: theirs.savedAt });
    this.type(which === 'theirs' ? theirs.text : `${theirs.text.trimEnd()}\n${text}`);
    void this.flush();
  }

  /** Sends what an earlier page could not; the number of texts that were saved. */
  async rescue(): Promise<number> {
    let saved = 0;
    for (const place of keptPlaces(this.#prefix)) {
      const call = place.slice(this.#prefix.length) as CallId;
      const mine = this.#kept(call);
      if (call === this.store.getState().call || !mine) {
        continue;
      }

      try {
        await this.#sendLate(call, mine.text, mine.revision);
        saved++;
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) {
          keep(place, null); // The call is no longer there, or was never ours.
        }
      }
    }

    return saved;
  }

  #plan(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  // Nothing of ours is left to send: not a trace in the browser, and what another tab saved is shown.
  #rest(theirs: NotesView | null): void {
    const { call, savedAt } = this.store.getState();
    this.#since = undefined;
    if (theirs) {
      this.#adopt(theirs);
      this.store.setState({ text: theirs.text });
    } else if (call) {
      keep(this.#prefix + call, null);
      this.store.setState({ state: savedAt ? 'saved' : 'empty' });
    }
  }

  async #sendShown(call: CallId, text: string, leaving: boolean): Promise<NotesView | null> {
    this.#since = undefined;
    this.store.setState({ state: 'saving' });
    try {
      const view = await this.#save(call, text, this.#revision, leaving);
      this.#forget(call, text);
      const now = this.store.getState();
      if (now.call === call) {
        this.#revision = view.revision;
        this.#saved = text;
        this.store.setState({ state: now.text === text ? 'saved' : 'typing', marks: view.marks, savedAt: view.savedAt });
      }

      return view;
    } catch (error) {
      return this.store.getState().call === call ? this.#failed(error) : null;
    }
  }

  // The last of a call that leaves the screen; a save that is under way counts.
  async #finish(call: CallId, text: string): Promise<void> {
    const [revision, saved] = [this.#revision, this.#saved];
    const stored = await this.#sending;
    if (text === (stored?.text ?? saved)) {
      this.#forget(call, text);
    } else {
      await this.#sendLate(call, text, stored?.revision ?? revision);
    }
  }

  // Sends notes of a call that is not on the screen: nobody is there to settle a conflict, so both texts stay.
  async #sendLate(call: CallId, text: string, revision: number): Promise<void> {
    const mine = cleanNotes(text);
    try {
      await this.#save(call, mine, revision, false);
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'notes_changed')) {
        throw error;
      }

      const stored = error.body.stored as NotesView;
      if (!stored.text.includes(mine)) {
        await this.#save(call, cleanNotes(together(stored.text, mine)), stored.revision, false);
      }
    }

    this.#forget(call, text);
  }

  #adopt(stored: NotesView): void {
    this.#revision = stored.revision;
    this.#saved = stored.text;
    this.store.setState({
      state: stored.savedAt ? 'saved' : 'empty',
      marks: stored.marks,
      savedAt: stored.savedAt,
      theirs: null,
    });
    const { call } = this.store.getState();
    if (call) {
      keep(this.#prefix + call, null);
    }
  }

  // What is stored after all; null when it is not ours.
  #failed(error: unknown): NotesView | null {
    if (error instanceof ApiError && error.code === 'notes_changed') {
      const stored = error.body.stored as NotesView;
      if (stored.text === this.store.getState().text) {
        this.#adopt(stored); // Our own save, whose answer was lost.
        return stored;
      }

      this.store.setState({ state: 'conflict', theirs: stored });
    } else {
      this.store.setState({ state: 'waiting' });
      this.#plan(againMs);
    }

    return null;
  }

  // Stored: the copy here goes, unless more was typed meanwhile.
  #forget(call: CallId, text: string): void {
    if (this.#kept(call)?.text === text) {
      keep(this.#prefix + call, null);
    }
  }

  #kept(call: CallId): Kept | null {
    try {
      const read = JSON.parse(kept(this.#prefix + call) ?? 'null') as Kept | null;
      return read && typeof read.text === 'string' ? read : null;
    } catch {
      return null;
    }
  }
}
