import { leavePhone } from '../phone/phone';
import { api } from './api';

/** Ends the shift; the phone is put away. */
export async function endShift(): Promise<void> {
  await api.delete('/agent/session');
  await leavePhone();
}

/** Ends the shift, when there is one, and the session of the person; the front page comes up. */
export async function signOut(): Promise<void> {
  await endShift().catch(() => {}); // Not on shift: there is nothing to end.
  await api.delete('/session');
  location.assign('/');
}
