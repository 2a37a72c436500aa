import { useBoard } from '../../live/boardStore';
import { useListening } from './listening';

/** The agent one is beside, or is about to be, by the name people use. */
export function useAgentName(): string {
  const beside = useListening(({ session, wanted }) => session ?? wanted);
  const named = useBoard((board) => (beside ? board.agents.get(beside.agentId)?.name : undefined));
  return named ?? beside?.agentName ?? '';
}
