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
  #sending: Promise<boolean> | undefined;

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
    if (call && text !== this.#saved) {
      const revision = this.#revision;
      void this.#send(call, text, revision, false).catch(() => {}); // Kept here: the next start tries again.
    }

    this.#since = undefined;
    this.store.setState(none);
  }

  type(text: string): void {
    const { call, state } = this.store.getState();
    if (!call) {
      return;
    }

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
    for (let round = 0; round < 3; round++) {
      await this.#sending;
      const { call, text, state } = this.store.getState();
      if (!call || text === this.#saved) {
        return true;
      }

      if (state === 'conflict') {
        return false;
      }

      this.#sending = this.#sendShown(call, text, leaving);
      if (!(await this.#sending)) {
        return false;
      }
    }

    return this.store.getState().text === this.#saved;
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
        await this.#send(call, mine.text, mine.revision, false);
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

  async #sendShown(call: CallId, text: string, leaving: boolean): Promise<boolean> {
    this.#since = undefined;
    this.store.setState({ state: 'saving' });
    try {
      const view = await this.#send(call, text, this.#revision, leaving);
      const now = this.store.getState();
      if (now.call === call) {
        this.#revision = view.revision;
        this.#saved = text;
        this.store.setState({ state: now.text === text ? 'saved' : 'typing', marks: view.marks, savedAt: view.savedAt });
      }

      return true;
    } catch (error) {
      if (this.store.getState().call === call) {
        this.#failed(error);
      }

      return false;
    }
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

  #failed(error: unknown): void {
    if (error instanceof ApiError && error.code === 'notes_changed') {
      const stored = error.body.stored as NotesView;
      if (stored.text === this.store.getState().text) {
        this.#adopt(stored); // Our own save, whose answer was lost.
      } else {
        this.store.setState({ state: 'conflict', theirs: stored });
      }
    } else {
      this.store.setState({ state: 'waiting' });
      this.#plan(againMs);
    }
  }

  async #send(call: CallId, text: string, revision: number, leaving: boolean): Promise<NotesView> {
    const view = await this.#save(call, text, revision, leaving);
    if (this.#kept(call)?.text === text) {
      keep(this.#prefix + call, null);
    }

    return view;
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
