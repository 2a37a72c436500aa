import { ApiError, confirm, textOfError } from '@callcenter/ui';
import { useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { api } from '../../live/api';
import { doAndSay } from '../../parts/saving';
import type { Live } from './api';

export type Order = 'start' | 'pause' | 'stop';

const t = (key: string, values: Record<string, unknown> = {}) =>
  String(i18next.t(key as never, { ns: 'campaigns' as never, ...values } as never));

/** Starts, pauses and stops campaigns; a stop that cuts off ringing calls is asked for first. */
export function useOrders() {
  const queries = useQueryClient();
  return async (campaign: { id: string; name: string }, order: Order): Promise<boolean> => {
    if (order === 'stop' && !(await mayStop(campaign))) {
      return false;
    }

    const done = await doAndSay(
      () => api.post(`/campaigns/${campaign.id}/${order}`).catch(explain),
      t(`done.${order}`, { name: campaign.name }),
    );
    await queries.invalidateQueries({ queryKey: ['/campaigns'] });
    return done;
  };
}

// Only calls that ring are cut off; who talks goes on talking.
async function mayStop({ id, name }: { id: string; name: string }): Promise<boolean> {
  const live = await api.get<Live>(`/campaigns/${id}/live`).catch(() => null);
  const ringing = live ? live.calls.dialing + live.calls.ringing : 0;
  return await confirm({
    title: t('stop.title', { name }),
    text: ringing > 0 ? t('stop.ringing', { count: ringing }) : t('stop.text'),
    action: t('order.stop'),
    danger: ringing > 0,
  });
}

function explain(error: unknown): never {
  if (error instanceof ApiError && error.code === 'campaign_not_ready') {
    throw new Error(t('notReady', { text: error.message }));
  }

  throw error instanceof ApiError ? new Error(textOfError(error)) : error;
}
