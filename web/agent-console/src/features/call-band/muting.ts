import type { AgentCall } from '@callcenter/ui/contracts';
import { order } from '../../desk/desk';
import { useDesk } from '../../desk/deskStore';
import { mutePhone } from '../../phone/phone';

/** Mutes or unmutes at once here; the server's part follows. When it says no, the phone goes back to what the button shows. */
export async function toggleMute(call: AgentCall): Promise<void> {
  const on = !call.muted;
  mutePhone(on);
  if (!(await order({ command: 'setMute', call: call.id, on }))) {
    const now = useDesk.getState().agent?.call;
    mutePhone(now?.id === call.id && now.muted);
  }
}
