import type { AgentState } from '@callcenter/ui/contracts';
import { create } from 'zustand';
import { order } from './desk';
import { useDesk } from './deskStore';

type Wish = 'ready' | 'paused';

/** What the agent asked for while in a call: the server keeps it for after the wrap-up, the screen shows it. */
export const useWish = create<{ wish: Wish | null }>()(() => ({ wish: null }));

const busy: readonly AgentState[] = ['reserved', 'talking', 'wrapUp'];

/** True in a call and its wrap-up: what is asked for comes true afterwards. */
export function isBusy(state: AgentState | undefined): boolean {
  return state !== undefined && busy.includes(state);
}

/** Asks for ready or paused. */
export async function wishFor(wish: Wish, reason: string | null = null): Promise<boolean> {
  const done = await order(wish === 'ready' ? { command: 'goReady' } : { command: 'goPaused', reason });
  if (done && isBusy(useDesk.getState().agent?.state)) {
    useWish.setState({ wish });
  }

  return done;
}

useDesk.subscribe((desk, before) => {
  if (desk.agent?.state !== before.agent?.state && !isBusy(desk.agent?.state)) {
    useWish.setState({ wish: null });
  }
});
