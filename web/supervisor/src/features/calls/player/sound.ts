import { createStore, type StoreApi } from 'zustand';

export const rates = [0.75, 1, 1.25, 1.5, 2] as const;
export type Side = 'agent' | 'customer';

export interface SoundState {
  playing: boolean;
  /** The file could not be fetched or played. */
  failed: boolean;
  /** Waiting for audio to arrive. */
  waiting: boolean;
  /** Seconds; what was known beforehand until the file says. */
  duration: number;
  rate: number;
  /** 0 to 1. */
  volumes: Readonly<Record<Side, number>>;
}

// Each voice comes from its own direction, as two people at a table.
const direction: Record<Side, number> = { agent: -0.35, customer: 0.35 };

/** A recording being listened to: agent left, customer right, each with a volume of its own. Fetched by ranges as it is played. */
export class Sound {
  readonly store: StoreApi<SoundState>;
  readonly #audio: HTMLAudioElement;
  #context: AudioContext | undefined;
  #gains: Record<Side, GainNode> | undefined;

  constructor(address: string, duration: number) {
    this.store = createStore<SoundState>()(() => ({
      playing: false,
      failed: false,
      waiting: false,
      duration,
      rate: 1,
      volumes: { agent: 1, customer: 1 },
    }));
    this.#audio = new Audio();
    this.#audio.preload = 'metadata';
    this.#audio.src = address;
    const set = (state: Partial<SoundState>) => () => this.store.setState(state);
    const heard: Partial<Record<keyof HTMLMediaElementEventMap, () => void>> = {
      play: set({ playing: true, failed: false }),
      pause: set({ playing: false, waiting: false }),
      ended: set({ playing: false, waiting: false }),
      waiting: set({ waiting: true }),
      playing: set({ waiting: false }),
      error: set({ failed: true, playing: false, waiting: false }),
      loadedmetadata: () => this.#takeDuration(),
      durationchange: () => this.#takeDuration(),
    };
    for (const [event, run] of Object.entries(heard)) {
      this.#audio.addEventListener(event, run);
    }
  }

  /** Seconds from the beginning. */
  get time(): number {
    return this.#audio.currentTime;
  }

  toggle(): void {
    if (this.#audio.paused) {
      void this.play();
    } else {
      this.#audio.pause();
    }
  }

  async play(): Promise<void> {
    this.#openContext();
    try {
      await this.#context?.resume();
      await this.#audio.play();
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) {
        this.store.setState({ failed: true }); // AbortError: paused before it began.
      }
    }
  }

  seek(seconds: number): void {
    this.#audio.currentTime = Math.min(Math.max(0, seconds), Math.max(0, this.store.getState().duration - 0.05));
  }

  skip(seconds: number): void {
    this.seek(this.time + seconds);
  }

  setRate(rate: number): void {
    this.#audio.playbackRate = rate;
    this.store.setState({ rate });
  }

  setVolume(side: Side, volume: number): void {
    this.store.setState((state) => ({ volumes: { ...state.volumes, [side]: volume } }));
    this.#gains?.[side].gain.setValueAtTime(volume, 0);
  }

  close(): void {
    this.#audio.pause();
    this.#audio.removeAttribute('src');
    this.#audio.load();
    void this.#context?.close();
  }

  #takeDuration(): void {
    // While a recording is being written its header names no true length.
    if (Number.isFinite(this.#audio.duration) && this.#audio.duration < 86_400) {
      this.store.setState({ duration: this.#audio.duration });
    }
  }

  // Only after a click: browsers give no sound before.
  #openContext(): void {
    if (this.#context) {
      return;
    }

    const context = new AudioContext();
    const sides = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
    context.createMediaElementSource(this.#audio).connect(sides);
    const { volumes } = this.store.getState();
    const voice = (side: Side, output: number) => {
      const gain = new GainNode(context, { gain: volumes[side] });
      sides
        .connect(gain, output)
        .connect(new StereoPannerNode(context, { pan: direction[side] }))
        .connect(context.destination);
      return gain;
    };
    this.#gains = { agent: voice('agent', 0), customer: voice('customer', 1) };
    this.#context = context;
  }
}
