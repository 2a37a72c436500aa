import { type LinkState, serverClock } from '@callcenter/ui';
import type {
  BoardAgent,
  BoardAlarm,
  BoardCampaign,
  BoardChange,
  BoardLimits,
  BoardResume,
  BoardSnapshot,
  BoardTeam,
  BoardTotals,
  BoardTrunk,
  MonitoringView,
} from '@callcenter/ui/contracts';
import { create } from 'zustand';
import { type Hour, hourOf, noHour, withMinute } from './history';

/** The floor as the server said it last, kept up to date by numbered changes. What did not change stays the same object. */
export interface BoardState {
  link: LinkState;
  /** When the link was lost, by this machine's clock; null while it is up. */
  awaySince: number | null;
  /** False until the first snapshot. */
  loaded: boolean;
  /** False while the server itself cannot reach the dialer. */
  fresh: boolean;
  stream: string | null;
  version: number;
  limits: BoardLimits;
  teams: readonly BoardTeam[];
  agents: ReadonlyMap<string, BoardAgent>;
  campaigns: ReadonlyMap<string, BoardCampaign>;
  trunks: readonly BoardTrunk[];
  alarms: readonly BoardAlarm[];
  /** Who is beside which agent. */
  monitorings: readonly MonitoringView[];
  today: BoardTotals;
  hour: Hour;
}

const start: BoardState = {
  link: 'connecting',
  awaySince: null,
  loaded: false,
  fresh: true,
  stream: null,
  version: 0,
  limits: { talkSeconds: 900, wrapUpSeconds: 120, pausedSeconds: 1800, unreachableSeconds: 10 },
  teams: [],
  agents: new Map(),
  campaigns: new Map(),
  trunks: [],
  alarms: [],
  monitorings: [],
  today: { calls: 0, contacts: 0, sales: 0, talkSeconds: 0, wrapUpSeconds: 0 },
  hour: noHour,
};

export const useBoard = create<BoardState>()(() => start);

/** For tests: as a page that was just opened. */
export function resetBoard(): void {
  useBoard.setState(start, true);
}

interface Named {
  id: string;
  name: string;
}

function byId<T extends Named>(some: readonly T[]): Map<string, T> {
  return new Map(some.map((one) => [one.id, one]));
}

/** The same map when nothing is new; else a new one in the order of the names. */
function merged<T extends Named>(
  before: ReadonlyMap<string, T>,
  changed: readonly T[] | null,
  gone: readonly string[] | null,
): ReadonlyMap<string, T> {
  if (!changed && !gone) {
    return before;
  }

  const now = new Map(before);
  for (const id of gone ?? []) {
    now.delete(id);
  }

  const added = changed?.some((one) => before.get(one.id)?.name !== one.name) ?? false;
  for (const one of changed ?? []) {
    now.set(one.id, one);
  }

  return added ? byId([...now.values()].sort((a, b) => a.name.localeCompare(b.name))) : now;
}

function fromSnapshot(snapshot: BoardSnapshot): Partial<BoardState> {
  serverClock.set(snapshot.serverTime);
  const { stream, version, fresh, limits, teams, trunks, alarms, monitorings, today } = snapshot;
  return {
    loaded: true,
    stream,
    version,
    fresh,
    limits,
    teams,
    trunks,
    alarms,
    monitorings,
    today,
    agents: byId(snapshot.agents),
    campaigns: byId(snapshot.campaigns),
    hour: hourOf(snapshot.history),
  };
}

/** Takes a change; false when it belongs to another numbering or one before it is missing, so that the caller must ask again. */
export function takeChange(change: BoardChange): boolean {
  const state = useBoard.getState();
  if (change.stream !== state.stream) {
    return false;
  }

  if (change.version <= state.version) {
    return true; // Came twice: by Watch and by itself.
  }

  if (change.version !== state.version + 1) {
    return false;
  }

  useBoard.setState({
    version: change.version,
    fresh: change.fresh ?? state.fresh,
    teams: change.teams ?? state.teams,
    trunks: change.trunks ?? state.trunks,
    alarms: change.alarms ?? state.alarms,
    monitorings: change.monitorings ?? state.monitorings,
    today: change.today ?? state.today,
    agents: merged(state.agents, change.agents, change.agentsGone),
    campaigns: merged(state.campaigns, change.campaigns, change.campaignsGone),
    hour: change.minute ? withMinute(state.hour, change.minute) : state.hour,
  });
  return true;
}

/** Takes the answer to Watch. */
export function takeResume(resume: BoardResume): void {
  if (resume.snapshot) {
    useBoard.setState(fromSnapshot(resume.snapshot));
  }

  for (const change of resume.changes) {
    takeChange(change);
  }
}

export function takeLink(link: LinkState): void {
  useBoard.setState((state) => ({ link, awaySince: link === 'away' ? (state.awaySince ?? Date.now()) : null }));
}
