import { type DeviceRole, type Levels, Softphone, type SoftphoneSnapshot } from '@callcenter/softphone';
import type { Invoke } from '@callcenter/ui';
import { create } from 'zustand';

let phone: Softphone | undefined;

const none = { chosen: null, active: null, available: [] } as const;
const before: SoftphoneSnapshot = {
  state: 'idle',
  failure: null,
  attempt: 0,
  retryAt: null,
  muted: false,
  audioBlocked: false,
  devices: { microphone: none, speaker: none, ringer: none, canChooseSpeaker: false },
  quality: null,
};

/** The phone of this page as screens show it. */
export const usePhone = create<SoftphoneSnapshot>()(() => before);

/** Makes the phone, signalled over the hub; once per page. */
export function startPhone(invoke: Invoke): Softphone {
  const made = new Softphone({
    signalling: {
      offer: (sdp, takeOver) => invoke<string>(takeOver ? 'TakeOver' : 'Offer', sdp),
      leave: () => invoke<void>('LeavePhone'),
    },
  });
  phone = made;
  made.subscribe(() => usePhone.setState(made.snapshot, true));
  usePhone.setState(made.snapshot, true);
  return made;
}

/** Connects; what goes wrong stands in the snapshot. */
export function connectPhone(takeOver = false): void {
  phone?.connect({ takeOver }).catch((error: unknown) => note('phone', String(error)));
}

export async function leavePhone(): Promise<void> {
  await phone?.disconnect().catch((error: unknown) => note('phone', String(error)));
}

export function mutePhone(on: boolean): void {
  phone?.setMuted(on);
}

export function chooseDevice(role: DeviceRole, id: string | null): void {
  void phone?.choose(role, id);
}

export function playTestTone(): void {
  void phone?.play('test');
}

/** After a click: lets the browser play what it held back. */
export function resumeAudio(): void {
  void phone?.resumeAudio();
}

/** A line in the log for support; no customer's data. */
export function note(source: string, text: string): void {
  phone?.note(source, text);
}

/** The last 30 minutes, a line each. */
export function logText(): string {
  return phone?.log() ?? '';
}

function onLevel(of: (levels: Levels) => number, listener: (level: number) => void): () => void {
  return phone?.onLevels((levels) => listener(of(levels))) ?? (() => {});
}

export const onMicrophoneLevel = (listener: (level: number) => void) => onLevel((levels) => levels.microphone, listener);
export const onRemoteLevel = (listener: (level: number) => void) => onLevel((levels) => levels.remote, listener);
