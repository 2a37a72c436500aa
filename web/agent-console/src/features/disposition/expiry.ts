import { serverClock, showToast } from '@callcenter/ui';
import type { AgentPhone } from '@callcenter/ui/contracts';
import i18next from 'i18next';
import { type DeskState, useDesk } from '../../desk/deskStore';
import { flushNotes } from '../notes';
import { missingIn, openDraft, useDraft } from './draftStore';
import { saveDraft } from './saving';

const aheadMs = 1_500;

/**
 * True for the page that saves when the wrap-up runs out: the one with the phone, so that two tabs do not store two verdicts. Without
 * such a page whoever is there does.
 */
export function isDutyOf(phone: AgentPhone | null | undefined, tab: string): boolean {
  return phone?.kind !== 'browser' || phone.tab === null || phone.tab === tab;
}

/** Before the wrap-up runs out by itself: saves what was chosen, and in any case the notes. */
export function startExpiry(tab: string): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = async () => {
    const { pop, agent } = useDesk.getState();
    if (!isDutyOf(agent?.phone, tab)) {
      await flushNotes();
    } else if (pop && missingIn(useDraft.getState(), pop.dispositions, serverClock.now()) === null) {
      await saveDraft('asAsked');
    } else if (await flushNotes()) {
      showToast({ tone: 'warning', text: i18next.t('notSaved', { ns: 'disposition' }) });
    }
  };
  const follow = (desk: DeskState, before: DeskState | null) => {
    if (desk.pop !== before?.pop) {
      openDraft(desk.pop?.call ?? null);
    }

    const endsAt = desk.agent?.call?.state === 'wrapUp' ? desk.agent.call.wrapUpEndsAt : null;
    const former = before?.agent?.call?.state === 'wrapUp' ? before.agent.call.wrapUpEndsAt : null;
    if (endsAt !== former || before === null) {
      clearTimeout(timer);
      if (endsAt) {
        timer = setTimeout(() => void end(), Math.max(0, Date.parse(endsAt) - serverClock.now() - aheadMs));
      }
    }
  };
  follow(useDesk.getState(), null);
  const stop = useDesk.subscribe(follow);
  return () => {
    clearTimeout(timer);
    stop();
  };
}
