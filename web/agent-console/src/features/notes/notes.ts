import { showToast } from '@callcenter/ui';
import type { NotesView, ScreenPop } from '@callcenter/ui/contracts';
import i18next from 'i18next';
import { api } from '../../desk/api';
import { useDesk } from '../../desk/deskStore';
import { NotesKeeper } from './notesKeeper';

/** The notes of this page; until the person is known it keeps nothing. */
export let notes = makeKeeper('');

function makeKeeper(person: string): NotesKeeper {
  return new NotesKeeper(
    (call, text, revision, leaving) =>
      api.put<NotesView>(`/agent/calls/${call}/notes`, { text, revision }, { keepalive: leaving }),
    person,
  );
}

/** Follows the desk: opens the notes of each call that comes to the screen, saves them when it goes or the page is left. */
export function startNotes(person: string): () => void {
  notes = makeKeeper(person);
  const follow = () => {
    const pop = useDesk.getState().pop;
    if (pop) {
      notes.open(pop.call, pop.notes);
      // The pop may be older than the last save, of this page before it was loaded anew or of another tab.
      api.get<ScreenPop>(`/agent/calls/${pop.call}/pop`).then(
        (fresh) => notes.renew(pop.call, fresh.notes),
        () => {}, // A save finds out.
      );
    } else {
      notes.close();
    }
  };
  const leaving = () => {
    if (document.visibilityState === 'hidden') {
      void notes.flush(true);
    }
  };
  // Not before the server has said which call is on the screen: its notes are taken up there, not sent behind its back.
  let rescued = false;
  const rescue = async () => {
    if (rescued || useDesk.getState().stream === null) {
      return;
    }

    rescued = true;
    const count = await notes.rescue();
    if (count > 0) {
      showToast({ tone: 'good', text: i18next.t('rescued', { ns: 'notes', count }) });
    }
  };
  follow();
  void rescue();
  const stop = useDesk.subscribe((desk, before) => {
    if (desk.pop !== before.pop) {
      follow();
    }

    void rescue();
  });
  document.addEventListener('visibilitychange', leaving);
  return () => {
    stop();
    document.removeEventListener('visibilitychange', leaving);
    notes.close();
  };
}

/** True while another tab's notes stand against the ones typed here. */
export function notesInConflict(): boolean {
  return notes.store.getState().state === 'conflict';
}

/** Saves at once; true when everything typed is stored. */
export function flushNotes(): Promise<boolean> {
  return notes.flush();
}
