import type { Softphone, SoftphoneSnapshot } from '@callcenter/softphone';
import type { AgentSnapshot } from '@callcenter/ui/contracts';
import { type DeskState, useDesk } from '../desk/deskStore';

const renewEveryMs = 5_000;
const againEveryMs = 15_000;
const passingRefusals: readonly string[] = [
  'too_many_offers',
  'dialer_unreachable',
  'dialer_stopping',
  'media_ports_used_up',
  'database_unavailable',
];

function needsBrowserPhone(agent: AgentSnapshot | null): boolean {
  return agent !== null && agent.state !== 'signedOut' && agent.phone?.kind !== 'sip';
}

/** True when what kept the phone from coming up may be over: nobody must press a button for it. */
export function mayComeBack({ state, failure, devices }: SoftphoneSnapshot): boolean {
  if (state !== 'failed' || !failure) {
    return false;
  }

  switch (failure.code) {
    case 'network':
      return true;
    case 'noMicrophone':
      return devices.microphone.active !== null;
    case 'refused':
      return passingRefusals.includes(failure.serverCode ?? '');
    default:
      return false;
  }
}

/** Keeps the phone in step with the desk: comes up with the shift, mutes with the call, sounds when a customer comes or goes. */
export function startPhoneDuty(phone: Softphone, tab: string): () => void {
  let renewed = 0;
  let tried = 0;

  const apply = (desk: DeskState, before: DeskState | null) => {
    const call = desk.agent?.call ?? null;
    const former = before?.agent?.call ?? null;
    if (desk.takenBy && desk.takenBy !== before?.takenBy && desk.takenBy !== tab) {
      phone.taken();
      useDesk.setState({ takenBy: null });
    }

    if (desk.link === 'connected' && before?.link !== 'connected') {
      phone.retryNow();
    }

    // A page that was loaded anew in a shift takes its phone back by itself, and one that failed for a passing reason tries again.
    // The desk moves at least with every pulse.
    const again = mayComeBack(phone.snapshot) && Date.now() - tried > againEveryMs;
    if (needsBrowserPhone(desk.agent) && (phone.snapshot.state === 'idle' || again) && desk.link === 'connected') {
      tried = Date.now();
      void phone.connect().catch(() => {}); // What went wrong stands in the snapshot.
    }

    if (phone.snapshot.muted !== (call?.muted ?? false) && (call?.muted !== former?.muted || call?.id !== former?.id)) {
      phone.setMuted(call?.muted ?? false);
    }

    if (before?.agent && call?.state === 'connected' && former?.id !== call.id) {
      void phone.play('arrival');
    } else if (
      before &&
      former &&
      former.state !== 'wrapUp' &&
      former.state !== 'ringing' &&
      (!call || call.state === 'wrapUp')
    ) {
      void phone.play('ended');
    }

    const own = desk.agent?.phone;
    const deaf =
      own?.kind === 'browser' && own.tab === tab && own.state === 'disconnected' && phone.snapshot.state === 'connected';
    if (deaf && desk.link === 'connected' && Date.now() - renewed > renewEveryMs) {
      renewed = Date.now();
      phone.renew(own.problem ?? 'disconnected');
    }
  };

  apply(useDesk.getState(), null);
  return useDesk.subscribe(apply);
}
