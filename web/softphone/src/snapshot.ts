import type { Failure } from './failure';
import type { SoftphoneState } from './machine';

/** A microphone, speaker or ringer of this machine. */
export interface AudioDevice {
  readonly id: string;
  /** Empty until the microphone was allowed once. */
  readonly label: string;
}

/** What a device is used for: the ringer plays the sounds, and may be another one than the speaker. */
export type DeviceRole = 'microphone' | 'speaker' | 'ringer';

export interface DeviceChoice {
  /** Chosen by the person and kept on this machine; null follows the system. */
  readonly chosen: AudioDevice | null;
  /** What is used now: another one when the chosen one is unplugged; null when there is none. */
  readonly active: AudioDevice | null;
  readonly available: readonly AudioDevice[];
}

export type Devices = Readonly<Record<DeviceRole, DeviceChoice>> & {
  /** False where the browser cannot choose where sound comes out (no setSinkId). */
  readonly canChooseSpeaker: boolean;
};

/** A change that the person should hear of ("headset changed"). */
export interface DeviceNotice {
  readonly role: DeviceRole;
  /** vanished: fell back to another one; returned: the chosen one is used again; changed: the system's default is another one now; lost: none is left. */
  readonly what: 'vanished' | 'returned' | 'changed' | 'lost';
  readonly device: AudioDevice | null;
}

export type QualityWord = 'good' | 'fair' | 'poor';

/** How the line was in the last two seconds. */
export interface Quality {
  /** 1 to 4.5, by the E-model (ITU-T G.107); good from 4.0, fair from 3.6. */
  readonly mos: number;
  readonly word: QualityWord;
  /** Percent, the worse of the two directions. */
  readonly lossPercent: number;
  readonly jitterMs: number;
  /** Null until the first report. */
  readonly roundTripMs: number | null;
  /** Packets that came in the last period; 0 while the server sends nothing. */
  readonly packetsReceived: number;
  readonly packetsSent: number;
}

/** Volumes from 0 (silence) to 1 (full scale), on a scale that looks even to the eye. */
export interface Levels {
  readonly microphone: number;
  readonly remote: number;
}

/** Everything a screen shows of the phone; a new object at every change (fits useSyncExternalStore). Levels come apart, they change all the time. */
export interface SoftphoneSnapshot {
  readonly state: SoftphoneState;
  /** Of state failed; in other states the last trouble that is still being mended (no microphone in a call, no network while reconnecting). */
  readonly failure: Failure | null;
  /** Attempts since the link was lost; 0 when connected. */
  readonly attempt: number;
  /** When the next attempt begins, as Date.now(); null when none is planned. */
  readonly retryAt: number | null;
  readonly muted: boolean;
  /** The browser plays nothing before the person clicks or types once; any click mends it. */
  readonly audioBlocked: boolean;
  readonly devices: Devices;
  /** Null without a link. */
  readonly quality: Quality | null;
}
