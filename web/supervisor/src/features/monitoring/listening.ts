import { ApiError, showToast, textOfError } from '@callcenter/ui';
import type { ListeningChange, MonitoringMode, MonitoringView, PagedResult } from '@callcenter/ui/contracts';
import i18next from 'i18next';
import { create } from 'zustand';
import { api } from '../../live/api';
import { tab } from '../../live/board';
import { useSession } from '../../live/session';
import { connectPhone, losePhone, mutePhone, restPhone, retryPhone } from './phone';

/** This tab was the one that listened: after a reload it goes on. */
const place = 'callcenter.listening';

export interface Wanted {
  agentId: string;
  agentName: string;
  mode: MonitoringMode;
}

export interface ListeningState {
  /** Asked for, until the phone is up and the server has answered. */
  wanted: Wanted | null;
  /** As the server has it. */
  session: MonitoringView | null;
}

const start: ListeningState = { wanted: null, session: null };

/** Beside which agent this tab is. */
export const useListening = create<ListeningState>()(() => start);

let turn = 0;

/** For tests: as a page that was just opened. */
export function resetListening(): void {
  turn++;
  useListening.setState(start, true);
}

/** Listens to an agent, or speaks to the agent; beside this agent already, only the mode changes. */
export async function goBeside(wanted: Wanted, takeOver = false): Promise<void> {
  const { session } = useListening.getState();
  if (session?.agentId === wanted.agentId) {
    await changeMode(wanted.mode);
    return;
  }

  const mine = ++turn;
  useListening.setState({ wanted });
  if (!(await connectPhone(takeOver)) || mine !== turn) {
    return; // What is wrong with the phone stands in the panel, with what to do.
  }

  try {
    const { agentId, mode } = wanted;
    const made = await api.post<MonitoringView>('/monitoring', { agentId, mode, phone: 'browser' });
    if (mine === turn) {
      take(made);
    } else if (useListening.getState().session === null) {
      await leave(made.id);
    }
  } catch (error) {
    if (mine === turn) {
      useListening.setState({ wanted: null });
      rest();
      showToast({ tone: 'bad', text: textOfError(error) });
    }
  }
}

/** The phone could not be had: once more. */
export function tryAgain(takeOver: boolean): void {
  const { wanted, session } = useListening.getState();
  if (wanted) {
    void goBeside(wanted, takeOver);
  } else if (session) {
    void connectPhone(takeOver);
  }
}

export async function changeMode(mode: MonitoringMode): Promise<void> {
  const { session } = useListening.getState();
  if (!session || session.mode === mode) {
    return;
  }

  if (mode === 'listen') {
    mutePhone(true); // At once: what was said after the click is heard by nobody.
  }

  try {
    take(await api.put<MonitoringView>(`/monitoring/${session.id}`, { mode }));
  } catch (error) {
    showToast({ tone: 'bad', text: textOfError(error) });
  }
}

/** Ends it; the agent goes on alone. */
export async function stopListening(): Promise<void> {
  const { session } = useListening.getState();
  turn++;
  useListening.setState(start);
  rest();
  if (session) {
    await leave(session.id).catch((error: unknown) => showToast({ tone: 'bad', text: textOfError(error) }));
  }
}

/** News from the hub. */
export function takeNews({ monitoring, ended, phoneTab }: ListeningChange): void {
  const { session, wanted } = useListening.getState();
  if (ended === 'moved' && wanted) {
    return; // To the agent that was asked for here: the answer is on its way.
  }

  if (phoneTab && phoneTab !== tab && session) {
    losePhone();
    turn++;
    useListening.setState(start);
    forget();
    return;
  }

  if (monitoring && session?.id === monitoring.id) {
    if (ended) {
      over(session, ended);
    } else {
      take(monitoring);
    }
  }
}

/** The hub is there (again): what was missed, and what a reload interrupted. */
export async function catchUp(): Promise<void> {
  retryPhone();
  const { session } = useListening.getState();
  const resumes = !session && sessionStorage.getItem(place) !== null;
  if (!session && !resumes) {
    return;
  }

  const mine = turn;
  const { items } = await api.get<PagedResult<MonitoringView>>('/monitoring');
  if (mine !== turn) {
    return;
  }

  const own = items.find(({ supervisorId }) => supervisorId === useSession.getState().me?.id) ?? null;
  if (own && (resumes || own.id === session?.id)) {
    take(own);
    await connectPhone(resumes);
  } else if (session) {
    over(session, 'phoneGone');
  } else {
    forget();
  }
}

function take(session: MonitoringView): void {
  const { session: before } = useListening.getState();
  useListening.setState({ wanted: null, session });
  sessionStorage.setItem(place, session.id);
  // While only listening, the microphone is closed here too.
  if (session.mode === 'listen') {
    mutePhone(true);
  } else if (before?.mode === 'listen' || before?.id !== session.id) {
    mutePhone(false);
  }
}

function over({ agentName }: MonitoringView, reason: string): void {
  turn++;
  useListening.setState(start);
  rest();
  if (reason === 'agentSignedOut' || reason === 'phoneGone') {
    showToast({ tone: 'info', text: i18next.t(`ended.${reason}`, { ns: 'monitoring', name: agentName }) });
  }
}

function rest(): void {
  forget();
  restPhone();
}

function forget(): void {
  sessionStorage.removeItem(place);
}

async function leave(id: string): Promise<void> {
  try {
    await api.delete(`/monitoring/${id}`);
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'not_found')) {
      throw error;
    }
  }
}
