import type { AgentState, BoardAgent, BoardCampaign } from '@callcenter/ui/contracts';
import type { BoardState } from '../../live/boardStore';
import { summed } from '../../live/history';

/** The order in which states are counted and listed. */
export const states = ['talking', 'reserved', 'ready', 'wrapUp', 'paused', 'unreachable', 'connecting'] as const;
export type ShownState = (typeof states)[number];

/** A state as screens show it. */
export function shown(state: AgentState): ShownState {
  return state === 'signedOut' ? 'connecting' : state;
}

export type StateCounts = Record<ShownState, number>;

export function countStates(agents: Iterable<BoardAgent>): StateCounts {
  const counts: StateCounts = { talking: 0, reserved: 0, ready: 0, wrapUp: 0, paused: 0, unreachable: 0, connecting: 0 };
  for (const agent of agents) {
    counts[shown(agent.state)]++;
  }

  return counts;
}

/** From when on the time in a state is too long, in seconds; null when it may last. */
export function limitOf(state: AgentState, limits: BoardState['limits']): number | null {
  switch (state) {
    case 'talking':
      return limits.talkSeconds;
    case 'wrapUp':
      return limits.wrapUpSeconds;
    case 'paused':
      return limits.pausedSeconds;
    case 'unreachable':
      return limits.unreachableSeconds;
    default:
      return null;
  }
}

const phases = ['dialing', 'ringing', 'detecting', 'waiting', 'connected'] as const;
export type Phase = (typeof phases)[number];
export type PhaseCounts = Record<Phase, number>;

export function countPhases(campaigns: Iterable<BoardCampaign>): PhaseCounts {
  const sum: PhaseCounts = { dialing: 0, ringing: 0, detecting: 0, waiting: 0, connected: 0 };
  for (const campaign of campaigns) {
    for (const phase of phases) {
      sum[phase] += campaign.calls[phase];
    }
  }

  return sum;
}

export interface Figures {
  agents: StateCounts;
  signedIn: number;
  /** When the one who waits longest became ready. */
  readySince: string | null;
  calls: PhaseCounts;
  callsNow: number;
  abandonedShare: number | null;
  /** The campaign that is nearest to its limit or furthest over it. */
  worst: BoardCampaign | null;
  connectsLastHour: number;
  connectsToday: number;
  /** Of the agents who could be busy. */
  busyShare: number | null;
  sales: number;
  /** Sales of the contacts; null before the first. */
  conversion: number | null;
  /** Seconds a call takes an agent. */
  handling: number | null;
  talk: number | null;
  wrapUp: number | null;
}

/** The figures at the top of the board. */
export function figuresOf(board: BoardState): Figures {
  const campaigns = [...board.campaigns.values()];
  const agents = countStates(board.agents.values());
  const calls = countPhases(campaigns);
  const ready = [...board.agents.values()].filter((agent) => agent.state === 'ready' && agent.since);
  const today = campaigns.map((campaign) => campaign.today);
  const sum = (pick: (sums: (typeof today)[number]) => number) => today.reduce((total, sums) => total + pick(sums), 0);
  const answers = sum((sums) => sums.liveAnswers);
  const busy = agents.talking + agents.reserved + agents.wrapUp;
  const { calls: done, contacts, sales, talkSeconds, wrapUpSeconds } = board.today;
  const each = (seconds: number) => (done > 0 ? seconds / done : null);
  return {
    agents,
    signedIn: board.agents.size,
    readySince: ready.map((agent) => agent.since ?? '').sort()[0] ?? null,
    calls,
    callsNow: Object.values(calls).reduce((total, count) => total + count, 0),
    abandonedShare: answers > 0 ? sum((sums) => sums.abandoned) / answers : null,
    worst: worstOf(campaigns),
    connectsLastHour: summed(board.hour, 'connected').reduce((total, count) => total + count, 0),
    connectsToday: sum((sums) => sums.connected),
    busyShare: busy + agents.ready > 0 ? busy / (busy + agents.ready) : null,
    sales,
    conversion: contacts > 0 ? sales / contacts : null,
    handling: each(talkSeconds + wrapUpSeconds),
    talk: each(talkSeconds),
    wrapUp: each(wrapUpSeconds),
  };
}

export type AbandonLevel = 'none' | 'ok' | 'near' | 'over';

const near = 0.8;

/** How a campaign's abandonment stands against its limit. */
export function abandonLevel(campaign: BoardCampaign): AbandonLevel {
  if (campaign.liveAnswers === 0) {
    return 'none';
  }

  return campaign.abandonRate > campaign.abandonLimit
    ? 'over'
    : campaign.abandonRate >= campaign.abandonLimit * near
      ? 'near'
      : 'ok';
}

function worstOf(campaigns: readonly BoardCampaign[]): BoardCampaign | null {
  const share = (campaign: BoardCampaign) => campaign.abandonRate / Math.max(campaign.abandonLimit, 0.0001);
  const judged = campaigns.filter((campaign) => campaign.state === 'running' && campaign.liveAnswers > 0);
  return judged.sort((a, b) => share(b) - share(a))[0] ?? null;
}
