import { serverClock, showToast, timeText, useLanguage } from '@callcenter/ui';
import type { CallbackId } from '@callcenter/ui/contracts';
import i18next from 'i18next';
import { useDesk } from '../../desk/deskStore';
import { canDial, dialCallback } from './dialling';

const aheadMs = 5 * 60_000;
const longestTimerMs = 2 ** 31 - 1;

/** Says five minutes before a promised call that it is due, once for each. */
export function startReminders(): () => void {
  const told = new Set<CallbackId>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plan = () => {
    clearTimeout(timer);
    const next = useDesk.getState().nextCallback;
    if (!next || told.has(next.id)) {
      return;
    }

    const wait = Date.parse(next.dueAt) - aheadMs - serverClock.now();
    if (wait > 0) {
      timer = setTimeout(plan, Math.min(wait, longestTimerMs));
      return;
    }

    told.add(next.id);
    const time = timeText(next.dueAt, useLanguage.getState().language);
    showToast({
      tone: 'info',
      text: i18next.t('reminder', { ns: 'callbacks', name: next.customerName || next.number, time }),
      seconds: 20,
      ...(canDial() ? { action: { label: i18next.t('dial', { ns: 'callbacks' }), run: () => void dialCallback(next) } } : {}),
    });
  };
  plan();
  const stop = useDesk.subscribe((desk, before) => {
    if (desk.nextCallback !== before.nextCallback) {
      plan();
    }
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
