import type { LinkState } from '@callcenter/ui';
import { create } from 'zustand';

export interface BoardState {
  link: LinkState;
  /** When the link was lost, by this machine's clock; null while it is up. */
  awaySince: number | null;
}

export const useBoard = create<BoardState>()(() => ({ link: 'connecting', awaySince: null }));

export function takeLink(link: LinkState): void {
  useBoard.setState((state) => ({ link, awaySince: link === 'away' ? (state.awaySince ?? Date.now()) : null }));
}
