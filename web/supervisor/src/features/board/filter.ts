import type { BoardAgent } from '@callcenter/ui/contracts';
import { create } from 'zustand';
import { type ShownState, shown } from './figures';

export interface AgentFilter {
  search: string;
  team: string | null;
  campaign: string | null;
  state: ShownState | null;
}

interface FilterState extends AgentFilter {
  view: 'tiles' | 'table';
}

const place = 'callcenter.board.filter';
const empty: AgentFilter = { search: '', team: null, campaign: null, state: null };

function read(): Partial<FilterState> {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? '{}') as Partial<FilterState>;
  } catch {
    return {};
  }
}

/** What of the floor is shown; kept as long as the tab. */
export const useFilter = create<FilterState>()(() => ({ ...empty, view: 'tiles', ...read() }));

useFilter.subscribe((state) => {
  try {
    sessionStorage.setItem(place, JSON.stringify(state));
  } catch {
    // Without storage it lasts as long as the page.
  }
});

export function clearFilter(): void {
  useFilter.setState(empty);
}

export function isFiltered({ search, team, campaign, state }: AgentFilter): boolean {
  return search !== '' || team !== null || campaign !== null || state !== null;
}

/** Agents that the filter lets through. */
export function filtered(agents: Iterable<BoardAgent>, { search, team, campaign, state }: AgentFilter): BoardAgent[] {
  const wanted = search.trim().toLocaleLowerCase();
  return [...agents].filter(
    (agent) =>
      (wanted === '' ||
        [agent.name, agent.userName, agent.call?.customer, agent.call?.number].some((text) =>
          text?.toLocaleLowerCase().includes(wanted),
        )) &&
      (team === null || agent.teamIds.some((id) => id === team)) &&
      (campaign === null || (agent.call?.campaignId ?? null) === campaign || agent.campaignIds.some((id) => id === campaign)) &&
      (state === null || shown(agent.state) === state),
  );
}
