import { type LinkState, serverClock } from '@callcenter/ui';
import type {
  AgentCall,
  AgentSnapshot,
  CallbackView,
  DayFigures,
  DeskChange,
  DeskResume,
  DeskSnapshot,
  ScreenPop,
} from '@callcenter/ui/contracts';
import { create } from 'zustand';

/** What the server said last, kept up to date by numbered changes. */
export interface DeskState {
  link: LinkState;
  /** When the link was lost, by this machine's clock; null while it is up. */
  awaySince: number | null;
  /** How long the server took to answer; null before the first answer. */
  latencyMs: number | null;
  stream: string | null;
  version: number;
  agent: AgentSnapshot | null;
  pop: ScreenPop | null;
  today: DayFigures | null;
  nextCallback: CallbackView | null;
  /** The tab that took the phone from this one. */
  takenBy: string | null;
}

const start: DeskState = {
  link: 'connecting',
  awaySince: null,
  latencyMs: null,
  stream: null,
  version: 0,
  agent: null,
  pop: null,
  today: null,
  nextCallback: null,
  takenBy: null,
};

export const useDesk = create<DeskState>()(() => start);

/** For tests: as a page that was just opened. */
export function resetDesk(): void {
  useDesk.setState(start, true);
}

/** The call the agent has; null without one. */
export function currentCall(state: DeskState): AgentCall | null {
  return state.agent?.call ?? null;
}

function fromSnapshot(snapshot: DeskSnapshot): Partial<DeskState> {
  serverClock.set(snapshot.serverTime);
  const { stream, version, agent, pop, today, nextCallback } = snapshot;
  return { stream, version, agent, pop, today, nextCallback };
}

function applied(change: DeskChange): Partial<DeskState> {
  switch (change.change) {
    case 'agentMoved':
      return { agent: change.agent };
    case 'screenPopped':
      return { pop: change.pop };
    case 'screenCleared':
      return { pop: null };
    case 'figuresChanged':
      return { today: change.today };
    case 'callbackAhead':
      return { nextCallback: change.next };
    case 'phoneTaken':
      return { takenBy: change.tab };
    default:
      return {}; // A server that is newer than this page.
  }
}

/** Takes a change; false when one before it is missing, so that the caller must ask again. */
export function takeChange(change: DeskChange): boolean {
  const { version } = useDesk.getState();
  if (change.version <= version) {
    return true; // Came twice: by Watch and by itself.
  }

  if (change.version !== version + 1) {
    return false;
  }

  useDesk.setState({ ...applied(change), version: change.version });
  return true;
}

/** Takes the answer to Watch. */
export function takeResume(resume: DeskResume): void {
  if (resume.snapshot) {
    useDesk.setState(fromSnapshot(resume.snapshot));
  }

  for (const change of resume.changes) {
    takeChange(change);
  }
}

export function takeLink(link: LinkState): void {
  useDesk.setState((state) => ({ link, awaySince: link === 'away' ? (state.awaySince ?? Date.now()) : null }));
}
