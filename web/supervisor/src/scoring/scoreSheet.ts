import { ApiError, scoreSum } from '@callcenter/ui';
import type { ScoreAnswer, ScorecardId, ScorecardSection, ScoreMark, ScoreSum, ScoreView } from '@callcenter/ui/contracts';
import { createStore, type StoreApi } from 'zustand';
import { api } from '../live/api';

export type Saving = 'clean' | 'waiting' | 'saving' | 'saved' | 'failed';

export interface SheetState {
  sections: readonly ScorecardSection[];
  answers: ReadonlyMap<string, ScoreAnswer>;
  comment: string;
  marks: readonly ScoreMark[];
  /** As the server has it; null before the first save. */
  stored: ScoreView | null;
  saving: Saving;
  /** What the server said to the last save; null when it took it. */
  error: unknown;
  /** A finished score is being corrected: nothing is saved until the coach says so. */
  correcting: boolean;
  sum: ScoreSum;
}

const quietMs = 900;
const againMs = 5_000;

/** What one coach gives for one call by one card. A draft saves itself a moment after each change; a correction when it is told to. */
export class ScoreSheet {
  readonly store: StoreApi<SheetState>;
  readonly #callId: string;
  readonly #cardId: ScorecardId | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();

  constructor(callId: string, cardId: ScorecardId | null, sections: readonly ScorecardSection[], stored: ScoreView | null) {
    this.#callId = callId;
    this.#cardId = cardId;
    this.store = createStore<SheetState>()(() => ({ ...fresh(sections, stored), saving: 'clean', error: null }));
  }

  /** Somebody else's: it is only read. */
  get isForeign(): boolean {
    return this.#state.stored?.score.mine === false;
  }

  answer(questionId: string, change: Partial<ScoreAnswer>): void {
    const answers = new Map(this.#state.answers);
    const before = answers.get(questionId) ?? { questionId, value: null, notApplicable: false, comment: null };
    answers.set(questionId, { ...before, ...change });
    this.#change({ answers, sum: scoreSum(this.#state.sections, [...answers.values()]) });
  }

  say(comment: string): void {
    this.#change({ comment });
  }

  /** Puts a mark; gives its place in the list. */
  mark(atMs: number, questionId: string | null): number {
    const mark: ScoreMark = { atMs: Math.max(0, Math.round(atMs)), text: '', questionId };
    const marks = [...this.#state.marks, mark].sort((a, b) => a.atMs - b.atMs);
    this.#change({ marks });
    return marks.indexOf(mark);
  }

  editMark(index: number, text: string): void {
    this.#change({ marks: this.#state.marks.map((mark, i) => (i === index ? { ...mark, text } : mark)) });
  }

  dropMark(index: number): void {
    this.#change({ marks: this.#state.marks.filter((_, i) => i !== index) });
  }

  correct(): void {
    this.store.setState({ correcting: true });
  }

  /** What was changed of a finished score is forgotten. */
  abandonCorrection(): void {
    const { sections, stored } = this.#state;
    this.store.setState({ ...fresh(stored?.sections ?? sections, stored), saving: 'clean', error: null });
  }

  /** The agent sees it from now on; or what was corrected of it. Throws what the server says. */
  async finish(reason?: string): Promise<ScoreView> {
    clearTimeout(this.#timer);
    await this.#work;
    const { stored } = this.#state;
    this.store.setState({ saving: 'saving' });
    try {
      const body = { ...this.#body(), state: 'finished', ...(reason ? { reason } : {}) };
      const view = stored
        ? await api.put<ScoreView>(`/scores/${stored.score.id}`, body, { etag: `"${stored.score.version}"` })
        : await api.post<ScoreView>(`/calls/${this.#callId}/scores`, { ...body, scorecardId: this.#cardId });
      this.store.setState({ ...fresh(view.sections, view), saving: 'saved', error: null });
      return view;
    } catch (error) {
      this.store.setState({ saving: 'failed', error });
      throw error;
    }
  }

  /** Saves now what waits; for when the panel goes. */
  async leave(): Promise<void> {
    if (this.#timer !== undefined) {
      clearTimeout(this.#timer);
      this.#save();
    }

    await this.#work;
  }

  get #state(): SheetState {
    return this.store.getState();
  }

  get #finished(): boolean {
    return this.#state.stored?.score.state === 'finished';
  }

  #change(change: Partial<SheetState>): void {
    if (this.#finished) {
      this.store.setState(change);
      return;
    }

    this.store.setState({ ...change, saving: 'waiting' });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), quietMs);
  }

  #save(): void {
    this.#timer = undefined;
    this.#work = this.#work.then(() => this.#store());
  }

  async #store(): Promise<void> {
    const { stored } = this.#state;
    this.store.setState({ saving: 'saving' });
    try {
      const body = { ...this.#body(), state: 'draft' };
      const view = stored
        ? await api.put<ScoreView>(`/scores/${stored.score.id}`, body, { etag: `"${stored.score.version}"`, retries: 2 })
        : await api.post<ScoreView>(`/calls/${this.#callId}/scores`, { ...body, scorecardId: this.#cardId }, { retries: 2 });
      // Typed meanwhile: that waits for its own save.
      this.store.setState((state) => ({ stored: view, error: null, saving: state.saving === 'waiting' ? 'waiting' : 'saved' }));
    } catch (error) {
      this.store.setState({ saving: 'failed', error });
      if (error instanceof ApiError && error.code === 'edited_meanwhile' && stored) {
        const view = await api.get<ScoreView>(`/scores/${stored.score.id}`).catch(() => null);
        this.store.setState({ ...(view ? fresh(view.sections, view) : {}), error });
      } else if (error instanceof ApiError && error.passing && this.#timer === undefined) {
        this.#timer = setTimeout(() => this.#save(), againMs);
      }
    }
  }

  #body() {
    const { answers, comment, marks } = this.#state;
    return { answers: [...answers.values()], comment: comment || null, marks };
  }
}

function fresh(sections: readonly ScorecardSection[], stored: ScoreView | null) {
  const answers = stored?.answers ?? [];
  return {
    sections,
    answers: new Map(answers.map((answer) => [answer.questionId, answer])),
    comment: stored?.comment ?? '',
    marks: stored?.marks ?? [],
    stored,
    correcting: false,
    sum: scoreSum(sections, answers),
  };
}
