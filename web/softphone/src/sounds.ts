import type { Platform } from './platform';
import { type Tone, wav } from './tones';

/** arrival: a customer is on the line (200 ms); ended: the call is over; test: is this the right speaker? */
export type SoundName = 'arrival' | 'ended' | 'test';

const scores: Record<SoundName, readonly Tone[]> = {
  arrival: [{ ms: 200, hz: [880, 1320] }],
  ended: [
    { ms: 110, hz: [620] },
    { ms: 40, hz: [] },
    { ms: 150, hz: [440] },
  ],
  test: [
    { ms: 260, hz: [523.25] },
    { ms: 260, hz: [659.25] },
    { ms: 480, hz: [783.99] },
  ],
};

/** The phone's own sounds. They are never mixed into what the customer hears or what is recorded. */
export class Sounds {
  readonly #platform: Platform;
  readonly #players = new Map<SoundName, HTMLAudioElement>();
  readonly #addresses: string[] = [];

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Resolves when it began; false when the browser holds sound back or the device is gone. @param device Empty for the system's. */
  async play(name: SoundName, device: string): Promise<boolean> {
    const player = this.#player(name);
    try {
      if ('setSinkId' in player && player.sinkId !== device) {
        await player.setSinkId(device);
      }

      player.currentTime = 0;
      await player.play();
      return true;
    } catch {
      return false;
    }
  }

  dispose(): void {
    for (const player of this.#players.values()) {
      player.pause();
      player.removeAttribute('src');
    }

    this.#players.clear();
    for (const address of this.#addresses.splice(0)) {
      this.#platform.forget(address);
    }
  }

  #player(name: SoundName): HTMLAudioElement {
    let player = this.#players.get(name);
    if (!player) {
      player = this.#platform.newAudio();
      const address = this.#platform.addressOf(new Blob([wav(scores[name])], { type: 'audio/wav' }));
      this.#addresses.push(address);
      player.preload = 'auto';
      player.src = address;
      this.#players.set(name, player);
    }

    return player;
  }
}
