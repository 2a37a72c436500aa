import { keep, kept } from '@callcenter/ui';
import type { CallbackOwner, CallId, DispositionChoice } from '@callcenter/ui/contracts';
import { create } from 'zustand';
import { draftPlace } from '../../desk/draftPlace';

/** What is chosen and not saved yet. */
export interface Draft {
  call: CallId | null;
  disposition: string | null;
  /** Instant of the promised call, ISO; null while none is chosen. */
  callbackAt: string | null;
  owner: CallbackOwner;
  /** E.164; null: the number of the call. */
  number: string | null;
}

const none: Draft = { call: null, disposition: null, callbackAt: null, owner: 'me', number: null };

/** The verdict on the call on the screen; kept over a reload. */
export const useDraft = create<Draft>()(() => none);

/** A call comes to the screen: what was chosen before a reload is there again. */
export function openDraft(call: CallId | null): void {
  if (useDraft.getState().call === call) {
    return;
  }

  let former: Draft | null = null;
  try {
    former = JSON.parse(kept(draftPlace) ?? 'null') as Draft | null;
  } catch {
    // Not ours, or of another version: begin anew.
  }

  useDraft.setState(call !== null && former?.call === call ? { ...none, ...former } : { ...none, call });
}

export function changeDraft(change: Partial<Omit<Draft, 'call'>>): void {
  useDraft.setState(change);
  keep(draftPlace, JSON.stringify(useDraft.getState()));
}

/** True when the disposition promises a call. */
export function promisesCall(choice: DispositionChoice | undefined): boolean {
  return choice?.meaning.includes('callback') ?? false;
}

/** True for dispositions that keep a customer from being called again: shown in red. */
export function isSevere(choice: DispositionChoice): boolean {
  return choice.meaning.includes('doNotCall');
}

/** What is missing before the draft can be saved; null when nothing is. */
export function missingIn(draft: Draft, choices: readonly DispositionChoice[], now: number): 'choose' | 'needsCallback' | null {
  const choice = choices.find((entry) => entry.code === draft.disposition);
  if (!choice) {
    return 'choose';
  }

  return promisesCall(choice) && (draft.callbackAt === null || Date.parse(draft.callbackAt) <= now) ? 'needsCallback' : null;
}
