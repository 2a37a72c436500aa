import type { AgentSnapshot } from '@callcenter/ui/contracts';

/** What the band shows. */
export type BandState =
  | 'ready'
  | 'paused'
  | 'connecting'
  | 'unreachable'
  | 'reserved'
  | 'ringing'
  | 'connected'
  | 'held'
  | 'muted'
  | 'wrapUp';

/** The band's state out of the agent's and the call's; a call comes before everything. */
export function bandStateOf(agent: AgentSnapshot): BandState {
  const call = agent.call;
  if (call) {
    switch (call.state) {
      case 'ringing':
        return 'ringing';
      case 'held':
        return 'held';
      case 'wrapUp':
        return 'wrapUp';
      default:
        return call.muted ? 'muted' : 'connected';
    }
  }

  switch (agent.state) {
    case 'ready':
    case 'paused':
    case 'connecting':
    case 'unreachable':
    case 'reserved':
      return agent.state;
    case 'talking':
      return 'reserved';
    default:
      return 'paused';
  }
}
