import { ApiError, keep } from '@callcenter/ui';
import type { AgentSnapshot } from '@callcenter/ui/contracts';
import { leavePhone } from '../phone/phone';
import { api } from './api';
import { draftPlace } from './draftPlace';

/** True while a customer is on the line or about to be, also while the agent's phone is away: ending the shift would hang up. */
export function hasCustomer(agent: AgentSnapshot | null): boolean {
  return agent?.state === 'talking' || agent?.state === 'reserved' || (agent?.call != null && agent.call.state !== 'wrapUp');
}

/** Ends the shift; the phone is put away. */
export async function endShift(): Promise<void> {
  await api.delete('/agent/session');
  await leavePhone();
}

/** Ends the shift, when there is one, and the session of the person; the front page comes up. */
export async function signOut(): Promise<void> {
  await endShift().catch(async (error: unknown) => {
    if (!(error instanceof ApiError && error.code === 'no_session')) {
      throw error; // On shift without a person: calls would go on coming in.
    }

    await leavePhone();
  });
  await api.delete('/session');
  keep(draftPlace, null);
  location.assign('/');
}
