import type { Platform } from './platform';
import type { AudioDevice, DeviceChoice, DeviceNotice, DeviceRole, Devices } from './snapshot';

const storageKey = 'callcenter.devices';
const roles: readonly DeviceRole[] = ['microphone', 'speaker', 'ringer'];

/** Which device is used for what: the person's choice while it is plugged in, else the system's. */
export class DeviceBook {
  readonly #storage: Platform['storage'];
  readonly #canChooseSpeaker: boolean;
  #chosen: Partial<Record<DeviceRole, AudioDevice>>;
  #infos: readonly MediaDeviceInfo[] = [];
  #listed = false;
  #view: Devices;

  constructor(storage: Platform['storage'], canChooseSpeaker: boolean) {
    this.#storage = storage;
    this.#canChooseSpeaker = canChooseSpeaker;
    this.#chosen = read(storage);
    this.#view = this.#resolve();
  }

  get view(): Devices {
    return this.#view;
  }

  /** The person's choice; null follows the system. Kept on this machine. */
  choose(role: DeviceRole, id: string | null): void {
    const device = this.#view[role].available.find((d) => d.id === id);
    const { [role]: _, ...others } = this.#chosen;
    this.#chosen = device ? { ...others, [role]: device } : others;
    try {
      this.#storage?.setItem(storageKey, JSON.stringify(this.#chosen));
    } catch {
      // Full or forbidden: the choice then lasts as long as the page.
    }

    this.#view = this.#resolve();
  }

  /** Takes in what is plugged in now, and says what a person should know of it. */
  update(infos: readonly MediaDeviceInfo[]): DeviceNotice[] {
    const before = this.#view;
    this.#infos = infos;
    this.#view = this.#resolve();
    if (!this.#listed) {
      // The first list of the page is no news.
      this.#listed = true;
      return [];
    }

    // A ringer that nobody chose is the speaker: one notice is enough.
    return roles
      .filter((role) => role !== 'ringer' || this.#view.ringer.chosen)
      .flatMap((role) => notice(role, before[role], this.#view[role]) ?? []);
  }

  #resolve(): Devices {
    const choice = (role: DeviceRole): DeviceChoice => {
      const kind = role === 'microphone' ? 'audioinput' : 'audiooutput';
      const all = this.#infos.filter((info) => info.kind === kind && info.deviceId !== '');
      // Chromium lists the system's choices as devices of their own, beside the real ones.
      const available = all.filter((i) => i.deviceId !== 'default' && i.deviceId !== 'communications').map(deviceOf);
      const chosen = this.#chosen[role] ?? null;
      const there =
        chosen &&
        (available.find((d) => d.id === chosen.id) ?? available.find((d) => d.label !== '' && d.label === chosen.label));
      return { chosen, active: there || systemChoice(all, available), available };
    };
    return {
      microphone: choice('microphone'),
      speaker: choice('speaker'),
      ringer: choice('ringer'),
      canChooseSpeaker: this.#canChooseSpeaker,
    };
  }
}

function deviceOf(info: MediaDeviceInfo): AudioDevice {
  return { id: info.deviceId, label: info.label };
}

function systemChoice(all: readonly MediaDeviceInfo[], available: readonly AudioDevice[]): AudioDevice | null {
  const system = all.find((info) => info.deviceId === 'default');
  if (system) {
    // "Default - Headset (USB)": the real device has the same group, and its name is the end of this one.
    const real = all.filter((i) => i.deviceId !== 'default' && i.deviceId !== 'communications' && i.groupId === system.groupId);
    const named = real.find((i) => i.label !== '' && system.label.endsWith(i.label)) ?? real[0];
    return deviceOf(named ?? system);
  }

  return available[0] ?? null;
}

function notice(role: DeviceRole, before: DeviceChoice, after: DeviceChoice): DeviceNotice | null {
  if (before.active?.id === after.active?.id) {
    return null;
  }

  if (!after.active) {
    return { role, what: 'lost', device: before.active };
  }

  if (!before.active) {
    return { role, what: 'returned', device: after.active };
  }

  // Before the microphone was allowed devices have no names, and their ids are others.
  if (before.active.label === '') {
    return null;
  }

  if (after.chosen && same(after.chosen, after.active)) {
    return { role, what: 'returned', device: after.active };
  }

  const gone = !after.available.some((d) => d.id === before.active?.id);
  return { role, what: gone ? 'vanished' : 'changed', device: after.active };
}

function same(a: AudioDevice, b: AudioDevice): boolean {
  return a.id === b.id || (a.label !== '' && a.label === b.label);
}

function read(storage: Platform['storage']): Partial<Record<DeviceRole, AudioDevice>> {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(storageKey) ?? '{}');
    const entries = roles.flatMap((role) => {
      const value = (stored as Partial<Record<DeviceRole, Partial<AudioDevice>>> | null)?.[role];
      return typeof value?.id === 'string' && typeof value.label === 'string'
        ? [[role, { id: value.id, label: value.label }] as const]
        : [];
    });
    return Object.fromEntries(entries);
  } catch {
    return {};
  }
}
