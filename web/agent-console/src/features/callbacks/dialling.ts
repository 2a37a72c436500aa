import { showToast, textOfError } from '@callcenter/ui';
import type { CallbackView } from '@callcenter/ui/contracts';
import { api } from '../../desk/api';
import { useDesk } from '../../desk/deskStore';

/** True when a call can be made now. */
export function canDial(): boolean {
  const agent = useDesk.getState().agent;
  return (agent?.state === 'ready' || agent?.state === 'paused') && agent.call === null;
}

/** Makes the promised call, through the same checks as every other. */
export async function dialCallback(callback: CallbackView): Promise<void> {
  try {
    await api.post(`/agent/callbacks/${callback.id}/dial`);
  } catch (error) {
    showToast({ tone: 'warning', text: textOfError(error) });
  }
}
