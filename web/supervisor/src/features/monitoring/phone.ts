import type { Levels, Softphone, SoftphoneSnapshot } from '@callcenter/softphone';
import { create } from 'zustand';
import { invokeHub } from '../../live/board';

/** Stays connected so long after the listening: the next click is heard at once. */
const keepMs = 120_000;

let phone: Softphone | undefined;
let making: Promise<Softphone> | undefined;
let putAway: ReturnType<typeof setTimeout> | undefined;

/** The phone of this page as screens show it; null before it was first needed. */
export const usePhone = create<{ phone: SoftphoneSnapshot | null }>()(() => ({ phone: null }));

// The package is fetched with the first click: most pages never listen.
async function make(): Promise<Softphone> {
  const { Softphone: Made } = await import('@callcenter/softphone');
  const made = new Made({
    signalling: {
      offer: (sdp, takeOver) => invokeHub<string>(takeOver ? 'TakeOver' : 'Offer', sdp),
      leave: () => invokeHub<void>('LeavePhone'),
    },
  });
  made.subscribe(() => usePhone.setState({ phone: made.snapshot }));
  usePhone.setState({ phone: made.snapshot });
  phone = made;
  return made;
}

/** True when sound can flow; what goes wrong stands in the snapshot. */
export async function connectPhone(takeOver = false): Promise<boolean> {
  clearTimeout(putAway);
  making ??= make();
  const made = await making;
  if (made.snapshot.state === 'connected') {
    return true;
  }

  return made.connect({ takeOver }).catch(() => false);
}

/** Fetches the phone ahead of the first click. */
export function preparePhone(): void {
  making ??= make();
}

/** Nobody listens any more: the microphone is let go in a while. */
export function restPhone(): void {
  phone?.setMuted(true);
  clearTimeout(putAway);
  putAway = setTimeout(() => void phone?.disconnect().catch(() => {}), keepMs);
}

/** Another tab has the phone now. */
export function losePhone(): void {
  phone?.taken();
}

/** The hub is back: a phone that waits for it tries again. */
export function retryPhone(): void {
  phone?.retryNow();
}

export function mutePhone(on: boolean): void {
  phone?.setMuted(on);
}

/** After a click: lets the browser play what it held back. */
export function resumeAudio(): void {
  void phone?.resumeAudio();
}

function onLevel(of: (levels: Levels) => number, listener: (level: number) => void): () => void {
  return phone?.onLevels((levels) => listener(of(levels))) ?? (() => {});
}

export const onMicrophoneLevel = (listener: (level: number) => void) => onLevel((levels) => levels.microphone, listener);
export const onCallLevel = (listener: (level: number) => void) => onLevel((levels) => levels.remote, listener);
