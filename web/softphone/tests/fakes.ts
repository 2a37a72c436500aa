import type { Platform } from '../src/platform';
import type { Signalling } from '../src/signalling';

/** A microphone's track whose plug can be pulled. */
export class FakeTrack extends EventTarget {
  readonly kind = 'audio';
  readonly label: string;
  readonly deviceId: string;
  enabled = true;
  stopped = false;

  constructor(deviceId: string, label: string) {
    super();
    this.deviceId = deviceId;
    this.label = label;
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId };
  }

  stop(): void {
    this.stopped = true;
  }

  unplug(): void {
    this.dispatchEvent(new Event('ended'));
  }
}

/** What the browser would do with a peer connection, moved by hand. */
export class FakePeer extends EventTarget {
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: { sdp: string } | null = null;
  answer: string | null = null;
  closed = false;
  statistics = new Map<string, Record<string, unknown>>();
  readonly transport = Object.assign(new EventTarget(), { state: 'new' });
  readonly sender = {
    track: null as FakeTrack | null,
    transport: this.transport,
    replaceTrack: async (track: FakeTrack | null) => {
      this.sender.track = track;
    },
  };

  addTransceiver(track: FakeTrack | string): { sender: FakePeer['sender'] } {
    this.sender.track = typeof track === 'string' ? null : track;
    return { sender: this.sender };
  }

  async createOffer(): Promise<{ type: 'offer'; sdp: string }> {
    return { type: 'offer', sdp: 'v=0 offer' };
  }

  async setLocalDescription(description: { sdp: string }): Promise<void> {
    this.localDescription = description;
  }

  async setRemoteDescription({ sdp }: { sdp: string }): Promise<void> {
    this.answer = sdp;
  }

  async getStats(): Promise<Map<string, Record<string, unknown>>> {
    return this.statistics;
  }

  close(): void {
    this.closed = true;
    this.connectionState = 'closed';
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  alert(): void {
    this.transport.state = 'closed';
    this.transport.dispatchEvent(new Event('statechange'));
  }
}

export class FakeAudio extends EventTarget {
  srcObject: MediaStream | null = null;
  src = '';
  sinkId = '';
  autoplay = false;
  preload = '';
  currentTime = 0;
  plays = 0;
  refuse = false;

  async play(): Promise<void> {
    if (this.refuse) {
      throw new DOMException('not before a click', 'NotAllowedError');
    }

    this.plays += 1;
  }

  pause(): void {}

  removeAttribute(): void {}

  async setSinkId(id: string): Promise<void> {
    this.sinkId = id;
  }
}

export interface FakeDevice {
  kind: 'audioinput' | 'audiooutput';
  deviceId: string;
  label: string;
  groupId?: string;
}

export class FakeMedia extends EventTarget {
  devices: FakeDevice[] = [
    { kind: 'audioinput', deviceId: 'built-in', label: 'Built-in microphone' },
    { kind: 'audioinput', deviceId: 'headset', label: 'Headset microphone' },
    { kind: 'audiooutput', deviceId: 'speakers', label: 'Built-in speakers' },
    { kind: 'audiooutput', deviceId: 'earphones', label: 'Headset earphones' },
  ];
  refusal: DOMException | null = null;
  asked: (string | null)[] = [];
  tracks: FakeTrack[] = [];
  /** As browsers do: no ids and names before the first permission. */
  permitted = true;

  async enumerateDevices(): Promise<FakeDevice[]> {
    return this.devices.map((d) => (this.permitted ? { groupId: '', ...d } : { ...d, deviceId: '', label: '', groupId: '' }));
  }

  async getUserMedia({ audio }: { audio: { deviceId?: { exact: string } } }): Promise<{ getAudioTracks(): FakeTrack[] }> {
    const id = audio.deviceId?.exact ?? null;
    this.asked.push(id);
    if (this.refusal) {
      throw this.refusal;
    }

    const microphones = this.devices.filter((d) => d.kind === 'audioinput');
    const device = id === null ? microphones[0] : microphones.find((d) => d.deviceId === id);
    if (!device) {
      throw new DOMException('no such device', id ? 'OverconstrainedError' : 'NotFoundError');
    }

    this.permitted = true;
    const track = new FakeTrack(device.deviceId, device.label);
    this.tracks.push(track);
    return { getAudioTracks: () => [track] };
  }

  plug(devices: FakeDevice[]): void {
    this.devices = devices;
    this.dispatchEvent(new Event('devicechange'));
  }
}

/** A browser made of the fakes above. */
export class FakePage {
  readonly peers: FakePeer[] = [];
  readonly audios: FakeAudio[] = [];
  readonly media = new FakeMedia();
  readonly page = new EventTarget();
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
  readonly stored = new Map<string, string>();
  secure = true;
  silent = false;

  get peer(): FakePeer {
    const last = this.peers.at(-1);
    if (!last) {
      throw new Error('no peer connection was made');
    }

    return last;
  }

  /** Peers that are not closed: more than one that was answered would be two audio legs. */
  get live(): FakePeer[] {
    return this.peers.filter((p) => !p.closed && p.answer !== null);
  }

  platform(): Platform {
    const page = this;
    const fake = {
      get secure() {
        return page.secure;
      },
      media: this.media,
      storage: {
        getItem: (key: string) => this.stored.get(key) ?? null,
        setItem: (key: string, value: string) => void this.stored.set(key, value),
      },
      page: this.page,
      document: this.document,
      connection: null,
      newPeer: () => {
        const peer = new FakePeer();
        this.peers.push(peer);
        return peer;
      },
      newAudio: () => {
        const audio = new FakeAudio();
        audio.refuse = this.silent;
        this.audios.push(audio);
        return audio;
      },
      newStream: () => ({ getAudioTracks: () => [{}] }),
      newAudioContext: () => null,
      addressOf: () => 'blob:sound',
      forget: () => {},
    };
    return fake as unknown as Platform;
  }
}

/** The server's side of the signalling. */
export class FakeServer implements Signalling {
  readonly offers: { sdp: string; takeOver: boolean }[] = [];
  left = 0;
  /** What the next offers meet; an answer when empty. */
  refusals: Error[] = [];
  hold: Promise<void> | null = null;

  async offer(sdp: string, takeOver: boolean): Promise<string> {
    this.offers.push({ sdp, takeOver });
    if (this.hold) {
      await this.hold;
    }

    const refusal = this.refusals.shift();
    if (refusal) {
      throw refusal;
    }

    return `v=0 answer ${this.offers.length}`;
  }

  async leave(): Promise<void> {
    this.left += 1;
  }
}
