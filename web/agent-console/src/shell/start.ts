import type { Softphone } from '@callcenter/softphone';
import { ApiError, startShortcuts } from '@callcenter/ui';
import { api } from '../desk/api';
import { setDeskLink } from '../desk/desk';
import { DeskLink } from '../desk/deskLink';
import { tabName } from '../desk/tab';
import { startNotices } from '../features/banners';
import { startReminders } from '../features/callbacks';
import { startExpiry } from '../features/disposition';
import { startNotes } from '../features/notes';
import { lastShift } from '../features/sign-on';
import { note, startPhone } from '../phone/phone';
import { startPhoneDuty } from '../phone/phoneDuty';

/** What keeps a person from the desk. */
export type Obstacle = 'notAllowed' | 'noServer';

/** Sets everything going that lives as long as the page: hub, phone, keys, notes. */
export async function start(): Promise<Obstacle | null> {
  try {
    const [me, tab] = await Promise.all([api.me(), tabName()]);
    if (me.mustChangePassword) {
      location.assign('/password');
      return null;
    }

    if (!me.permissions.includes('agent.work')) {
      return 'notAllowed';
    }

    const link = new DeskLink(tab, (text) => note('hub', text));
    const phone = startPhone(link.invoke);
    setDeskLink(link);
    link.start();
    void openMicrophoneEarly(phone);
    startShortcuts();
    startPhoneDuty(phone, tab);
    startNotices(phone);
    startNotes(me.userName);
    startExpiry(tab);
    startReminders();
    return null;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      return null; // The page is being left for the front page.
    }

    return 'noServer';
  }
}

/** Where it was allowed before, the microphone opens while the hub connects; a first time is asked for on the screen that says why. */
async function openMicrophoneEarly(phone: Softphone): Promise<void> {
  const allowed = await navigator.permissions?.query({ name: 'microphone' }).catch(() => null);
  if (allowed?.state === 'granted' && lastShift().phone === 'browser') {
    await phone.startMicrophone().catch((error: unknown) => note('phone', String(error)));
  }
}
