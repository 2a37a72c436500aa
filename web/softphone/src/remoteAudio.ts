import type { Platform } from './platform';

/** The far voice, through an audio element: that keeps playing in hidden tabs, and can be sent to a chosen speaker. */
export class RemoteAudio {
  readonly #platform: Platform;
  readonly #element: HTMLAudioElement;
  readonly #changed: () => void;
  #blocked = false;

  /** @param changed The browser began or ceased to hold the sound back. */
  constructor(platform: Platform, changed: () => void) {
    this.#platform = platform;
    this.#changed = changed;
    this.#element = platform.newAudio();
    this.#element.autoplay = true;
  }

  /** The browser plays nothing before the person clicked or typed in this page. */
  get blocked(): boolean {
    return this.#blocked;
  }

  get stream(): MediaStream | null {
    return this.#element.srcObject as MediaStream | null;
  }

  async play(stream: MediaStream): Promise<void> {
    this.#element.srcObject = stream;
    await this.resume();
  }

  /** Tries again what the browser's autoplay policy may have refused. */
  async resume(): Promise<void> {
    if (!this.#element.srcObject) {
      return;
    }

    try {
      await this.#element.play();
      this.#set(false);
    } catch (error) {
      // AbortError: another stream was put in meanwhile, which plays by its own call.
      if (error instanceof Error && error.name === 'NotAllowedError') {
        this.#set(true);
      }
    }
  }

  stop(): void {
    this.#element.pause();
    this.#element.srcObject = null;
    this.#set(false);
  }

  /** @param id Empty for the system's speaker. */
  async sendTo(id: string): Promise<void> {
    if ('setSinkId' in this.#element && this.#element.sinkId !== id) {
      await this.#element.setSinkId(id);
    }
  }

  readonly #gesture = (): void => {
    void this.resume();
  };

  #set(blocked: boolean): void {
    if (blocked === this.#blocked) {
      return;
    }

    this.#blocked = blocked;
    for (const gesture of ['pointerdown', 'keydown']) {
      if (blocked) {
        this.#platform.page.addEventListener(gesture, this.#gesture);
      } else {
        this.#platform.page.removeEventListener(gesture, this.#gesture);
      }
    }

    this.#changed();
  }
}
