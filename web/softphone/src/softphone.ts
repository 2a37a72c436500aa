import { DeviceBook } from './deviceBook';
import { type Failure, SoftphoneError } from './failure';
import { Journal } from './journal';
import { LevelMeter } from './levels';
import { Line } from './line';
import { Microphone } from './microphone';
import type { PeerLink } from './peerLink';
import { browserPlatform, type Platform } from './platform';
import { judge, read, type Sample } from './quality';
import { RemoteAudio } from './remoteAudio';
import type { Signalling } from './signalling';
import type { AudioDevice, DeviceChoice, DeviceNotice, DeviceRole, Levels, Quality, SoftphoneSnapshot } from './snapshot';
import { type SoundName, Sounds } from './sounds';
import { WakeWatch } from './wakeWatch';

const statisticsEveryMs = 2000;
const settleMs = 150;

export interface SoftphoneOptions {
  readonly signalling: Signalling;
  /** Tests hand in their own; the page's otherwise. */
  readonly platform?: Platform;
}

/** A phone in a page: one microphone, one speaker, one line to the server. Make one for the page's life and dispose of it. */
export class Softphone {
  readonly #platform: Platform;
  readonly #journal = new Journal();
  readonly #line: Line;
  readonly #microphone: Microphone;
  readonly #remote: RemoteAudio;
  readonly #sounds: Sounds;
  readonly #levels: LevelMeter;
  readonly #book: DeviceBook;
  readonly #wake: WakeWatch;
  readonly #listeners = new Set<() => void>();
  readonly #noticeListeners = new Set<(notice: DeviceNotice) => void>();
  #snapshot: SoftphoneSnapshot;
  #trouble: Failure | null = null;
  #quality: Quality | null = null;
  #muted = false;
  /** What was asked of the browser (null: the system's), and which device that was as far as it was known. */
  #asked: string | null = null;
  #given: string | null = null;
  #wanted = false;
  #disposed = false;
  #settling: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();
  #sampled: { link: PeerLink; sample: Sample } | null = null;
  readonly #statistics: ReturnType<typeof setInterval>;

  constructor({ signalling, platform = browserPlatform() }: SoftphoneOptions) {
    this.#platform = platform;
    this.#microphone = new Microphone(platform, () => this.#microphoneEnded());
    this.#remote = new RemoteAudio(platform, () => this.#publish());
    this.#sounds = new Sounds(platform);
    this.#levels = new LevelMeter(platform);
    this.#book = new DeviceBook(platform.storage, 'setSinkId' in platform.newAudio());
    this.#line = new Line(
      {
        newPeer: () => platform.newPeer(),
        track: () => this.#microphone.track,
        moved: () => this.#publish(),
        heard: (stream) => this.#heard(stream),
        ended: () => this.#ended(),
        note: (text) => this.#journal.note('phone', text),
      },
      signalling,
    );
    this.#snapshot = this.#compose();
    this.#wake = new WakeWatch(platform, (why) => this.#line.look(why, (this.#quality?.packetsReceived ?? 0) > 0));
    platform.media?.addEventListener?.('devicechange', this.#devicesChanged);
    this.#statistics = setInterval(() => void this.#measure(), statisticsEveryMs);
    void this.refreshDevices();
  }

  /** The same object until something changes. */
  get snapshot(): SoftphoneSnapshot {
    return this.#snapshot;
  }

  /** @returns Ends the subscription. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Headset unplugged, returned, another default. */
  readonly onNotice = (listener: (notice: DeviceNotice) => void): (() => void) => {
    this.#noticeListeners.add(listener);
    return () => this.#noticeListeners.delete(listener);
  };

  /** About ten times a second while somebody listens; less often in a hidden tab. */
  readonly onLevels = (listener: (levels: Levels) => void): (() => void) => this.#levels.listen(listener);

  /**
   * Asks for the microphone, offers to the server and waits until audio can flow. From then on the phone mends itself; only
   * disconnect(), taken() or a refusal end it. True when connected, false when put away meanwhile; rejects with SoftphoneError.
   */
  connect({ takeOver = false }: { takeOver?: boolean } = {}): Promise<boolean> {
    return this.#line.connect(() => this.startMicrophone(), takeOver);
  }

  /** Puts the phone away and tells the server. */
  async disconnect(): Promise<void> {
    await this.#line.leave();
  }

  /** Another tab took the phone: quiet from here on. */
  taken(): void {
    this.#line.fail({ code: 'takenOver', detail: 'Another tab took the phone.' });
  }

  /** The hub is back: the next attempt begins now. */
  retryNow(): void {
    this.#line.retryNow();
  }

  /** The server says that it does not hear this phone, although the phone thinks all is well. */
  renew(why: string): void {
    this.#line.renew(why);
  }

  /** Opens the microphone for its level meter, before there is a line; connect() does it too. Rejects with SoftphoneError. */
  async startMicrophone(): Promise<void> {
    this.#wanted = true;
    await this.#queue(async () => {
      if (!this.#wanted) {
        throw new SoftphoneError({ code: 'microphoneBusy', detail: 'The phone was put away meanwhile.' });
      }

      if (!this.#microphone.track) {
        await this.#openMicrophone();
      }
    });
    // Only now does the browser tell the devices' names; the line does not wait for them.
    void this.refreshDevices();
  }

  /** Lets go of the microphone when no line needs it. */
  stopMicrophone(): void {
    if (this.#line.state === 'idle' || this.#line.state === 'failed') {
      this.#ended();
    }
  }

  /** Silences the microphone here; the server is the owner's to tell. */
  setMuted(on: boolean): void {
    this.#muted = on;
    this.#microphone.mute(on);
    this.#publish();
  }

  /** Changes a device, in a call too; null follows the system. Kept on this machine. */
  choose(role: DeviceRole, id: string | null): Promise<void> {
    this.#journal.note('devices', `${role} chosen: ${id ?? 'system'}`);
    this.#book.choose(role, id);
    return this.#queue(() => this.#apply());
  }

  /** Asks the browser what is plugged in. */
  refreshDevices(): Promise<void> {
    return this.#queue(async () => {
      const infos = (await this.#platform.media?.enumerateDevices?.().catch(() => [])) ?? [];
      for (const notice of this.#book.update(infos)) {
        this.#journal.note('devices', `${notice.role} ${notice.what}: ${notice.device?.label ?? ''}`);
        for (const listener of this.#noticeListeners) {
          listener(notice);
        }
      }

      await this.#apply();
    });
  }

  /** Plays a sound of the phone's own: 'test' on the speaker, the others on the ringer. False when the browser held it back. */
  async play(name: SoundName): Promise<boolean> {
    const { speaker, ringer } = this.#book.view;
    const played = await this.#sounds.play(name, idOf(name === 'test' || !ringer.chosen ? speaker : ringer) ?? '');
    if (!played) {
      this.#journal.note('sound', `${name} was not played`);
    }

    return played;
  }

  /** After a click or a key: lets the browser play what it held back. Clicks anywhere in the page do it by themselves. */
  resumeAudio(): Promise<void> {
    return this.#remote.resume();
  }

  /** A line in the log: what the hub did, what the person pressed. No customer's data. */
  note(source: string, text: string): void {
    this.#journal.note(source, text);
  }

  /** The last 30 minutes, a line each. */
  log(): string {
    return this.#journal.text();
  }

  /** Ends everything, without a word to the server: the page goes, the call may stay. */
  dispose(): void {
    this.#disposed = true;
    clearInterval(this.#statistics);
    clearTimeout(this.#settling);
    this.#platform.media?.removeEventListener?.('devicechange', this.#devicesChanged);
    this.#wake.dispose();
    this.#line.close();
    this.#levels.dispose();
    this.#sounds.dispose();
    this.#listeners.clear();
    this.#noticeListeners.clear();
  }

  async #openMicrophone(): Promise<void> {
    const choice = this.#book.view.microphone;
    // Before the first permission the list is empty: the stored choice is asked for all the same.
    this.#asked = choice.active ? idOf(choice) : (choice.chosen?.id ?? null);
    this.#given = choice.active?.id ?? null;
    const track = await this.#microphone.open(this.#asked);
    this.#journal.note('devices', `microphone open: ${track.label}`);
    this.#trouble = null;
    this.#levels.watch('microphone', this.#platform.newStream([track]));
    await this.#line.replaceTrack(track);
    this.#publish();
  }

  // Brings what is open in line with the book. In the queue: devices come and go in bursts.
  async #apply(): Promise<void> {
    const { microphone, speaker } = this.#book.view;
    if (this.#wanted && microphone.active && this.#isStale(microphone, microphone.active)) {
      await this.#openMicrophone().catch((error: unknown) => this.#troubled(error));
    }

    await this.#remote
      .sendTo(idOf(speaker) ?? '')
      .catch((error: unknown) => this.#journal.note('devices', `speaker: ${String(error)}`));
    this.#publish();
  }

  #isStale(choice: DeviceChoice, active: AudioDevice): boolean {
    const wanted = idOf(choice);
    if (this.#microphone.track === null || wanted !== this.#asked) {
      return true;
    }

    // The system's: another one is its default now.
    const before = this.#given;
    this.#given = active.id;
    return wanted === null && before !== null && before !== active.id;
  }

  #troubled(error: unknown): void {
    this.#trouble = error instanceof SoftphoneError ? error.failure : { code: 'noMicrophone', detail: String(error) };
    this.#journal.note('devices', `microphone: ${this.#trouble.code} ${this.#trouble.detail}`);
    this.#publish();
  }

  #microphoneEnded(): void {
    this.#journal.note('devices', 'the microphone ended');
    this.#microphone.release();
    this.#trouble = { code: 'noMicrophone', detail: 'The microphone was unplugged or taken away.' };
    this.#publish();
    this.#devicesChanged();
  }

  readonly #devicesChanged = (): void => {
    // A headset is several devices, which come one after the other.
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => void this.refreshDevices(), settleMs);
  };

  #heard(stream: MediaStream): void {
    this.#levels.watch('remote', stream);
    void this.#remote.play(stream);
  }

  #ended(): void {
    this.#wanted = false;
    this.#trouble = null;
    this.#quality = null;
    this.#sampled = null;
    this.#asked = null;
    this.#given = null;
    this.#microphone.release();
    this.#remote.stop();
    this.#levels.watch('microphone', null);
    this.#levels.watch('remote', null);
    this.#publish();
  }

  async #measure(): Promise<void> {
    const link = this.#line.link;
    if (!link || this.#line.state !== 'connected') {
      if (this.#quality) {
        this.#quality = null;
        this.#sampled = null;
        this.#publish();
      }

      return;
    }

    try {
      const sample = read(await link.statistics());
      if (link !== this.#line.link) {
        return;
      }

      if (this.#sampled?.link === link) {
        this.#quality = judge(this.#sampled.sample, sample);
        this.#journal.note('quality', JSON.stringify(this.#quality));
        this.#publish();
      }

      this.#sampled = { link, sample };
    } catch (error) {
      this.#journal.note('quality', String(error));
    }
  }

  #queue(work: () => Promise<void>): Promise<void> {
    const mine = this.#work.then(() => (this.#disposed ? undefined : work()));
    this.#work = mine.catch((error: unknown) => this.#journal.note('devices', String(error)));
    return mine;
  }

  #compose(): SoftphoneSnapshot {
    return {
      state: this.#line.state,
      failure: this.#line.failure ?? this.#trouble,
      attempt: this.#line.attempt,
      retryAt: this.#line.retryAt,
      muted: this.#muted,
      audioBlocked: this.#remote.blocked,
      devices: this.#book.view,
      quality: this.#quality,
    };
  }

  #publish(): void {
    this.#snapshot = this.#compose();
    for (const listener of this.#listeners) {
      listener();
    }
  }
}

/** What the browser is asked for: null, the system's device, unless the person chose one that is there. */
function idOf({ chosen, active }: DeviceChoice): string | null {
  return chosen && active && sameDevice(chosen, active) ? active.id : null;
}

function sameDevice(a: AudioDevice, b: AudioDevice): boolean {
  return a.id === b.id || (a.label !== '' && a.label === b.label);
}
