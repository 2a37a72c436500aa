import { ApiError, applicationsOf, startShortcuts } from '@callcenter/ui';
import { api } from '../live/api';
import { startBoard } from '../live/board';
import { may, useSession } from '../live/session';

/** What keeps a person from this application. */
export type Obstacle = 'notAllowed' | 'noServer';

/** Sets everything going that lives as long as the page: who works here, hub, keys. */
export async function start(): Promise<Obstacle | null> {
  try {
    const me = await api.me();
    if (me.mustChangePassword) {
      location.assign('/password');
      return null;
    }

    if (!applicationsOf(me).includes('supervisor')) {
      return 'notAllowed';
    }

    useSession.setState({ me });
    startShortcuts();
    if (may('board.watch')) {
      startBoard();
    }

    return null;
  } catch (error) {
    return error instanceof ApiError && error.status === 401 ? null : 'noServer'; // 401: the page is being left for the front page.
  }
}
