import { ApiError, newId, serverClock, showToast, textOfError } from '@callcenter/ui';
import type { ScreenPop, WrapUpRequest, WrapUpView } from '@callcenter/ui/contracts';
import i18next from 'i18next';
import { create } from 'zustand';
import { api } from '../../desk/api';
import { useDesk } from '../../desk/deskStore';
import { wishFor } from '../../desk/wish';
import { dispositionText } from '../../desk/words';
import { flushNotes, notesInConflict } from '../notes';
import { type Draft, missingIn, promisesCall, useDraft } from './draftStore';

const undoSeconds = 10;

interface SavingState {
  busy: boolean;
  /** A call whose verdict was taken back: choose another one. */
  correcting: { pop: ScreenPop; draft: Draft } | null;
}

export const useSaving = create<SavingState>()(() => ({ busy: false, correcting: null }));

/** What goes to the server for a draft. */
export function requestOf(draft: Draft, pop: ScreenPop): WrapUpRequest {
  const choice = pop.dispositions.find((entry) => entry.code === draft.disposition);
  const promise = promisesCall(choice) && draft.callbackAt;
  return {
    disposition: draft.disposition ?? '',
    ...(promise ? { callback: { at: promise, owner: draft.owner, ...(draft.number ? { number: draft.number } : {}) } } : {}),
  };
}

async function submit(draft: Draft, pop: ScreenPop): Promise<void> {
  const request = requestOf(draft, pop);
  const stored = await api.post<WrapUpView>(`/agent/calls/${pop.call}/wrapup`, request, { key: newId(), retries: 3 });
  if (request.callback && stored.callbackId === null && !stored.repeated) {
    // A promise that nobody will be reminded of must not look kept.
    showToast({ tone: 'bad', text: i18next.t('callback.notKept', { ns: 'disposition' }), seconds: 20 });
  }
}

function nameOf(pop: ScreenPop): string {
  return pop.customer?.name || pop.numberText;
}

function resultOf(draft: Draft, pop: ScreenPop): string {
  const choice = pop.dispositions.find((entry) => entry.code === draft.disposition);
  return choice ? dispositionText(choice.code, choice.name) : (draft.disposition ?? '');
}

/**
 * Saves the verdict of the call on the screen. @param then What comes after it: ready, paused, or whatever was asked for before.
 * @returns True when it is stored.
 */
export async function saveDraft(then: 'ready' | 'paused' | 'asAsked'): Promise<boolean> {
  const { pop, agent } = useDesk.getState();
  const draft = useDraft.getState();
  if (!pop || useSaving.getState().busy) {
    return false;
  }

  const lack = missingIn(draft, pop.dispositions, serverClock.now());
  if (lack || (agent?.call && agent.call.state !== 'wrapUp')) {
    showToast({ tone: 'warning', text: i18next.t(lack ?? 'hangUpFirst', { ns: 'disposition' }) });
    return false;
  }

  useSaving.setState({ busy: true });
  try {
    // When the wrap-up runs out the verdict counts: notes that cannot be saved now follow later.
    if (!(await flushNotes()) && then !== 'asAsked') {
      throw new ApiError(0, notesInConflict() ? 'notes_changed' : 'network', 'The notes are not saved yet.');
    }

    // Whoever wants to rest must not be called: no verdict before the pause is granted.
    if (then !== 'asAsked' && !(await wishFor(then)) && then === 'paused') {
      return false;
    }

    await submit(draft, pop);
    announce(pop, draft, then === 'asAsked');
    return true;
  } catch (error) {
    showToast({ tone: 'bad', text: textOfError(error) });
    return false;
  } finally {
    useSaving.setState({ busy: false });
  }
}

function announce(pop: ScreenPop, draft: Draft, auto: boolean): void {
  showToast({
    tone: 'good',
    text: i18next.t(auto ? 'savedAuto' : 'saved', { ns: 'disposition', name: nameOf(pop), result: resultOf(draft, pop) }),
    seconds: undoSeconds,
    action: { label: i18next.t('undo', { ns: 'common' }), run: () => void undo(pop, draft) },
  });
}

/** Takes the verdict back and asks for another one. */
export async function undo(pop: ScreenPop, draft: Draft): Promise<void> {
  try {
    await api.post(`/agent/calls/${pop.call}/wrapup/undo`);
    useSaving.setState({ correcting: { pop, draft } });
  } catch (error) {
    showToast({ tone: 'warning', text: textOfError(error) });
  }
}

/**
 * Stores the verdict on a call whose first one was taken back. @param leaving The dialog is being closed: what is refused for good must
 * not hold the agent there.
 */
export async function saveCorrection(pop: ScreenPop, draft: Draft, leaving = false): Promise<boolean> {
  useSaving.setState({ busy: true });
  try {
    await submit(draft, pop);
    useSaving.setState({ correcting: null });
    showToast({
      tone: 'good',
      text: i18next.t('corrected', { ns: 'disposition', name: nameOf(pop), result: resultOf(draft, pop) }),
    });
    return true;
  } catch (error) {
    const final = leaving && error instanceof ApiError && !error.passing;
    if (final) {
      useSaving.setState({ correcting: null });
    }

    const text = final
      ? i18next.t('notCorrected', { ns: 'disposition', name: nameOf(pop), why: textOfError(error) })
      : textOfError(error);
    showToast({ tone: 'bad', text, ...(final ? { seconds: 20 } : {}) });
    return false;
  } finally {
    useSaving.setState({ busy: false });
  }
}
