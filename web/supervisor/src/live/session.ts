import { keep, type Me } from '@callcenter/ui';
import { create } from 'zustand';
import { api } from './api';

interface SessionState {
  me: Me | undefined;
  /** The server no longer knows this session; what is on the screen is kept until the person has signed in again. */
  over: boolean;
}

/** Who works here. */
export const useSession = create<SessionState>()(() => ({ me: undefined, over: false }));

api.onSignedOut = () => {
  if (useSession.getState().me) {
    useSession.setState({ over: true });
  } else {
    location.assign('/');
  }
};

/** True when one of the permissions is there. */
export function may(...anyOf: readonly string[]): boolean {
  return has(useSession.getState().me, anyOf);
}

/** The same for components. */
export function useMay(...anyOf: readonly string[]): boolean {
  return useSession((session) => has(session.me, anyOf));
}

function has(me: Me | undefined, anyOf: readonly string[]): boolean {
  return anyOf.some((permission) => me?.permissions.includes(permission) === true);
}

/** Asks whether the session is there again: another tab may have signed in. Somebody else's session loads the page anew. */
export async function lookAgain(): Promise<void> {
  const { me } = useSession.getState();
  await api.forgeryHeader({ anew: true });
  const now = await api.me();
  if (now.userName === me?.userName) {
    useSession.setState({ me: now, over: false });
  } else {
    location.assign('/supervisor');
  }
}

/** Ends the session; the front page comes up. */
export async function signOut(): Promise<void> {
  await api.delete('/session');
  for (const place of Object.keys(sessionStorage)) {
    if (place.startsWith('callcenter.')) {
      sessionStorage.removeItem(place);
    }
  }

  keep('callcenter.board.filter', null); // The next person's teams are others.
  location.assign('/');
}
