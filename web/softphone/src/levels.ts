import type { Platform } from './platform';
import type { Levels } from './snapshot';

const everyMs = 100;
const quietestDb = -60;
const loudestDb = -6;

/** Reads how loud both sides are, while somebody looks. A timer, not animation frames: those stand still in hidden tabs. */
export class LevelMeter {
  readonly #platform: Platform;
  readonly #listeners = new Set<(levels: Levels) => void>();
  readonly #streams: { microphone: MediaStream | null; remote: MediaStream | null } = { microphone: null, remote: null };
  readonly #taps: { microphone: Tap | null; remote: Tap | null } = { microphone: null, remote: null };
  #context: AudioContext | null = null;
  #resuming = false;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** @returns Ends the listening. */
  listen(listener: (levels: Levels) => void): () => void {
    this.#listeners.add(listener);
    if (this.#timer === null) {
      this.#context ??= this.#platform.newAudioContext();
      this.#tap('microphone');
      this.#tap('remote');
      this.#timer = setInterval(this.#read, everyMs);
    }

    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) {
        this.#rest();
      }
    };
  }

  watch(side: keyof Levels, stream: MediaStream | null): void {
    if (this.#streams[side] !== stream) {
      this.#streams[side] = stream;
      if (this.#timer !== null) {
        this.#tap(side);
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
    this.#rest();
    void this.#context?.close();
    this.#context = null;
  }

  #tap(side: keyof Levels): void {
    this.#taps[side]?.source.disconnect();
    const stream = this.#streams[side];
    this.#taps[side] = this.#context && stream && stream.getAudioTracks().length > 0 ? newTap(this.#context, stream) : null;
  }

  #rest(): void {
    if (this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
    }

    for (const side of ['microphone', 'remote'] as const) {
      this.#taps[side]?.source.disconnect();
      this.#taps[side] = null;
    }

    // A running context costs a thread all day.
    void this.#context?.suspend();
  }

  readonly #read = (): void => {
    if (this.#context?.state === 'suspended' && !this.#resuming) {
      // Refused or kept waiting until the person clicks: asked once until it answers.
      this.#resuming = true;
      void this.#context
        .resume()
        .catch(() => {})
        .finally(() => {
          this.#resuming = false;
        });
    }

    const levels = { microphone: levelOf(this.#taps.microphone), remote: levelOf(this.#taps.remote) };
    for (const listener of this.#listeners) {
      listener(levels);
    }
  };
}

interface Tap {
  readonly source: AudioNode;
  readonly analyser: AnalyserNode;
  readonly samples: Float32Array<ArrayBuffer>;
}

function newTap(context: AudioContext, stream: MediaStream): Tap {
  const source = context.createMediaStreamSource(stream);
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  return { source, analyser, samples: new Float32Array(analyser.fftSize) };
}

function levelOf(tap: Tap | null): number {
  if (!tap) {
    return 0;
  }

  tap.analyser.getFloatTimeDomainData(tap.samples);
  return loudness(tap.samples);
}

/** Root mean square in decibels, -60 to -6 dBFS spread over 0 to 1. */
export function loudness(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) {
    sum += sample * sample;
  }

  const db = 10 * Math.log10(sum / samples.length + 1e-12);
  return Math.min(1, Math.max(0, (db - quietestDb) / (loudestDb - quietestDb)));
}
